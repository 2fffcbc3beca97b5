"""A picture of the whole workflow: as SVG, as an image, on the clipboard.

The picture is what the canvas shows, in the colors it shows, without what belongs to the work on
it: marks of what is selected, handles, guides, the grid.

The scene can be drawn in Qt's thread only, so that is done once, as SVG, which is quick. Images
are drawn from the SVG, in any thread: for a large workflow that takes seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial

from PyQt6 import sip
from PyQt6.QtCore import QBuffer, QIODevice, QMimeData, QRectF, QSize, QSizeF, Qt
from PyQt6.QtGui import QGuiApplication, QImage, QPainter
from PyQt6.QtSvg import QSvgGenerator
from PyQt6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem

from satsuma.ui.canvas.scene import CanvasScene
from satsuma.ui.slices import Slices, at_once
from satsuma.ui.strip_drawing import StripDrawing
from satsuma.ui.theme import theme

MARGIN = 32.0
"""Ground around the outermost things, in design pixels."""

LARGEST_SIDE = 16_000
"""Pixels; larger images are refused by many programs, and by Qt itself."""


_AT_ONCE = 60
"""Things on the canvas that are drawn in one step: some milliseconds."""


def svg(scene: CanvasScene, title: str) -> bytes:
    """The workflow as an SVG file: lines stay lines and text stays text."""
    made: bytes = at_once(svg_steps(scene, title))
    return made


def draw_svg(scene: CanvasScene, title: str, then: Callable[[bytes], None]) -> None:
    """The same, little by little: the window lives on, and `then` gets the file."""
    Slices(scene, svg_steps(scene, title), then, _raise)


def svg_steps(scene: CanvasScene, title: str) -> Generator[None, None, bytes]:
    """The things on the canvas, from the lowest to the uppermost."""
    source = picture_rect(scene)
    size = source.size().toSize()
    shown = QRectF(0, 0, size.width(), size.height())
    buffer = _open_buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(title)
    generator.setDescription("A workflow of Satsuma")
    generator.setResolution(96)  # a design pixel is a pixel
    generator.setSize(size)
    generator.setViewBox(shown)
    painter = QPainter(generator)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(shown, theme().colors.canvas)
    painter.translate(-source.topLeft())
    try:
        items = scene.items(Qt.SortOrder.AscendingOrder)
        for begin in range(0, len(items), _AT_ONCE):
            yield
            with scene.plain():
                for item in items[begin:begin + _AT_ONCE]:
                    if not sip.isdeleted(item) and item.scene() is scene and item.isVisible():
                        _paint(painter, item)
    finally:
        painter.end()
    return bytes(buffer.data())


def _paint(painter: QPainter, item: QGraphicsItem) -> None:
    option = QStyleOptionGraphicsItem()
    option.exposedRect = item.boundingRect()
    painter.save()
    painter.setTransform(item.sceneTransform(), True)
    item.paint(painter, option, None)
    painter.restore()


def _raise(error: Exception) -> None:
    raise error


def png(scene: CanvasScene, scale: float = 2.0) -> QImage:
    """The workflow as an image, `scale` pixels to a design pixel, or fewer where it is large."""
    drawing = _drawing(scene, scale, _keep)
    while drawing.step():
        pass
    return drawing.image


def draw_image(scene: CanvasScene, then: Callable[[QImage], None], scale: float = 2.0) -> None:
    """The same, little by little: the window lives on, and `then` gets the image."""
    _drawing(scene, scale, then).begin()


def _drawing(scene: CanvasScene, scale: float, then: Callable[[QImage], None]) -> StripDrawing:
    source = picture_rect(scene)
    side = (source.size() * _possible(source.size(), scale)).toSize()
    return StripDrawing(scene, source, side.expandedTo(QSize(1, 1)), then)


def _keep(_image: QImage) -> None:
    """Whoever draws by hand takes the image itself."""


def to_clipboard(scene: CanvasScene, title: str = "") -> str:
    """Put the workflow on the clipboard, as image and as SVG; says what there is to know."""
    draw_svg(scene, title, partial(_draw_too, scene))
    return remark(scene)


def _draw_too(scene: CanvasScene, drawn: bytes) -> None:
    draw_image(scene, partial(_put, drawn))


def _put(drawn: bytes, image: QImage) -> None:
    copied = QMimeData()
    copied.setImageData(image)
    copied.setData("image/svg+xml", drawn)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None, "an application with windows has a clipboard"
    clipboard.setMimeData(copied)


def remark(scene: CanvasScene, scale: float = 2.0) -> str:
    """What to tell about an image of this scale: that it is smaller than asked; else nothing."""
    possible = _possible(picture_rect(scene).size(), scale)
    if possible >= scale:
        return ""
    share = f"{possible / scale:.0%}".replace("%", "\u00a0%")
    return (f"The workflow is very large, so the picture has {share} of the usual size: no side is "
            f"longer than {LARGEST_SIDE:,} pixels. A picture as SVG has no such limit.")


def picture_rect(scene: CanvasScene) -> QRectF:
    """The part of the scene that the picture shows, in whole design pixels."""
    shown = scene.content_rect()
    for link in scene.link_items.values():
        if link.isVisible():  # one that leads back swings out beyond its nodes
            shown = shown.united(link.sceneBoundingRect())
    return QRectF(shown.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN).toAlignedRect())


def _possible(size: QSizeF, scale: float) -> float:
    """The scale, or the largest at which no side gets too long."""
    return min(scale, LARGEST_SIDE / max(size.width(), size.height()))


def _open_buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
