"""The lists of an account: categories with bars, and pictures with reasons. Only what is seen is
asked for, so that they may be as long as they like."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PyQt6.QtCore import QAbstractListModel, QModelIndex, QObject, QSize, Qt
from PyQt6.QtGui import QPainter, QPixmap
from PyQt6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate
from PyQt6.QtWidgets import QStyleOptionViewItem as Option

from satsuma.ui.painters.outcomes_account import Account, Group
from satsuma.ui.painters.outcomes_drawing import (
    BAR_ROW,
    TOLD_ROW,
    draw_category,
    draw_told,
    told,
)
from satsuma.ui.painters.thumbnails import Thumbnails
from satsuma.ui.theme import px, theme
from satsuma.ui.tool_tips import as_it_is

AT_ONCE = 2_000
"""Rows that are laid out before the window has its turn: some 4 ms."""


class CategoryModel(QAbstractListModel):
    """The categories of an account."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.account: Account | None = None

    def show(self, account: Account) -> None:
        self.beginResetModel()
        self.account = account
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        if self.account is None or (parent is not None and parent.isValid()):
            return 0
        return len(self.account.categories)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.account is None:
            return None
        category = self.account.categories[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return category.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            unit = "picture" if category.count == 1 else "pictures"
            words = f"{category.name}: {category.count:,} {unit}"
            return as_it_is(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None


class ToldModel(QAbstractListModel):
    """The pictures of one group of an account."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.account: Account | None = None
        self.group: Group | None = None

    def show(self, account: Account, group: Group | None) -> None:
        self.beginResetModel()
        self.account, self.group = account, group
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        if self.group is None or (parent is not None and parent.isValid()):
            return 0
        return len(self.group)

    def row_of(self, index: QModelIndex) -> int:
        """The row of the table that a line of the list speaks of."""
        return int(self.group.rows[index.row()]) if self.group is not None else -1

    def file_of(self, index: QModelIndex) -> Path | None:
        return self.account.file(self.row_of(index)) if self.account is not None else None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.account is None or self.group is None:
            return None
        row = self.row_of(index)
        name, why = self.account.view.ids[row], told(self.account.view.outcomes[row])
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            words = f"{name}\n{why}" if why else name
            return as_it_is(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None


class _Rows(QStyledItemDelegate):
    """What both lists draw with."""

    height = TOLD_ROW

    def __init__(self, thumbnails: Thumbnails, parent: QListView) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._list = parent

    def sizeHint(self, option: Option, index: QModelIndex) -> QSize:  # noqa: N802
        return QSize(px(120), px(self.height))

    def picture(self, file: Path, side: int) -> QPixmap | None:
        """The thumbnail, sharp on this screen."""
        found = self._thumbnails.get(file, px(side) * self._list.devicePixelRatioF())
        return found.pixmap if found is not None else None

    def paint(self, painter: QPainter | None, option: Option, index: QModelIndex) -> None:
        if painter is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colors = theme().colors
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.selection if chosen else colors.hover)
            painter.drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), px(6), px(6))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colors.accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), px(6), px(6))
        self.draw(painter, option, index)
        painter.restore()

    def draw(self, painter: QPainter, option: Option, index: QModelIndex) -> None:
        raise NotImplementedError


class CategoryRows(_Rows):
    """Names, numbers, bars and a few pictures."""

    height = BAR_ROW

    def draw(self, painter: QPainter, option: Option, index: QModelIndex) -> None:
        account: Account = index.model().account
        draw_category(painter, option.rect, account, account.categories[index.row()],
                      self.picture)


class ToldRows(_Rows):
    """Pictures, names and reasons."""

    def draw(self, painter: QPainter, option: Option, index: QModelIndex) -> None:
        model: ToldModel = index.model()
        draw_told(painter, option.rect, model.account, model.group, model.row_of(index),
                  self.picture)


def listed(name: str, model: QAbstractListModel) -> QListView:
    """A quiet list of rows of one height."""
    made = QListView()
    made.setModel(model)
    made.setAccessibleName(name)
    made.setUniformItemSizes(True)
    # Qt asks for every row when it lays them out; of 100,000 that would hold up the window.
    made.setLayoutMode(QListView.LayoutMode.Batched)
    made.setBatchSize(AT_ONCE)
    made.setMouseTracking(True)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    return made
