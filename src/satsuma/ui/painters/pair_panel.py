"""Pair panel: two rows with their pictures and their distance, and the pairs at both ends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtCore import QModelIndex, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QPainter
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from satsuma.data.column import Kind
from satsuma.data.formats import PICTURE_SUFFIXES
from satsuma.data.names import file_of
from satsuma.data.table import Table
from satsuma.ui.painters.pair_picture import PictureBox
from satsuma.ui.painters.pairs import Ends, Pair
from satsuma.ui.painters.thumbnails import Thumbnails
from satsuma.ui.theme import font, px, theme
from satsuma.ui.tool_tips import as_it_is

_PAIR = Qt.ItemDataRole.UserRole

NARROW, WIDE = 264, 420
"""Widths that the panel may have beside the square, in design pixels."""

PICTURE, BELOW = 112, 320
"""Heights of the pictures and of all of it below the square."""


def name_of(table: Table, row: int) -> str:
    """What a row is called: the last part of its id, which says most in the least room."""
    name = table.ids[row].rsplit("/", 1)[-1]
    stem, dot, suffix = name.rpartition(".")
    return stem if stem and f"{dot}{suffix}".lower() in PICTURE_SUFFIXES else name


def digits(distance: float) -> str:
    """A distance with three digits that count, so that numbers below each other line up."""
    return f"{distance:#.3g}".rstrip(".")


def file_of_row(table: Table, row: int) -> Path | None:
    """The picture of a row, where it has one."""
    name = table.first(Kind.IMAGE)
    value = table[name].values[row] if name is not None else ""
    return file_of(table[name].folder, value) if name is not None and value else None


class PairLines(QStyledItemDelegate):
    """A line for a pair: two names, and the distance at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # noqa: N802
        return QSize(px(120), px(24))

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem,
              index: QModelIndex) -> None:
        if painter is None:
            return
        colors, area = theme().colors, option.rect.adjusted(px(8), 0, -px(8), 0)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or over:
            painter.fillRect(option.rect, colors.selection if chosen else colors.hover)
        if chosen:
            painter.fillRect(QRect(option.rect.left(), option.rect.top(), px(2),
                                   option.rect.height()), colors.accent)
        number = digits(index.data(_PAIR).distance)
        painter.setFont(font(11))
        painter.setPen(colors.text if chosen else colors.secondary)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, number)
        painter.setPen(colors.text)
        metrics = painter.fontMetrics()
        names = area.adjusted(0, 0, -metrics.horizontalAdvance(number) - px(8), 0)
        painter.drawText(names, middle, metrics.elidedText(
            index.data(), Qt.TextElideMode.ElideMiddle, names.width()))


