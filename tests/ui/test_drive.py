"""What a script outside is told about the screen is where things are."""

from __future__ import annotations

import json

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from satsuma.ui import drive
from satsuma.ui.canvas.scene import CanvasScene
from satsuma.ui.canvas.view import CanvasView
from satsuma.ui.toolbox import Toolbox
from satsuma.workflow.model import Link

pytestmark = pytest.mark.window


@pytest.fixture
def window(qtbot, document, catalog):
    made = QWidget()
    qtbot.addWidget(made)
    made.setWindowTitle("Cows")
    row = QHBoxLayout(made)
    made.toolbox, made.view = Toolbox(catalog), CanvasView(CanvasScene(document))
    made.button = QPushButton("&Press")
    for part in (made.toolbox, made.view, made.button):
        row.addWidget(part)
    made.resize(780, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def at(place):
    return QApplication.widgetAt(QPoint(*place))


def middle(rect):
    return rect[0] + rect[2] // 2, rect[1] + rect[3] // 2


def test_tiles_and_controls_are_where_they_are_told_to_be(window):
    told = drive.on_screen()
    assert told["tiles"]
    for name, rect in told["tiles"].items():
        assert at(middle(rect)).cls.spec.id == name
    button = next(c for c in told["controls"] if c["text"] == "&Press")
    assert at(middle(button["rect"])) is window.button
    assert (button["window"], button["class"]) == ("Cows", "QPushButton")


def test_a_press_at_a_told_port_draws_a_link(qtbot, window, document, catalog):
    flow, _ = document.workflow.with_new_node(catalog.named("import-images")(), None, (100, 100))
    flow, _ = flow.with_new_node(catalog.named("image-embedding")(), None, (220, 100))
    document.edit(flow, "Add")
    canvas, = drive.on_screen()["canvases"]
    port = window.view.viewport()
    start = port.mapFromGlobal(QPoint(*canvas["nodes"]["import-images"]["out"]["data"]))
    end = port.mapFromGlobal(QPoint(*canvas["nodes"]["image-embedding"]["in"]["images"]))
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        qtbot.mouseMove(port, start + (end - start) * step / 5)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    assert document.workflow.links == (Link("import-images", "data", "image-embedding", "images"),)
    assert drive.on_screen()["canvases"][0]["nodes"]["image-embedding"]["links"] == 1


def test_the_file_is_written_when_something_changed(qtbot, qapp, window, tmp_path, monkeypatch):
    assert drive.start(qapp) is None
    file = tmp_path / "screen.json"
    monkeypatch.setenv(drive.VARIABLE, str(file))
    told = drive.start(qapp)
    qtbot.waitUntil(file.exists)
    assert [w["title"] for w in json.loads(file.read_text())["windows"]] == ["Cows"]
    window.setWindowTitle("Horses")
    qtbot.waitUntil(lambda: "Horses" in file.read_text())
    told.stop()
    told.deleteLater()
