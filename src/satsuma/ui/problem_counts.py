"""Problem counts: a button that says with signs and numbers how many problems there are."""

from __future__ import annotations

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent
from PyQt6.QtWidgets import QStyle, QStyleOptionToolButton, QStylePainter, QToolButton, QWidget

from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.problem_rows import ICONS, sign_color
from satsuma.ui.problems import Counts, Sign
from satsuma.ui.theme import font, px, theme

_ICON = 15
_EDGE = 8
_GAP = 4
_BETWEEN = 10


class ProblemCounts(QToolButton):
    """“⊗ 1  ⚠ 3  ⓘ 2”; a check mark when there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._counts = Counts()
        self.show_counts(Counts())

    def show_counts(self, counts: Counts) -> None:
        """Say these numbers."""
        self._counts = counts
        self.setAccessibleName(f"Problems: {counts.text}")
        self.setToolTip(f"{counts.text}. Click to see the list.")
        self.updateGeometry()
        self.update()

    def _parts(self) -> list[tuple[str, QColor, str]]:
        """Icon, its color and the number beside it."""
        named: tuple[tuple[Sign, int], ...] = (
            ("error", self._counts.errors), ("warning", self._counts.warnings),
            ("note", self._counts.notes))
        parts = [(ICONS[sign], sign_color(sign), f"{n:,}") for sign, n in named if n]
        return parts or [("check", theme().colors.secondary, "")]

    def sizeHint(self) -> QSize:  # noqa: N802
        metrics = self.fontMetrics()
        wide = sum(px(_ICON) + (px(_GAP) + metrics.horizontalAdvance(number) if number else 0)
                   for _, _, number in self._parts())
        wide += px(_BETWEEN) * (len(self._parts()) - 1) + 2 * px(_EDGE)
        return QSize(wide, max(metrics.height(), px(_ICON)) + px(8))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QStylePainter(self)
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_parts(painter)

    def _draw_parts(self, painter: QPainter) -> None:
        painter.setFont(font(13))
        metrics = painter.fontMetrics()
        left, side = float(px(_EDGE)), px(_ICON)
        for name, color, number in self._parts():
            drawn = QRectF(left, (self.height() - side) / 2, side, side)
            draw_path(painter, path_of(name), drawn, color, 2.0)
            left += side + px(_GAP)
            painter.setPen(theme().colors.text)
            wide = metrics.horizontalAdvance(number)
            painter.drawText(QRectF(left, 0, wide + 1, self.height()),
                             Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, number)
            left += wide + px(_BETWEEN)
