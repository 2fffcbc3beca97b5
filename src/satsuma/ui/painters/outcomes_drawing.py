"""How the parts of an account are drawn: on the screen, and in pictures of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QRect, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap

from satsuma.data.outcome import Outcome
from satsuma.ui.colors import mixed
from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.painters.outcomes_account import SIGNS, Account, Category, Group, Kind
from satsuma.ui.painters.palette import color_of
from satsuma.ui.theme import font, px, theme

BAR_ROW, TOLD_ROW = 40, 52
"""Heights of rows, in design pixels."""

SMALL, MIDDLE = 32, 40
"""Sides of the thumbnails in them."""

Picture = Callable[[Path, int], QPixmap | None]
"""Gives the thumbnail of a file, so many design pixels large; None while there is none."""


def color_of_kind(kind: Kind) -> QColor:
    """The color of a group's sign; never the only thing that tells it."""
    colors = theme().colors
    return {"fine": colors.ok, "cached": colors.ok, "twin": colors.ok, "repaired": colors.warning,
            "refused": colors.error}.get(kind, colors.secondary)


def draw_category(painter: QPainter, area: QRect, account: Account, category: Category,
                  picture: Picture) -> None:
    """A name, a number, a quiet bar, and a few pictures."""
    colors = theme().colors
    edge, gap = px(8), px(12)
    shown = _examples(area.width())
    name_width = min(px(220), area.width() // 4)
    left = area.left() + edge
    _text(painter, QRect(left, area.top(), name_width, area.height()), category.name)
    left += name_width + gap
    number = f"{category.count:,}"
    wide = QFontMetrics(font(13)).horizontalAdvance("000,000")
    _text(painter, QRect(left, area.top(), wide, area.height()), number,
          Qt.AlignmentFlag.AlignRight)
    left += wide + gap
    pictures = shown * px(SMALL + 4)
    room = area.right() - edge - left - (pictures + gap if shown else 0)
    most = max(one.count for one in account.categories)
    bar = QRectF(left, area.center().y() - px(3), max(px(3), room * category.count / most), px(6))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mixed(color_of(category.code), colors.window, 0.3)
                     if category.code >= 0 else colors.line)
    painter.drawRoundedRect(bar, px(3), px(3))
    place = QRect(area.right() - edge - pictures, area.center().y() - px(SMALL) // 2,
                  px(SMALL), px(SMALL))
    for row in category.rows[:shown]:
        draw_thumbnail(painter, place, account.file(row), SMALL, picture)
        place.translate(px(SMALL + 4), 0)


def _examples(width: int) -> int:
    """How many pictures fit beside a bar that can still be read."""
    return max(0, min(5, (width - px(320)) // px(SMALL + 4)))


def draw_thumbnail(painter: QPainter, place: QRect, file: Path | None, side: int,
                   picture: Picture) -> None:
    """A picture in its own proportions; a sign where there is none."""
    colors = theme().colors
    pixmap = picture(file, side) if file is not None else None
    if pixmap is None:
        painter.setPen(QPen(colors.line, 1))
        painter.setBrush(colors.panel)
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        if file is None:
            mark = QRectF(0, 0, px(16), px(16))
            mark.moveCenter(QRectF(place).center())
            draw_path(painter, path_of("broken"), mark, colors.link)
        return
    size = pixmap.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
    target = QRect(place.topLeft(), size)
    target.moveCenter(place.center())
    painter.drawPixmap(target, pixmap)
    painter.setPen(QPen(colors.line, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(target.adjusted(0, 0, -1, -1))


def draw_told(painter: QPainter, area: QRect, account: Account, group: Group, row: int,
              picture: Picture) -> None:
    """A picture, its name, and what happened to it."""
    colors = theme().colors
    outcome = account.view.outcomes[row]
    side = px(MIDDLE)
    place = QRect(area.left() + px(8), area.center().y() - side // 2, side, side)
    file = account.file(row) if group.kind != "refused" else None
    draw_thumbnail(painter, place, file, MIDDLE, picture)
    left = place.right() + px(12)
    room = QRect(left, area.top(), area.right() - px(8) - left, area.height())
    why = told(outcome)
    if not why or group.kind == "pending":
        _text(painter, room, account.view.ids[row], middle=True)
        return
    half = area.height() // 2
    _text(painter, room.adjusted(0, px(6), 0, -half), account.view.ids[row], middle=True)
    lower = room.adjusted(0, half, 0, -px(6))
    sign = QRectF(lower.left(), lower.center().y() - px(6), px(13), px(13))
    draw_path(painter, path_of(SIGNS[group.kind]), sign, color_of_kind(group.kind), 2.0)
    _text(painter, lower.adjusted(px(18), 0, 0, 0), why, size=11, color=colors.secondary)


def told(outcome: Outcome) -> str:
    """Why, as a sentence begins."""
    text = outcome.told()
    return text[:1].upper() + text[1:]


def _text(painter: QPainter, area: QRect, text: str,
          side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft, *, size: float = 13,
          color: QColor | None = None, middle: bool = False) -> None:
    painter.setFont(font(size))
    painter.setPen(color or theme().colors.text)
    mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
    shown = painter.fontMetrics().elidedText(text, mode, area.width())
    painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, shown)
