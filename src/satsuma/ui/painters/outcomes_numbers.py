"""Numbers of an account as buttons: a click shows the pictures that a number counts."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QLabel,
    QSizePolicy,
    QWidget,
)

from satsuma.ui.colors import mixed
from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.painters.outcomes_account import SIGNS, Account, Group, Kind
from satsuma.ui.painters.outcomes_drawing import color_of_kind
from satsuma.ui.painters.outcomes_flow import Flow
from satsuma.ui.theme import font, px, theme
from satsuma.ui.tool_tips import as_it_is


class NumberButton(QAbstractButton):
    """A number with its sign, and in small letters what it counts."""

    def __init__(self, group: Group) -> None:
        super().__init__()
        self.group = group
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setText(f"{len(group):,}")
        self.setEnabled(len(group) > 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{len(group):,} {group.word}")
        self.setToolTip(as_it_is(f"Show the pictures: {group.word}"))

    def sizeHint(self) -> QSize:  # noqa: N802
        wide = QFontMetrics(font(18, bold=True)).horizontalAdvance(self.text()) + px(24)
        wide = max(wide, QFontMetrics(font(11)).horizontalAdvance(self.group.word))
        return QSize(wide + px(24), px(56))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """In a narrow window the words are cut, the number never."""
        wide = QFontMetrics(font(18, bold=True)).horizontalAdvance(self.text())
        return QSize(wide + px(48), px(56))

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme().colors
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colors.accent if self.hasFocus() else colors.line, 1))
        painter.setBrush(colors.selection if self.isChecked() else colors.hover
                         if self.underMouse() and self.isEnabled() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, px(8), px(8))
        self._draw_words(painter)

    def _draw_words(self, painter: QPainter) -> None:
        colors, inner = theme().colors, self.rect().adjusted(px(12), px(6), -px(8), -px(8))
        sign = QRectF(inner.left(), inner.top() + px(5), px(16), px(16))
        draw_path(painter, path_of(SIGNS[self.group.kind]), sign,
                  color_of_kind(self.group.kind) if len(self.group) else colors.link, 2.0)
        painter.setPen(colors.text)
        painter.setFont(font(18, bold=True))
        painter.drawText(inner.adjusted(px(24), 0, 0, -inner.height() // 2 + px(4)),
                         Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(font(11))
        painter.setPen(colors.text if self.isChecked() else colors.secondary)
        word = painter.fontMetrics().elidedText(
            self.group.word, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom, word)


class Numbers(QWidget):
    """All numbers side by side, in several lines where need be. `picked` carries the group whose
    pictures are to be shown."""

    picked = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, NumberButton] = {}
        self._group = QButtonGroup(self)
        self._layout = Flow(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._apart = QLabel("of these", self)
        self._apart.setProperty("role", "secondary")

    def show_account(self, account: Account, chosen: str) -> None:
        """Show the numbers, and which one was picked."""
        self._clear()
        for group in account.groups:
            if group.kind == "noted":
                self._layout.addWidget(self._apart)
            self._layout.addWidget(self._made(group))
        self._apart.setVisible("noted" in self.buttons)
        if chosen in self.buttons:
            self.buttons[chosen].setChecked(True)

    def _made(self, group: Group) -> NumberButton:
        button = self.buttons[group.kind] = NumberButton(group)
        button.clicked.connect(partial(self._pick, group))
        self._group.addButton(button)
        return button

    def _pick(self, group: Group, _checked: bool = False) -> None:
        self.picked.emit(group)

    def _clear(self) -> None:
        while self._layout.count():
            self._layout.takeAt(0)
        for button in self.buttons.values():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}


class ShareBar(QWidget):
    """How the numbers share the whole: a thin bar in parts."""

    def __init__(self) -> None:
        super().__init__()
        self._account: Account | None = None

    def show_account(self, account: Account) -> None:
        self._account = account
        self.setFixedHeight(px(6))
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        if self._account is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_shares(painter, QRectF(self.rect()), self._account)


def _share_color(kind: Kind) -> QColor:
    """Quiet where all is well."""
    colors = theme().colors
    quiet = {"fine": colors.control, "cached": mixed(colors.control, colors.window, 0.35),
             "twin": mixed(colors.control, colors.window, 0.6), "pending": colors.line}
    return quiet.get(kind) or color_of_kind(kind)


def draw_shares(painter: QPainter, area: QRectF, account: Account) -> None:
    """The parts from left to right; the smallest is still to be seen."""
    groups = [one for one in account.groups if one.kind != "noted" and len(one)]
    painter.setPen(Qt.PenStyle.NoPen)
    left, gap = area.left(), px(2)
    room = area.width() - gap * (len(groups) - 1)
    least = px(4)
    spare = room - least * len(groups)
    for group in groups:
        wide = least + spare * len(group) / max(1, account.total)
        painter.setBrush(_share_color(group.kind))
        painter.drawRoundedRect(QRectF(left, area.top(), wide, area.height()), px(3), px(3))
        left += wide + gap