class PairPanel(QFrame):
    """`picked` tells a pair that was chosen from a list."""

    picked = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.thumbnails = Thumbnails(self)
        self.table = Table(())
        self._room, self._below = 0, False
        self._shown: Pair | None = None
        self.pictures = [PictureBox(self.thumbnails), PictureBox(self.thumbnails)]
        self.names = [_words("secondary"), _words("secondary")]
        self.caption, self.distance = _words("secondary"), _words("heading")
        self.hint = _words("secondary")
        self.nearest = self._list("Nearest pairs")
        self.farthest = self._list("Farthest pairs")
        self._layout = QVBoxLayout(self)
        self._fill()
        self._dress()
        theme().changed.connect(self._dress)

    def _fill(self) -> None:
        self._layout.addWidget(self.caption)
        self._pair = QWidget()
        columns = QHBoxLayout(self._pair)
        columns.setContentsMargins(0, 0, 0, 0)
        for picture, name in zip(self.pictures, self.names, strict=True):
            name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column = QVBoxLayout()
            column.addWidget(picture)
            column.addWidget(name)
            columns.addLayout(column)
        self._layout.addWidget(self._pair)
        self._layout.addWidget(self.distance)
        self._layout.addWidget(self.hint)
        self._ends = QWidget()
        self._lists = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._ends)
        self._lists.setContentsMargins(0, 0, 0, 0)
        for heading, part in (("Nearest pairs", self.nearest), ("Farthest pairs", self.farthest)):
            label, column = _words("heading"), QVBoxLayout()
            label.setText(heading)
            column.addWidget(label)
            column.addWidget(part, 1)
            self._lists.addLayout(column, 1)
        self._layout.addWidget(self._ends, 1)
        self._rest = QWidget()  # keeps the words at the top while there are no lists
        self._layout.addWidget(self._rest)
        self.hint.setWordWrap(True)

    def _list(self, name: str) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(name)
        made.setItemDelegate(PairLines(made))
        made.setMouseTracking(True)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        made.currentItemChanged.connect(self._choose)
        made.itemClicked.connect(self._choose)
        return made

    def _choose(self, item: QListWidgetItem | None, _before: object = None) -> None:
        if item is not None:
            self.picked.emit(item.data(_PAIR))

    def _dress(self) -> None:
        self._layout.setContentsMargins(px(16), 0, px(8), 0)
        self._layout.setSpacing(px(6))
        self._lists.setSpacing(px(12))
        self.stand(self._room, below=self._below)

    def stand(self, room: int, *, below: bool) -> None:
        """Take so much width, within bounds where it stands beside the square and not `below` it.
        The pictures take their share, and below the square the lists stand side by side."""
        self._room, self._below = room, below
        wide = room if below else min(max(room, px(NARROW)), px(WIDE))
        self.setFixedWidth(wide)
        for picture in self.pictures:
            picture.setFixedHeight(px(PICTURE) if below else (wide - px(30)) // 2)
        self._lists.setDirection(QBoxLayout.Direction.LeftToRight if below
                                 else QBoxLayout.Direction.TopToBottom)
        self._name_the_rows()

    def show_table(self, table: Table) -> None:
        """Show pairs of this table from now on; none yet."""
        self.table = table
        self.hint.setText("Point at the square, go through it with the arrow keys, or choose a "
                          "pair below." if len(table) > 1 else "A pair needs two rows.")
        for part in (self.nearest, self.farthest):
            part.clear()
        self._ends.setVisible(len(table) > 1)
        self._rest.setVisible(len(table) < 2)
        self.show_pair(None)

    def show_ends(self, found: Ends) -> None:
        """List the pairs at both ends."""
        for part, pairs in ((self.nearest, found.nearest), (self.farthest, found.farthest)):
            _fill_list(part, pairs, self.table)

    def show_pair(self, pair: Pair | None, *, is_nearest: bool = False) -> None:
        """Show two rows; for None, that there are no two. The nearest ones are shown unasked."""
        self._shown = pair
        for row, picture in zip(self._rows(), self.pictures, strict=True):
            picture.show_file(None if row is None else file_of_row(self.table, row))
        self._name_the_rows()
        self._pair.setVisible(pair is not None and self.table.first(Kind.IMAGE) is not None)
        self.caption.setText("The nearest pair" if is_nearest else "")
        self.caption.setVisible(pair is not None)
        self.distance.setText("" if pair is None else _apart(pair, self.table))
        self.distance.setVisible(pair is not None)
        self.hint.setVisible(pair is None or is_nearest)

    def _rows(self) -> Sequence[int | None]:
        return (self._shown.first, self._shown.second) if self._shown else (None, None)

    def _name_the_rows(self) -> None:
        for row, name in zip(self._rows(), self.names, strict=True):
            text = "" if row is None else name_of(self.table, row)
            name.setText(name.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideMiddle, (self.width() - px(30)) // 2))
            name.setToolTip("" if row is None else as_it_is(self.table.ids[row]))

    def let_go(self) -> None:
        """Nothing is chosen from the lists any more."""
        for part in (self.nearest, self.farthest):
            part.blockSignals(True)
            part.setCurrentItem(None)
            part.clearSelection()
            part.blockSignals(False)


def _fill_list(part: QListWidget, pairs: Sequence[Pair], table: Table) -> None:
    part.blockSignals(True)
    part.clear()
    for pair in pairs:
        item = QListWidgetItem(f"{name_of(table, pair.first)} – {name_of(table, pair.second)}")
        item.setData(_PAIR, pair)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}: {digits(pair.distance)}")
        item.setToolTip(as_it_is(
            f"{table.ids[pair.first]} – {table.ids[pair.second]}: {pair.distance:.6g}"))
        part.addItem(item)
    part.setCurrentItem(None)
    part.blockSignals(False)


def _apart(pair: Pair, table: Table) -> str:
    if pair.first == pair.second:
        return "The same row"
    told = f"{pair.distance:.4g} apart"
    if table.first(Kind.IMAGE) is None:
        return f"{name_of(table, pair.first)} – {name_of(table, pair.second)}: {told}"
    return told


def _words(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
