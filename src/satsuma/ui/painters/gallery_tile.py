"""Tile: how one picture of a gallery is drawn, with its captions, its color and its selection."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRect, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetrics, QPainter, QPen

from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.painters.gallery_layout import Measures
from satsuma.ui.painters.palette import color_of, line_of
from satsuma.ui.painters.thumbnails import Thumbnail
from satsuma.ui.theme import font, px, theme

SPACE = 8
LINE = 16
STRIP = 4
HEADING = 40
_LEAST_GRIP = 32
_ROOM_FOR_REASON = 88
"""Design pixels from which on the reason of a broken picture is written into its tile."""


@dataclass(frozen=True)
class Tile:
    """What is drawn of one row. `color` is a code of the palette, -1 for none."""

    thumbnail: Thumbnail | None
    captions: tuple[str, ...]
    has_file: bool = True
    color: int = -1
    picked: bool = False
    current: bool = False


def measures(side: int, captions: int, colored: bool) -> Measures:
    """The room that tiles with pictures of `side` design pixels take."""
    strip = px(STRIP + 2) if colored else 0
    below = px(LINE) * captions + px(4 if captions else 0)
    return Measures(px(side + 2 * SPACE), px(side + 2 * SPACE) + strip + below,
                    px(HEADING), px(SPACE))


def fitting(size: int, width: int) -> int:
    """The side, in design pixels, at which a picture still fits into so many pixels across."""
    return max(1, min(size, int((width - 2 * px(SPACE)) / theme().scale) - 2 * SPACE))


def square_of(cell: QRect, side: int) -> QRect:
    """The square in a cell that a picture of `side` design pixels is fitted into."""
    length = px(side)
    return QRect(cell.left() + (cell.width() - length) // 2, cell.top() + px(SPACE),
                 length, length)


def place_of(square: QRect, thumbnail: Thumbnail | None) -> QRect:
    """Where the picture itself is drawn; all of the square while there is none."""
    if thumbnail is None or thumbnail.pixmap is None:
        return square
    size = thumbnail.pixmap.size() * theme().scale
    if size.width() > square.width() or size.height() > square.height() or not thumbnail.whole:
        size = size.scaled(square.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(0, 0, max(1, size.width()), max(1, size.height()))
    place.moveCenter(square.center())
    return place


def grip_of(cell: QRect, side: int, thumbnail: Thumbnail | None) -> QRect:
    """By what a picture is dragged: the picture itself, and a little more where it is tiny."""
    square = square_of(cell, side)
    place = place_of(square, thumbnail)
    least = QRect(0, 0, px(_LEAST_GRIP), px(_LEAST_GRIP))
    least.moveCenter(square.center())
    return place.united(least.intersected(square))


def draw_tile(painter: QPainter, cell: QRect, side: int, tile: Tile, colored: bool) -> None:
    """Draw the tile into its cell; `side` is that of the picture in design pixels."""
    ground = cell.adjusted(px(2), px(2), -px(2), -px(2))
    _draw_ground(painter, ground, tile)
    area = square_of(cell, side)
    _draw_picture(painter, area, tile)
    below = area.bottom() + 1
    if colored:
        if tile.color >= 0:
            strip = QRect(area.left(), below + px(2), area.width(), px(STRIP))
            _draw_strip(painter, strip, tile.color)
        below += px(STRIP + 2)
    _draw_captions(painter, ground, below + px(2), tile)
    if tile.picked:
        _draw_check(painter, ground)


def _draw_ground(painter: QPainter, ground: QRect, tile: Tile) -> None:
    colors = theme().colors
    if not tile.picked and not tile.current:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if tile.picked:
        painter.setPen(QPen(colors.accent, px(2) if tile.current else 1))
        painter.setBrush(colors.selection)
    else:
        painter.setPen(QPen(colors.accent, px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(ground, px(8), px(8))


def _draw_picture(painter: QPainter, area: QRect, tile: Tile) -> None:
    colors = theme().colors
    thumbnail = tile.thumbnail
    if not tile.has_file:
        _draw_sign(painter, area, "file", colors.link, "No picture")
    elif thumbnail is None:
        inset = area.width() // 8
        painter.fillRect(area.adjusted(inset, inset, -inset, -inset), colors.panel)
    elif thumbnail.pixmap is None:
        _draw_sign(painter, area, "broken", colors.warning, thumbnail.reason)
    else:
        _draw_pixmap(painter, area, thumbnail)


def _draw_pixmap(painter: QPainter, area: QRect, thumbnail: Thumbnail) -> None:
    pixmap = thumbnail.pixmap
    assert pixmap is not None
    place = place_of(area, thumbnail)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(place, pixmap)
    # Drawn within the picture, or a sharp screen would show a line of it outside the frame.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().colors.line, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))


def _draw_sign(painter: QPainter, area: QRect, name: str, color: QColor, reason: str) -> None:
    """A sign in the place of a picture, and below it why there is none."""
    side = min(px(28), area.width())
    place = QRect(0, 0, side, side)
    place.moveCenter(area.center())
    inset = area.adjusted(px(4), px(4), -px(4), -px(4))
    painter.fillRect(inset, theme().colors.panel)
    if area.width() >= px(_ROOM_FOR_REASON) and reason:
        place.moveTop(area.top() + area.height() // 6)
        painter.setFont(font(11))
        painter.setPen(theme().colors.text)
        words = inset.adjusted(px(4), place.bottom() + px(6) - inset.top(), -px(4), -px(2))
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
                         | Qt.TextFlag.TextWordWrap, reason)
    draw_path(painter, path_of(name), QRectF(place), color)


def _draw_strip(painter: QPainter, strip: QRect, code: int) -> None:
    """A thick line in the color of a code; broken where colors come again."""
    pen = QPen(color_of(code), strip.height(), line_of(code), Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([2.5, 1.0]) if line_of(code) is Qt.PenStyle.DashLine else None
    pen.setDashPattern([1.0, 1.0]) if line_of(code) is Qt.PenStyle.DotLine else None
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(pen)
    middle = strip.top() + strip.height() / 2
    painter.drawLine(QPointF(strip.left(), middle), QPointF(strip.right() + 1, middle))


def _draw_captions(painter: QPainter, ground: QRect, top: int, tile: Tile) -> None:
    if not tile.captions:
        return
    colors = theme().colors
    painter.setFont(font(11))
    measure = QFontMetrics(painter.font())
    for number, text in enumerate(tile.captions):
        first = number == 0 or tile.picked
        painter.setPen(colors.text if first else colors.secondary)
        line = QRect(ground.left() + px(4), top + number * px(LINE),
                     ground.width() - px(8), px(LINE))
        elided = measure.elidedText(text, Qt.TextElideMode.ElideMiddle, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, elided)


def _draw_check(painter: QPainter, ground: QRect) -> None:
    """A sign that does not hang on color."""
    colors, side = theme().colors, px(18)
    disc = QRectF(ground.right() - side - px(3), ground.top() + px(4), side, side)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colors.window, px(2)))
    painter.setBrush(colors.accent)
    painter.drawEllipse(disc)
    inset = side * 0.2
    draw_path(painter, path_of("check"), disc.adjusted(inset, inset, -inset, -inset),
              colors.on_accent, 3.0)


def draw_heading(painter: QPainter, rect: QRect, title: str, detail: str, *, closed: bool,
                 color: int = -1, focused: bool = False) -> None:
    """A group's heading: its name, how many it has, and whether it is folded."""
    colors, sign = theme().colors, px(16)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if focused:
        painter.setPen(QPen(colors.accent, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1, px(4), -1, -px(2)), px(6), px(6))
    middle = rect.center().y() + px(2)
    arrow = QRectF(rect.left() + px(4), middle - sign / 2, sign, sign)
    draw_path(painter, path_of("chevron-right" if closed else "chevron-down"), arrow,
              colors.secondary)
    left = int(arrow.right()) + px(6)
    if color >= 0:
        swatch = QRect(left, middle - px(2), px(16), px(STRIP))
        _draw_strip(painter, swatch, color)
        left = swatch.right() + px(8)
    painter.setFont(font(13, bold=True))
    measure = QFontMetrics(painter.font())
    room = QRect(left, rect.top() + px(4), rect.right() - left - px(96), rect.height() - px(4))
    text = measure.elidedText(title, Qt.TextElideMode.ElideMiddle, room.width())
    painter.setPen(colors.text)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
    after = left + measure.horizontalAdvance(text) + px(8)
    painter.setFont(font(11))
    painter.setPen(colors.secondary)
    painter.drawText(QRect(after, room.top(), rect.right() - after, room.height()),
                     Qt.AlignmentFlag.AlignVCenter, detail)
    painter.setPen(QPen(colors.line, 1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.drawLine(rect.left(), rect.bottom() - px(3), rect.right(), rect.bottom() - px(3))


def draw_words(painter: QPainter, rect: QRect, text: str) -> None:
    """Words in the place of pictures."""
    painter.setFont(font(13))
    painter.setPen(theme().colors.secondary)
    edge = px(24)
    painter.drawText(rect.adjusted(edge, edge, -edge, -edge), Qt.AlignmentFlag.AlignCenter
                     | Qt.TextFlag.TextWordWrap, text)


def draw_band(painter: QPainter, band: QRect) -> None:
    """The rubber band."""
    colors = theme().colors
    ground = QColor(colors.selection)
    ground.setAlpha(96)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(colors.accent, 1))
    painter.setBrush(ground)
    painter.drawRect(band)
