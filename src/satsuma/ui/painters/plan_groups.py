"""The groups of a sheet as buttons: a click lists only these lines, another click all of them."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.painters.outcomes_flow import Flow
from satsuma.ui.painters.plan_sheet import SIGNS, Group, tone_of
from satsuma.ui.theme import font, px, theme
from satsuma.ui.tool_tips import as_it_is


class GroupButton(QAbstractButton):
    """A sign, a number and a word."""

    def __init__(self, group: Group) -> None:
        super().__init__()
        self.group = group
        self.setCheckable(True)
        self.setText(f"{len(group.numbers):,} {group.word}")
        self.setAccessibleName(self.text())
        self.setToolTip(as_it_is(f"Show only these: {group.word}"))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(QFontMetrics(font(13)).horizontalAdvance(self.text()) + px(44), px(30))

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme().colors
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colors.accent if self.hasFocus() or self.isChecked() else colors.line,
                            1))
        painter.setBrush(colors.selection if self.isChecked() else
                         colors.hover if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
        sign = QRectF(px(12), frame.center().y() - px(7), px(14), px(14))
        kind = self.group.kind
        draw_path(painter, path_of(SIGNS[kind]), sign, getattr(colors, tone_of(kind)), 2.0)
        painter.setPen(colors.text)
        painter.setFont(font(13))
        painter.drawText(self.rect().adjusted(px(32), 0, -px(8), 0),
                         Qt.AlignmentFlag.AlignVCenter, self.text())


class Groups(QWidget):
    """All groups side by side. `picked` carries the kind whose lines are to be listed, "" for
    all."""

    picked = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, GroupButton] = {}
        self._layout = Flow(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_groups(self, groups: tuple[Group, ...], chosen: str) -> None:
        """Show these; a single one says nothing that the title does not."""
        while self._layout.count():
            self._layout.takeAt(0)
        for button in self.buttons.values():
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for group in groups:
            button = self.buttons[group.kind] = GroupButton(group)
            button.setChecked(group.kind == chosen)
            button.clicked.connect(partial(self._pick, group.kind))
            self._layout.addWidget(button)
        self.setVisible(len(groups) > 1)

    def _pick(self, kind: str, checked: bool = False) -> None:
        for name, button in self.buttons.items():
            button.setChecked(checked and name == kind)
        self.picked.emit(kind if checked else "")
