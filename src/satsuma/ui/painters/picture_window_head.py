"""The head of a large picture: its name, which one it is, and the buttons to go on and zoom."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from satsuma.ui.sign_button import SignButton
from satsuma.ui.theme import px

_BUTTONS = {
    "back": ("back", "All pictures (Esc)"),
    "previous": ("chevron-left", "Previous picture (Left)"),
    "next": ("chevron-right", "Next picture (Right)"),
    "smaller": ("minus", "Smaller (−)"),
    "larger": ("plus", "Larger (+)"),
    "fit": ("fit", "All of the picture (0)"),
}


class PictureHead(QWidget):
    """`buttons` by name; what they do is connected by whoever shows this."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.place, self.zoom = QLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.title.setMinimumWidth(px(24))
        for label in (self.place, self.zoom):
            label.setProperty("role", "secondary")
        self.buttons = {name: _button(*told) for name, told in _BUTTONS.items()}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(8), px(4), px(8), px(4))
        layout.setSpacing(px(4))
        for part in (self.buttons["back"], self.title, self.place):
            layout.addWidget(part)
        layout.addStretch(1)
        for name in ("previous", "next", "smaller"):
            layout.addWidget(self.buttons[name])
        layout.addWidget(self.zoom)
        for name in ("larger", "fit"):
            layout.addWidget(self.buttons[name])
        self.zoom.setMinimumWidth(px(44))
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)


def _button(sign: str, told: str) -> SignButton:
    button = SignButton(sign, 32, 18)
    button.setAccessibleName(told)
    button.setToolTip(told)
    return button


def without_argument(does: Callable[[], object]) -> partial[None]:
    """Qt's buttons tell whether they are checked; nobody asked."""
    return partial(_call, does)


def _call(does: Callable[[], object], _checked: bool = False) -> None:
    does()
