"""Places: folders and pictures on disk, as a list that takes drops."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QModelIndex, QRect, QSize, Qt
from PyQt6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from satsuma.data.names import escape
from satsuma.ui.background import background
from satsuma.ui.editors.ask_file import ask_folder, ask_pictures
from satsuma.ui.editors.editor import Editor
from satsuma.ui.editors.facts import Facts
from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.theme import font, px, theme

_PATH = Qt.ItemDataRole.UserRole
_MISSING = Qt.ItemDataRole.UserRole + 1
_FOLDER = Qt.ItemDataRole.UserRole + 2


def look(paths: tuple[str, ...]) -> dict[str, str]:
    """What is at each place: `folder`, `file`, or "" where there is nothing."""
    return {path: "folder" if os.path.isdir(path) else "file" if os.path.exists(path) else ""
            for path in paths}


def _told_missing(count: int) -> str:
    if not count:
        return ""
    if count == 1:
        return "1 place is not there. Remove it, or bring it back and reload."
    return f"{count:,} places are not there. Remove them, or bring them back and reload."


class PlaceItems(QStyledItemDelegate):
    """A name, and below it in small letters where it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # noqa: N802
        return QSize(px(80), px(40))

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem,
              index: QModelIndex) -> None:
        if painter is None:
            return
        colors = theme().colors
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.selection)
            painter.drawRoundedRect(option.rect.adjusted(px(3), px(2), -px(3), -px(1)),
                                    px(6), px(6))
        missing = bool(index.data(_MISSING))
        sign = "warning" if missing else "folder" if index.data(_FOLDER) else "file"
        side = px(16)
        area = QRect(option.rect)
        sign_area = QRect(area.left() + px(6), area.top() + px(5), side, side)
        draw_path(painter, path_of(sign), sign_area.toRectF(),
                  colors.warning if missing else colors.secondary)
        area.setLeft(sign_area.right() + px(7))
        area.setRight(area.right() - px(4))
        path = Path(index.data(_PATH))
        upper = area.adjusted(0, px(3), 0, -area.height() // 2)
        lower = area.adjusted(0, area.height() // 2, 0, -px(3))
        _draw(painter, upper, escape(path.name) or str(path), 13, colors.text)
        where = "Not found" if missing else escape(str(path.parent))
        quiet = colors.warning_text if missing and not chosen else \
            colors.text if chosen else colors.secondary
        _draw(painter, lower, where, 11, quiet)
        painter.restore()


def _draw(painter: QPainter, area: QRect, text: str, size: float, color: Any) -> None:
    painter.setFont(font(size))
    painter.setPen(color)
    elided = QFontMetrics(painter.font()).elidedText(
        text, Qt.TextElideMode.ElideMiddle, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)


class PlaceList(QListWidget):
    """The list itself; an empty one says what to drop onto it."""

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        self._draw_ground()
        super().paintEvent(event)

    def _draw_ground(self) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme().colors
        taking = bool(self.property("taking"))
        line = QPen(colors.accent if taking else colors.line, px(2) if taking else 1)
        if not self.count():
            line.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(line)
        painter.setBrush(colors.panel if theme().dark else colors.window)
        painter.drawRoundedRect(self.viewport().rect().adjusted(1, 1, -2, -2), px(7), px(7))
        if not self.count():
            painter.setPen(colors.secondary)
            painter.drawText(self.viewport().rect().adjusted(px(12), 0, -px(12), 0),
                             Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                             "Drop folders or pictures here")


class PlacesEditor(Editor):
    """Folders and pictures: added by a dialog or a drop, taken away with Delete."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self._value: tuple[str, ...] = ()
        self.list = PlaceList()
        self.list.setAccessibleName(facts.label)
        self.list.setAccessibleDescription(facts.help)
        self.list.setItemDelegate(PlaceItems(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setStyleSheet("QListWidget { background: transparent; }")
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemSelectionChanged.connect(self._show_removable)
        self.setAcceptDrops(True)
        self.add_folder = self._button("Add folder…", self._ask_folder)
        self.add_pictures = self._button("Add pictures…", self._ask_pictures)
        self.remove = self._button("Remove", self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(6))
        layout.addWidget(self.list)
        adding = QHBoxLayout()
        adding.setSpacing(px(6))
        adding.addWidget(self.add_folder, 1)
        adding.addWidget(self.add_pictures, 1)
        layout.addLayout(adding)
        layout.addWidget(self.remove)
        self.setFocusProxy(self.list)
        self._fill({})

    def _button(self, text: str, does: Any) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(f"{self.facts.label}: {text.removesuffix('…')}")
        button.clicked.connect(does)
        return button

    def show_value(self, value: Any) -> None:
        value = tuple(value)
        if value != self._value:
            self._value = value
            self._fill({})
            self.refresh()

    def refresh(self) -> None:
        if self._value:
            background().submit(partial(look, self._value), self._looked)

    def _looked(self, found: dict[str, str]) -> None:
        for place in range(self.list.count()):
            item = self.list.item(place)
            kind = found.get(item.data(_PATH))
            if kind is not None:
                self._mark(item, kind)
        self.noted.emit(_told_missing(sum(not found.get(path, "?") for path in self._value)))

    def _fill(self, found: dict[str, str]) -> None:
        self.list.clear()
        for path in self._value:
            item = QListWidgetItem(escape(os.path.basename(path)) or path)
            item.setData(_PATH, path)
            item.setToolTip(escape(path))
            self._mark(item, found.get(path, "folder" if not os.path.splitext(path)[1] else "file"))
            self.list.addItem(item)
        rows = min(max(len(self._value), 2), 6)
        self.list.setFixedHeight(rows * px(40) + px(6))
        self._show_removable()

    def _mark(self, item: QListWidgetItem, kind: str) -> None:
        item.setData(_MISSING, not kind)
        item.setData(_FOLDER, kind == "folder")
        spoken = f"{item.text()}, not found" if not kind else item.text()
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _show_removable(self) -> None:
        self.remove.setVisible(bool(self.list.selectedItems()))

    # Editing

    def add(self, paths: list[str]) -> None:
        """Name more places, each once."""
        added = tuple(dict.fromkeys((*self._value, *(os.path.normpath(path) for path in paths))))
        self._give(added)

    def _remove(self) -> None:
        gone = {self.list.row(item) for item in self.list.selectedItems()}
        self._give(tuple(p for place, p in enumerate(self._value) if place not in gone))

    def _give(self, value: tuple[str, ...]) -> None:
        if value != self._value:
            self.show_value(value)
            self.edited.emit(value)

    def _ask_folder(self) -> None:
        if folder := ask_folder(self, "Choose a folder of pictures"):
            self.add([folder])

    def _ask_pictures(self) -> None:
        if found := ask_pictures(self, "Choose pictures"):
            self.add(found)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        if event is not None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._remove()
        else:
            super().keyPressEvent(event)

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:  # noqa: N802
        if event is not None and dropped_paths(event):
            event.acceptProposedAction()
            self._take(True)

    def dragMoveEvent(self, event: QDragMoveEvent | None) -> None:  # noqa: N802
        if event is not None:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent | None) -> None:  # noqa: N802
        self._take(False)

    def dropEvent(self, event: QDropEvent | None) -> None:  # noqa: N802
        self._take(False)
        if event is not None and (paths := dropped_paths(event)):
            event.acceptProposedAction()
            self.add(paths)

    def _take(self, taking: bool) -> None:
        self.list.setProperty("taking", taking)
        self.list.viewport().update()


def dropped_paths(event: QDropEvent) -> list[str]:
    """The local files and folders that a drop carries."""
    data = event.mimeData()
    urls = data.urls() if data is not None else []
    return [url.toLocalFile() for url in urls if url.isLocalFile()]
