"""Columns, cells: how the cells of the table of columns are drawn, and a name is edited."""

from __future__ import annotations

from PyQt6.QtCore import QModelIndex, QPointF, QRect, Qt
from PyQt6.QtGui import QPainter
from PyQt6.QtWidgets import QLineEdit, QStyledItemDelegate, QWidget
from PyQt6.QtWidgets import QStyleOptionViewItem as Option

from satsuma.data.column import Kind
from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.painters.columns_model import KIND, MISSING, ROLE, VALUES
from satsuma.ui.theme import px, theme

_SIGN = 12


class ColumnCells(QStyledItemDelegate):
    """Draws a small arrow where there is something to choose, and a dot where it was corrected."""

    def paint(self, painter: QPainter | None, option: Option, index: QModelIndex) -> None:
        if painter is None:
            return
        inner = Option(option)
        right = px(22) if index.column() in (KIND, ROLE) else 0
        inner.rect = option.rect.adjusted(px(8), 0, -right, 0)
        inner.state &= ~option.state.State_HasFocus
        if option.state & option.state.State_Selected:
            painter.fillRect(option.rect, theme().colors.selection)
        super().paint(painter, inner, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & option.state.State_HasFocus:
            self._focus(painter, option.rect)  # above the ground that Qt draws
        if self._can_choose(index):
            self._arrow(painter, option.rect)
        if index.model().is_corrected(index.model().shown[index.row()], index.column()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colors.accent_line)
            center = QPointF(option.rect.left() + px(6), option.rect.center().y() + 0.5)
            painter.drawEllipse(center, 2.5 * theme().scale, 2.5 * theme().scale)
        painter.restore()

    def initStyleOption(self, option: Option | None, index: QModelIndex) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        if option is None:
            return
        model = index.model()
        facts = model.shown[index.row()]
        quiet = index.column() in (VALUES, MISSING) or model.is_left_out(facts)
        color = theme().colors.secondary if quiet else theme().colors.text
        for role in (option.palette.ColorRole.Text, option.palette.ColorRole.HighlightedText):
            option.palette.setColor(role, color)
        option.textElideMode = Qt.TextElideMode.ElideRight

    @staticmethod
    def _focus(painter: QPainter, rect: QRect) -> None:
        painter.setPen(theme().colors.accent_line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.toRectF().adjusted(2.5, 2.5, -2.5, -2.5), px(4), px(4))

    @staticmethod
    def _can_choose(index: QModelIndex) -> bool:
        facts = index.model().shown[index.row()]
        return index.column() == ROLE or (
            index.column() == KIND and facts.guess.kind is not Kind.VECTOR)

    @staticmethod
    def _arrow(painter: QPainter, rect: QRect) -> None:
        side = px(_SIGN)
        place = QRect(rect.right() - px(18), rect.center().y() - side // 2, side, side)
        draw_path(painter, path_of("chevron-down"), place.toRectF(), theme().colors.secondary)

    def createEditor(self, parent: QWidget | None, option: Option,  # noqa: N802
                     index: QModelIndex) -> QWidget | None:
        made = QLineEdit(parent)
        made.setAccessibleName(f"New name of {index.data()}")
        made.setProperty("kind", "cell")
        made.setStyleSheet(f"padding: 0 {px(4)}px; min-height: 0; border-radius: {px(3)}px;")
        return made
