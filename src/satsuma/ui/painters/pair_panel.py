"""Pair panel: two rows with their pictures and their distance, and the pairs at both ends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import (
    QAbstractItemView,
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
from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.painters.pairs import Ends, Pair
from satsuma.ui.painters.thumbnails import Thumbnails
from satsuma.ui.theme import font, px, theme

_PAIR = Qt.ItemDataRole.UserRole


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


class PictureBox(QWidget):
    """One picture in its own proportions; a quiet ground while there is none."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self.file: Path | None = None
        thumbnails.arrived.connect(self._arrived)

    def show_file(self, file: Path | None) -> None:
        self.file = file
        self.update()

    def _arrived(self, file: Path) -> None:
        if file == self.file:
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(112), px(112))

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        painter, colors, area = QPainter(self), theme().colors, self.rect()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        found = self._thumbnails.get(self.file, 256) if self.file is not None else None
        if self.file is None or found is None:
            painter.fillRect(area, colors.hover if self.file is not None else colors.panel)
        elif found.pixmap is None:
            side = px(28)
            place = QRectF(0, 0, side, side)
            place.moveCenter(QRectF(area).center())
            draw_path(painter, path_of("broken"), place, colors.warning)
        else:
            size = found.pixmap.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(area.center())
            painter.drawPixmap(place, found.pixmap)
            painter.setPen(QPen(colors.line, 1))
            painter.drawRect(place.adjusted(0, 0, -1, -1))


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
        self.pictures = [PictureBox(self.thumbnails), PictureBox(self.thumbnails)]
        self.names = [_words("secondary"), _words("secondary")]
        self.distance = _words("heading")
        self.hint = _words("secondary")
        self.nearest = self._list("Nearest pairs")
        self.farthest = self._list("Farthest pairs")
        self._layout = QVBoxLayout(self)
        self._fill()
        self._dress()
        theme().changed.connect(self._dress)

    def _fill(self) -> None:
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
        for heading, part in (("Nearest pairs", self.nearest), ("Farthest pairs", self.farthest)):
            label = _words("heading")
            label.setText(heading)
            self._layout.addSpacing(px(8))
            self._layout.addWidget(label)
            self._layout.addWidget(part, 1)
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
        self.setFixedWidth(px(264))
        for picture in self.pictures:
            picture.setFixedHeight(px(112))

    def show_table(self, table: Table) -> None:
        """Show pairs of this table from now on; none yet."""
        self.table = table
        self._pair.setVisible(table.first(Kind.IMAGE) is not None)
        for part in (self.nearest, self.farthest):
            part.clear()
        self.show_pair(None)

    def show_ends(self, found: Ends) -> None:
        """List the pairs at both ends."""
        for part, pairs in ((self.nearest, found.nearest), (self.farthest, found.farthest)):
            _fill_list(part, pairs, self.table)

    def show_pair(self, pair: Pair | None) -> None:
        """Show two rows; nothing for None."""
        rows: Sequence[int | None] = (pair.first, pair.second) if pair else (None, None)
        for row, picture, name in zip(rows, self.pictures, self.names, strict=True):
            picture.show_file(None if row is None else file_of_row(self.table, row))
            text = "" if row is None else name_of(self.table, row)
            name.setText(name.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideMiddle, px(112)))
            name.setToolTip("" if row is None else self.table.ids[row])
        self.distance.setText("" if pair is None else _apart(pair, self.table))
        self.hint.setText("Point at the square, or click a pair below." if pair is None else "")
        self.hint.setVisible(pair is None)
        self.distance.setVisible(pair is not None)

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
        item.setToolTip(f"{table.ids[pair.first]} – {table.ids[pair.second]}: {pair.distance:.6g}")
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
