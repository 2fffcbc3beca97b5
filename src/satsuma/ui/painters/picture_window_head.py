"""The head of a large picture: its name, which one it is, and the buttons to go on and zoom."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from satsuma.ui.sign_button import SignButton
from satsuma.ui.theme import px, theme
from satsuma.ui.tool_tips import as_it_is

_BUTTONS = {
    "back": ("back", "All pictures (Esc)"),
    "previous": ("chevron-left", "Previous picture (Left)"),
    "next": ("chevron-right", "Next picture (Right)"),
    "smaller": ("minus", "Smaller (−)"),
    "larger": ("plus", "Larger (+)"),
    "fit": ("fit", "All of the picture (0)"),
}
_GIVE_WAY = (("larger", "smaller"), ("zoom",), ("place",), ("fit",))
"""What goes first where there is little room: the keys and the wheel stay."""

_ROOM_FOR_TITLE = 96


class SwitchSign(SignButton):
    """A sign that stays pressed."""

    def __init__(self, sign: str, side: int, inner: int) -> None:
        super().__init__(sign, side, inner)
        self.setCheckable(True)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        if self.isChecked():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().colors.accent, 1))
            painter.setBrush(theme().colors.selection)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(5), px(5))
            painter.end()
        super().paintEvent(event)


class PictureHead(QWidget):
    """`buttons` by name; what they do is connected by whoever shows this."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.title, self.place, self.zoom = QLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        for label in (self.place, self.zoom):
            label.setProperty("role", "secondary")
        self.buttons = {name: _button(*told) for name, told in _BUTTONS.items()}
        self.seen = SwitchSign("eye", 32, 18)
        _tell(self.seen, "What the network saw (N)")
        self._row = layout = QHBoxLayout(self)
        for part in (self.buttons["back"], self.title, self.place):
            layout.addWidget(part)
        layout.addStretch(1)
        for name in ("previous", "next", "smaller"):
            layout.addWidget(self.buttons[name])
        layout.addWidget(self.zoom)
        for name in ("larger", "fit"):
            layout.addWidget(self.buttons[name])
        layout.addWidget(self.seen)
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.dress()

    def dress(self) -> None:
        """At the present scale."""
        self._row.setContentsMargins(px(8), px(4), px(8), px(4))
        self._row.setSpacing(px(4))
        self.title.setMinimumWidth(px(24))
        self.zoom.setMinimumWidth(px(44))
        self._give_way()

    def show_title(self, title: str) -> None:
        """Tell what the picture is called, as much of it as there is room for."""
        self._whole = title
        self.title.setToolTip(as_it_is(title))
        self._give_way()

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._give_way()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """What gives way must not keep the window wide."""
        return QSize(px(200), super().minimumSizeHint().height())

    def _give_way(self) -> None:
        """Hide what does not fit, the least needed first."""
        parts = {**self.buttons, "zoom": self.zoom, "place": self.place}
        needed = px(_ROOM_FOR_TITLE + 24) + self.seen.sizeHint().width() + sum(
            part.sizeHint().width() + px(4) for part in parts.values())
        for names in _GIVE_WAY:
            fits = needed <= self.width()
            for name in names:
                parts[name].setVisible(fits)
                needed -= 0 if fits else parts[name].sizeHint().width() + px(4)
        self.title.ensurePolished()
        room = max(px(24), self.width() - needed + px(_ROOM_FOR_TITLE))
        self.title.setText(QFontMetrics(self.title.font()).elidedText(
            self._whole, Qt.TextElideMode.ElideMiddle, room))


def _button(sign: str, told: str) -> SignButton:
    button = SignButton(sign, 32, 18)
    _tell(button, told)
    return button


def _tell(button: SignButton, told: str) -> None:
    button.setAccessibleName(told)
    button.setToolTip(told)


def without_argument(does: Callable[[], object]) -> partial[None]:
    """Qt's buttons tell whether they are checked; nobody asked."""
    return partial(_call, does)


def _call(does: Callable[[], object], _checked: bool = False) -> None:
    does()
