"""Card: one choice with what it is, and what can be done about it."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
)

from satsuma.ui.editors.offers import Offer
from satsuma.ui.icons import path_of, path_pixmap
from satsuma.ui.sign_button import SignButton
from satsuma.ui.theme import px, theme


class Fold(SignButton):
    """Opens and closes the rest of a card."""

    def __init__(self) -> None:
        super().__init__("chevron-down", 20, 13)

    def show_open(self, is_open: bool) -> None:
        self._name = "chevron-up" if is_open else "chevron-down"
        self.update()


class Card(QFrame):
    """A button with the name, what it is, some facts, and how it is with it here.

    Everything else is folded in until somebody wants to read it.
    """

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self.offer = offer
        self.setProperty("surface", "card")
        self.setToolTip(offer.tip)
        self.radio = QRadioButton()
        self.radio.setAccessibleName(offer.title)
        self.radio.setEnabled(offer.choosable)
        spoken = ". ".join(part for part in (offer.detail, offer.facts, offer.state) if part)
        self.radio.setAccessibleDescription(spoken)
        self.buttons: list[QPushButton] = []
        self.more = [self._line(text) for text in offer.more]
        self.fold = Fold()
        self.fold.clicked.connect(self._toggle)
        self._lay_out()
        self.fold.setVisible(bool(self.more))  # before it had a parent it would be a window
        self.unfold(False)

    def _lay_out(self) -> None:
        offer, layout = self.offer, QVBoxLayout(self)
        layout.setContentsMargins(px(8), px(6), px(8), px(8))
        layout.setSpacing(px(3))
        layout.addLayout(self._title_line())
        for text in (offer.detail, offer.facts):
            if text:
                layout.addWidget(self._line(text))
        for line in self.more:
            layout.addWidget(line)
        if offer.state:
            layout.addLayout(self._state_line())
        self._below = QHBoxLayout()
        self._below.setSpacing(px(6))
        layout.addLayout(self._below)

    def _title_line(self) -> QHBoxLayout:
        """The button and the name, which may need two lines."""
        line = QHBoxLayout()
        line.setSpacing(0)
        title = self._line(self.offer.title)
        title.setProperty("role", "heading")
        line.addWidget(self.radio)
        line.addWidget(title, 1)
        line.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _line(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", "secondary")
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return label

    def _state_line(self) -> QHBoxLayout:
        """A sign and words: here, or not."""
        line = QHBoxLayout()
        line.setSpacing(px(5))
        sign, colors = QLabel(), theme().colors
        away = "download" if self.offer.choosable else "info"
        name = "check" if self.offer.available else away
        color = colors.ok if self.offer.available else colors.warning
        sign.setPixmap(path_pixmap(path_of(name), 13, color, 2.2))
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._line(self.offer.state), 1)
        return line

    def add_button(self, text: str) -> QPushButton:
        """A small button below the lines."""
        button = QPushButton(text)
        button.setAccessibleName(f"{self.offer.title}: {text}")
        # Two of them have to fit side by side into a card of 220 pixels.
        button.setStyleSheet(f"font-size: {px(11)}px; padding: {px(2)}px {px(6)}px;")
        self.buttons.append(button)
        self._below.setContentsMargins(0, px(4), 0, 0)
        self._below.addWidget(button)
        return button

    @property
    def is_unfolded(self) -> bool:
        return any(not line.isHidden() for line in self.more)

    def unfold(self, unfolded: bool) -> None:
        """Show everything, or what is needed to choose."""
        for line in self.more:
            line.setVisible(unfolded)
        what = "less" if unfolded else "more"
        self.fold.show_open(unfolded)
        self.fold.setAccessibleName(f"Show {what} of {self.offer.title}")
        self.fold.setToolTip(f"Show {what}")

    def _toggle(self) -> None:
        self.unfold(not self.is_unfolded)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self.radio.setFocus()
            self.radio.click()
