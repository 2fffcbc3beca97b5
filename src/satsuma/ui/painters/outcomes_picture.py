"""An account as a picture for a report: everything, with long lists cut."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QPixmap

from satsuma.ui.painters.outcomes_account import (
    GOOD,
    Account,
    Group,
    subtitle,
    summary,
    title,
    told_of_work,
)
from satsuma.ui.painters.outcomes_drawing import (
    BAR_ROW,
    MIDDLE,
    SMALL,
    TOLD_ROW,
    draw_category,
    draw_told,
)
from satsuma.ui.painters.outcomes_numbers import draw_shares
from satsuma.ui.painters.thumbnails import Thumbnails
from satsuma.ui.theme import font, px, theme

MOST_CATEGORIES = 60
MOST_TOLD = 200
MARGIN = 24
FINE = 2
"""Thumbnails of a picture have so many times the pixels: it may be printed."""


def listed_groups(account: Account) -> list[Group]:
    """The groups whose pictures are named."""
    return [one for one in account.groups if one.kind not in (*GOOD, "pending")]


def wishes(account: Account) -> list[tuple[Path, float]]:
    """The thumbnails that the picture needs."""
    rows = [(row, SMALL) for one in account.categories[:MOST_CATEGORIES] for row in one.rows]
    rows += [(row, MIDDLE) for group in listed_groups(account) if group.kind != "refused"
             for row in group.rows[:MOST_TOLD].tolist()]
    return [(file, px(side) * FINE) for row, side in rows
            if (file := account.file(row)) is not None]


def size_of(account: Account, width: int) -> QSize:
    """How large the picture is."""
    width = max(px(480), min(width, px(1200)))
    return QSize(width, _Page(None, QRectF(0, 0, width, 0), account, None).drawn())


def draw_account(painter: QPainter, rect: QRectF, account: Account,
                 thumbnails: Thumbnails) -> None:
    """Draw all of it from the top of `rect` down."""
    painter.save()
    _Page(painter, rect, account, thumbnails).drawn()
    painter.restore()


class _Page:
    """One pass from top to bottom. Without a painter it only measures."""

    def __init__(self, painter: QPainter | None, rect: QRectF, account: Account,
                 thumbnails: Thumbnails | None) -> None:
        self._painter, self._account, self._thumbnails = painter, account, thumbnails
        self._left = round(rect.left()) + px(MARGIN)
        self._width = round(rect.width()) - 2 * px(MARGIN)
        self._top = round(rect.top())
        self._y = self._top + px(MARGIN)

    def drawn(self) -> int:
        """Draw, and give the height."""
        account = self._account
        self._line(title(account), 20, bold=True)
        self._line(subtitle(account), 11, quiet=True)
        for place, text in enumerate(told_of_work(account.view.work) if account.view.work else ()):
            self._line(text, 11 if place else 13, quiet=bool(place))
        self._shares()
        self._line(summary(account), 13)
        self._categories()
        for group in listed_groups(account):
            self._group(group)
        return self._y + px(MARGIN) - self._top

    def _line(self, text: str, size: float, *, bold: bool = False, quiet: bool = False) -> None:
        if not text:
            return
        used = font(size, bold=bold)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        room = QRect(self._left, self._y, self._width, px(400))
        needed = QFontMetrics(used).boundingRect(room, int(flags), text).height()
        if self._painter is not None:
            self._painter.setFont(used)
            self._painter.setPen(theme().colors.secondary if quiet else theme().colors.text)
            self._painter.drawText(room, int(flags), text)
        self._y += needed + px(6)

    def _shares(self) -> None:
        self._y += px(4)
        if self._painter is not None:
            draw_shares(self._painter, QRectF(self._left, self._y, self._width, px(6)),
                        self._account)
        self._y += px(14)

    def _categories(self) -> None:
        some = self._account.categories
        for category in some[:MOST_CATEGORIES]:
            if self._painter is not None:
                row = self._row(BAR_ROW).adjusted(-px(8), 0, px(8), 0)
                draw_category(self._painter, row, self._account, category, self._picture)
            self._y += px(BAR_ROW)
        if len(some) > MOST_CATEGORIES:
            self._line(f"and {len(some) - MOST_CATEGORIES:,} more categories", 11, quiet=True)

    def _group(self, group: Group) -> None:
        self._y += px(12)
        self._line(group.word[:1].upper() + group.word[1:], 13, bold=True)
        for row in group.rows[:MOST_TOLD].tolist():
            if self._painter is not None:
                draw_told(self._painter, self._row(TOLD_ROW), self._account, group, row,
                          self._picture)
            self._y += px(TOLD_ROW)
        if len(group) > MOST_TOLD:
            self._line(f"and {len(group) - MOST_TOLD:,} more", 11, quiet=True)

    def _row(self, height: int) -> QRect:
        return QRect(self._left, self._y, self._width, px(height))

    def _picture(self, file: Path, side: int) -> QPixmap | None:
        if self._thumbnails is None:
            return None
        found = self._thumbnails.get(file, px(side) * FINE)
        return found.pixmap if found is not None else None
