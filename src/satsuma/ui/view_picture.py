"""View picture: what a widget shows as PNG, SVG or PDF, all of it and on a light ground.

A view can be drawn in Qt's thread only, so it is done in steps between which the window lives on.
Turning an image into a PNG file and writing it takes long, so it belongs into the background.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PyQt6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PyQt6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter
from PyQt6.QtSvg import QSvgGenerator

from satsuma.data.atomic import atomic_write
from satsuma.problem import Problem
from satsuma.ui.colors import LIGHT
from satsuma.ui.image_bytes import png_of
from satsuma.ui.painters.painter import LARGEST_PICTURE, Painter
from satsuma.ui.slices import at_once
from satsuma.ui.svg_painter import SvgPainter, filled
from satsuma.ui.theme import theme

KINDS = {".png": "PNG pictures (*.png)", ".svg": "SVG drawings (*.svg)",
         ".pdf": "PDF documents (*.pdf)"}

FINE = 2.0
"""Pixels of an image for each design pixel."""

LARGEST_SIDE = 16_000
MOST_PIXELS = 40_000_000
"""Larger images are refused by many programs."""

LARGEST_PAGE = 19_000
"""Pixels; a PDF page can be five meters long and no longer."""


@dataclass(frozen=True)
class Picture:
    """A view that was drawn: an image still to be encoded, or the bytes of the file.

    `remark` is what a person should know of it, such as that it is smaller than usual. `held` are
    the pictures in an SVG file, which are encoded last.
    """

    image: QImage | None
    made: bytes = b""
    remark: str = ""
    held: Mapping[bytes, QImage] = field(default_factory=dict)

    def encoded(self) -> bytes:
        """The bytes of the file; for any thread."""
        return filled(self.made, self.held) if self.image is None else png_of(self.image)


Steps = Generator[None, None, Picture]


def draw(painter: Painter, kind: str, title: str = "", most_pixels: int = MOST_PIXELS) -> Picture:
    """The view as `kind`, a suffix of KINDS, after `prepare_picture`, at once. Raises Problem."""
    made: Picture = at_once(drawing_steps(painter, kind, title, most_pixels))
    return made


def drawing_steps(painter: Painter, kind: str, title: str = "",
                  most_pixels: int = MOST_PIXELS) -> Steps:
    """The same in steps; what the view shows must stay in between. Raises Problem."""
    steps = _steps(painter, kind, title, most_pixels)
    try:
        while True:
            with _on_paper(painter):
                next(steps)
            yield
    except StopIteration as ended:
        return ended.value
    finally:
        steps.close()  # a painter must not outlive what it draws into


def _steps(painter: Painter, kind: str, title: str, most_pixels: int) -> Steps:
    if kind not in KINDS:
        raise Problem(f"A picture can be saved as {', '.join(KINDS)}, not as “{kind}”.")
    asked = painter.picture_size()
    size = asked.boundedTo(QSize(LARGEST_PICTURE, LARGEST_PICTURE))
    if size.isEmpty():
        raise Problem("There is nothing to draw.")
    remarks = [painter.picture_remark(), _CUT if size != asked else ""]
    ground = theme().colors.window
    match kind:
        case ".png":
            image, smaller = yield from _image(painter, size, ground, most_pixels)
            return Picture(image, b"", _joined(*remarks, smaller))
        case ".svg":
            made, held = yield from _svg(painter, size, ground, title)
            return Picture(None, made, _joined(*remarks), held)
        case _:
            made = yield from _pdf(painter, size, ground, title)
    return Picture(None, made, _joined(*remarks))


_CUT = (f"The picture shows the first {LARGEST_PICTURE:,} pixels of the view; the rest did not "
        "fit.")


def write(picture: Picture, path: Path) -> None:
    """Write the file: it is the old one or the whole new one. For any thread. Raises Problem."""
    data = picture.encoded()
    with atomic_write(path) as opened:
        opened.write(data)


@contextmanager
def _on_paper(painter: Painter) -> Iterator[None]:
    """In the block everything that the view draws itself is drawn in the light scheme.

    A view that is only rendered as it stands on the screen keeps the colors it has there.
    """
    now = theme()
    if type(painter).draw_picture is Painter.draw_picture:
        yield
        return
    before = now.colors, now.dark
    now.colors, now.dark = LIGHT, False  # nobody is told: it lasts for this drawing only
    try:
        yield
    finally:
        now.colors, now.dark = before


def _image(painter: Painter, size: QSize, ground: QColor,
           most_pixels: int) -> Generator[None, None, tuple[QImage, str]]:
    wanted = FINE / theme().scale  # the same picture whatever the scale of the screen
    factor = min(wanted, LARGEST_SIDE / max(size.width(), size.height()),
                 (most_pixels / (size.width() * size.height())) ** 0.5)
    image = QImage((QSizeF(size) * factor).toSize().expandedTo(QSize(1, 1)),
                   QImage.Format.Format_RGB32)
    image.fill(ground)
    yield
    drawing = QPainter(image)
    drawing.scale(factor, factor)
    yield from _draw(painter, drawing, size)
    share = f"{factor / wanted:.0%}".replace("%", "\u00a0%")
    smaller = "" if factor >= wanted else (
        f"The view is very large, so the picture has {share} of the usual sharpness. "
        "SVG and PDF have no such limit.")
    return image, smaller


def _svg(painter: Painter, size: QSize, ground: QColor,
         title: str) -> Generator[None, None, tuple[bytes, Mapping[bytes, QImage]]]:
    buffer = _open_buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(title)
    generator.setDescription("Made with Satsuma")
    generator.setResolution(96)  # a pixel is a pixel
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    drawing = SvgPainter(generator)
    drawing.fillRect(QRectF(0, 0, size.width(), size.height()), ground)
    yield from _draw(painter, drawing, size)
    return bytes(buffer.data()), drawing.held


def _pdf(painter: Painter, size: QSize, ground: QColor,
         title: str) -> Generator[None, None, bytes]:
    buffer = _open_buffer()
    factor = min(1.0, LARGEST_PAGE / max(size.width(), size.height()))
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Satsuma")
    writer.setResolution(96)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setPageSize(QPageSize(QSizeF(size) * factor * 72 / 96, QPageSize.Unit.Point, "",
                                 QPageSize.SizeMatchPolicy.ExactMatch))
    drawing = QPainter(writer)
    drawing.scale(factor, factor)
    drawing.fillRect(QRectF(0, 0, size.width(), size.height()), ground)
    yield from _draw(painter, drawing, size)
    return bytes(buffer.data())


def _draw(painter: Painter, drawing: QPainter, size: QSize) -> Iterator[None]:
    try:
        drawing.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        yield from painter.picture_steps(drawing, QRectF(0, 0, size.width(), size.height()))
    finally:
        drawing.end()


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)


def _open_buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
