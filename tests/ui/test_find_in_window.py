"""Finding in the real window, with real keys: the field keeps the focus until Esc."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from tests.ui.opened_app import add, settle

pytestmark = pytest.mark.window

CTRL = Qt.KeyboardModifier.ControlModifier


def keys(*pressed: Qt.Key | str) -> None:
    """Keys go where the focus is, as a person's do."""
    for one in pressed:
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(one, str):
            QTest.keyClick(target, one)
        else:
            QTest.keyClick(target, one)


@pytest.fixture
def finding(window):
    window.nodes = add(window, "satsuma.data_table", "satsuma.image_viewer", "satsuma.data_table")
    QTest.keyClick(window.canvas.view, Qt.Key.Key_F, CTRL)
    settle()
    return window


def test_a_whole_word_is_typed_and_escape_goes_back(finding):
    keys(*"data table")
    line, scene = finding.find_bar.line, finding.canvas.scene
    assert line.text() == "data table"
    assert line.hasFocus()
    assert finding.find_bar.count.text() == "1 of 2"
    assert scene.selected_nodes() == (finding.nodes[0],)
    keys(Qt.Key.Key_Return)
    assert scene.selected_nodes() == (finding.nodes[2],)
    assert line.hasFocus()
    keys(Qt.Key.Key_Escape)
    assert not finding.find_bar.isVisible()
    assert finding.canvas.view.hasFocus()
    assert not finding.find_bar._again.isActive()


def test_the_marks_go_with_the_bar(finding, monkeypatch):
    glows = []
    monkeypatch.setattr(finding.canvas.scene, "set_glow", glows.append)
    keys(*"data table", Qt.Key.Key_Escape)
    assert set(glows[-2]) == {finding.nodes[0], finding.nodes[2]}
    assert glows[-1] == {}


def test_a_button_of_the_bar_leaves_the_focus_in_the_field(finding):
    keys(*"data table")
    QTest.mouseClick(finding.find_bar.forth, Qt.MouseButton.LeftButton)
    assert finding.find_bar.line.hasFocus()
    assert finding.canvas.scene.selected_nodes() == (finding.nodes[2],)


@pytest.mark.parametrize("scale", [100, 200, 300])
def test_nothing_of_the_bar_lies_over_another_part(finding, scale):
    finding.resize(1280, 800)
    finding.app.store.change(scale=scale)
    settle()
    keys(*"nothing is called so")
    settle()
    bar = finding.find_bar
    parts = [bar.line, bar.back, bar.forth, bar.shut]
    for part, after in zip(parts, parts[1:], strict=False):
        assert part.geometry().right() < after.geometry().left()
    assert bar.shut.geometry().right() < bar.width()
