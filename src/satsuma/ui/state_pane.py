"""State pane: how a node is doing, in the middle of an empty window or as a strip above a view."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QColor, QPainter, QResizeEvent
from PyQt6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from satsuma.ui.icons import path_of, path_pixmap
from satsuma.ui.state_words import Told, Way
from satsuma.ui.theme import px, theme

STEPS = 1000


class StatePane(QFrame):
    """Says what is told of a node. `asked` carries what a pressed button does."""

    asked = pyqtSignal(object)

    def __init__(self, *, strip: bool) -> None:
        super().__init__()
        self._strip = strip
        self.told = Told()
        self.buttons: list[QPushButton] = []
        self.setProperty("surface", "panel" if strip else "window")
        self.sign, self.heading, self.text = QLabel(), QLabel(), QLabel()
        self.heading.setProperty("role", "heading")
        for label in (self.heading, self.text):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress")
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight if strip else
                                  QBoxLayout.Direction.TopToBottom, self)
        self._ways = QBoxLayout(self._layout.direction())
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._arrange()
        self._dress()
        theme().changed.connect(self._dress)

    def _arrange(self) -> None:
        side = Qt.AlignmentFlag(0) if self._strip else Qt.AlignmentFlag.AlignHCenter
        if not self._strip:
            self._layout.addStretch(2)
            for label in (self.sign, self.heading, self.text):
                label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._layout.addWidget(self.sign, 0, side)
        self._layout.addLayout(self._texts() if self._strip else _in_the_middle(self._texts()),
                               1 if self._strip else 0)
        self._layout.addWidget(self.bar, 0, side)
        self._layout.addLayout(self._ways)
        if not self._strip:
            self._layout.addStretch(3)

    def _texts(self) -> QVBoxLayout:
        texts = QVBoxLayout()
        texts.setSpacing(px(2) if self._strip else px(8))
        for label in (self.heading, self.text):
            label.setSizePolicy(QSizePolicy.Policy.Expanding if self._strip else
                                QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            texts.addWidget(label)
        if self._strip:
            texts.addLayout(self._below)
        return texts

    def show_told(self, told: Told) -> None:
        """Show this; buttons that stay the same keep the focus."""
        others = told.ways != self.told.ways
        same_sign = told.sign == self.told.sign
        self.told = told
        self.heading.setText(told.heading)
        self.text.setText(told.text)
        self.text.setVisible(bool(told.text))
        self._show_progress(told.progress)
        if others:
            self._show_ways(told.ways)
        if not same_sign:
            self._show_sign()

    def _show_progress(self, progress: float | None) -> None:
        self.bar.setVisible(progress is not None)
        if progress is None:
            return
        busy = progress < 0
        # A bar that runs to and fro is only there for those who do not mind motion.
        self.bar.setRange(0, 0 if busy and theme().motion else STEPS)
        if not busy:
            self.bar.setValue(round(progress * STEPS))

    def _show_ways(self, ways: tuple[Way, ...]) -> None:
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        # Several buttons beside the text would leave it no room.
        self._clear_ways()
        place = self._below if self._strip and len(ways) > 1 else self._ways
        self.buttons = [self._button(way, place) for way in ways]
        if place is self._below:
            place.addStretch(1)

    def _clear_ways(self) -> None:
        for layout in (self._below, self._ways):
            while layout.count():
                layout.takeAt(0)

    def _button(self, way: Way, place: QBoxLayout) -> QPushButton:
        button = QPushButton(way.title)
        button.setAccessibleName(way.title)
        if way.primary:
            button.setProperty("kind", "primary")
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(partial(self._ask, way))
        side = Qt.AlignmentFlag(0) if self._strip else Qt.AlignmentFlag.AlignHCenter
        place.addWidget(button, 0, side)
        return button

    def _ask(self, way: Way, _checked: bool = False) -> None:
        self.asked.emit(way.does)

    def _show_sign(self) -> None:
        colors, sign = theme().colors, self.told.sign
        color = {"error": colors.error, "warning": colors.warning}.get(sign, colors.secondary)
        self.sign.setVisible(bool(sign))
        if sign:
            side = 18 if self._strip else 28
            self.sign.setPixmap(path_pixmap(path_of(sign), side, color))

    def _dress(self) -> None:
        high = px(8) if self._strip else px(24)
        self._layout.setContentsMargins(px(16), high, px(16), high)
        self._layout.setSpacing(px(12))
        self._ways.setSpacing(px(8))
        self._below.setSpacing(px(8))
        self._below.setContentsMargins(0, px(4) if self.told.ways else 0, 0, 0)
        for label in (self.heading, self.text):
            label.setMaximumWidth(px(2000) if self._strip else px(440))
            label.setMinimumWidth(px(100))
        self._fit_bar()
        self._show_sign()

    def _fit_bar(self) -> None:
        """The bar gives way in a narrow window; above a view most of the room is the text's."""
        room = self.width() // 4 if self._strip else self.width() - px(32)
        self.bar.setFixedWidth(max(px(48), min(px(160) if self._strip else px(240), room)))

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit_bar()


def _in_the_middle(texts: QVBoxLayout) -> QBoxLayout:
    """As wide as the texts may be, with the same room at both sides."""
    row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
    row.addStretch(1)
    row.addLayout(texts, 1000)
    row.addStretch(1)
    return row


class Veil(QWidget):
    """Lies over a view that is of earlier settings. The mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: object) -> None:  # noqa: N802
        ground = QColor(theme().colors.window)
        ground.setAlphaF(0.55)
        QPainter(self).fillRect(self.rect(), ground)
