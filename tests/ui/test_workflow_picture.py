"""Pictures of a workflow: as SVG, as an image, on the clipboard."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread

import defusedxml.ElementTree as ET
import pytest
from PyQt6.QtCore import QBuffer, QByteArray, QPointF, QRectF
from PyQt6.QtGui import QGuiApplication, QImage, QPainter
from PyQt6.QtSvg import QSvgGenerator, QSvgRenderer

from satsuma.ui import workflow_picture as picture
from satsuma.ui.canvas.scene import CanvasScene
from satsuma.ui.image_bytes import png_of
from satsuma.ui.theme import theme
from satsuma.workflow.annotations import TextNote
from satsuma.workflow.ows import read_ows

pytestmark = pytest.mark.window


@pytest.fixture
def scene(document, catalog, animals):
    workflow = read_ows(animals, catalog).workflow
    for node_id in workflow.nodes:  # nothing computes, so nothing changes meanwhile
        workflow = workflow.with_auto(node_id, False)
    document.edit(workflow, "Open")
    made = CanvasScene(document)
    yield made
    made.deleteLater()


def texts(svg):
    return [t.text for t in ET.fromstring(svg.decode()).iter("{http://www.w3.org/2000/svg}text")]


def colors_in(image):
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2)
            for y in range(0, image.height(), 2)}


def test_the_svg_has_the_title_and_the_text_as_text(scene):
    written = picture.svg(scene, "Animals <&>")
    root = ET.fromstring(written.decode())
    assert root.find("{http://www.w3.org/2000/svg}title").text == "Animals <&>"
    assert {"Import Images", "Hierarchical Clustering"} <= set(texts(written))


def test_the_svg_is_as_large_as_what_it_shows_and_can_be_drawn(scene):
    renderer = QSvgRenderer(QByteArray(picture.svg(scene, "")))
    shown = picture.picture_rect(scene).size().toSize()
    assert renderer.isValid()
    assert renderer.viewBoxF().size().toSize() == shown
    image = QImage(shown, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    assert image.pixelColor(2, 2) == theme().colors.canvas
    assert len(colors_in(image)) > 20


def test_the_image_is_twice_as_sharp_on_the_canvas_color(scene):
    image = picture.png(scene)
    assert image.width() == round(picture.picture_rect(scene).width() * 2)
    assert image.pixelColor(2, 2) == theme().colors.canvas
    theme().apply("dark", 100, "off")
    assert picture.png(scene).pixelColor(2, 2) == theme().colors.canvas


def test_what_is_selected_is_not_marked_and_stays_selected(scene, document):
    plain = picture.png(scene)
    scene.select(document.workflow.nodes, range(len(document.workflow.annotations)))
    assert picture.png(scene) == plain
    assert scene.selected_nodes() == tuple(document.workflow.nodes)


def test_the_zoom_and_the_place_of_a_view_do_not_matter(scene, qtbot):
    from satsuma.ui.canvas.view import CanvasView

    plain = picture.png(scene)
    view = CanvasView(scene)
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.show()
    view.set_zoom(2.5)
    assert picture.png(scene) == plain


def test_a_very_large_workflow_makes_a_smaller_image_and_says_so(scene, document):
    assert picture.remark(scene) == ""
    far = TextNote((30_000.0, 0.0, 100.0, 30.0), "Far away")
    workflow = document.workflow
    document.edit(replace(workflow, annotations=(*workflow.annotations, far)), "Add note")
    image = picture.png(scene)
    assert picture.LARGEST_SIDE - 2 <= image.width() <= picture.LARGEST_SIDE
    assert "27\u00a0%" in picture.remark(scene)


def test_drawn_little_by_little_it_is_the_same_image(scene, qtbot):
    made = []
    picture.draw_image(scene, made.append)
    assert not made  # the window lives on meanwhile
    qtbot.waitUntil(lambda: bool(made))
    assert made[0] == picture.png(scene)


def test_the_image_becomes_a_png_file_in_any_thread(scene):
    image = picture.png(scene)
    made = []
    thread = Thread(target=lambda: made.append(png_of(image)))
    thread.start()
    thread.join()
    assert QImage.fromData(made[0], "PNG").convertToFormat(image.format()) == image


def test_the_clipboard_takes_both(scene, qtbot):
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    assert picture.to_clipboard(scene, "Animals") == ""
    qtbot.waitUntil(lambda: clipboard.mimeData().hasImage())
    copied = clipboard.mimeData()
    assert b"Import Images" in bytes(copied.data("image/svg+xml"))


def test_an_empty_workflow_has_a_picture(document):
    empty = CanvasScene(document)
    assert not picture.png(empty).isNull()
    assert picture.svg(empty, "").startswith(b"<?xml")


def test_an_svg_is_drawn_little_by_little_as_the_scene_shows_it(scene, document, monkeypatch):
    def picture_of(drawn: bytes) -> QImage:
        renderer = QSvgRenderer(QByteArray(drawn))
        image = QImage(renderer.defaultSize(), QImage.Format.Format_RGB32)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        return image

    scene.select_all()  # nothing of it is in the picture
    whole = picture_of(picture.svg(scene, ""))
    monkeypatch.setattr(picture, "_AT_ONCE", 2)
    steps = picture.svg_steps(scene, "")
    assert sum(1 for _ in steps) > 4
    assert picture_of(picture.svg(scene, "")) == whole
    assert picture_of(_drawn_by_qt(scene)) == whole


def _drawn_by_qt(scene) -> bytes:
    source = picture.picture_rect(scene)
    shown = QRectF(QPointF(0, 0), source.size())
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(96)
    generator.setSize(shown.size().toSize())
    generator.setViewBox(shown)
    painter = QPainter(generator)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(shown, theme().colors.canvas)
    with scene.plain():
        scene.render(painter, shown, source)
    painter.end()
    return bytes(buffer.data())
