"""Controls of the preferences: each shows fields of the store and changes them at once."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QSignalBlocker, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from satsuma.data.places import home_folder
from satsuma.ui.preference_store import PreferenceStore
from satsuma.ui.theme import px, theme


def label(text: str, role: str = "") -> QLabel:
    """Text that wraps; `role` as in the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)  # a path or a problem may hold anything
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        made.setProperty("role", role)
    return made


def breakable(path: Path) -> str:
    """A path for a label: with ~ for the home folder, and lines may break after each folder."""
    text = str(path)
    home = home_folder()
    if home.parent != home and path.is_relative_to(home):
        text = str(Path("~") / path.relative_to(home))
    return re.sub(r"([/\\])", "\\1\u200b", text)


def button(text: str, name: str, kind: str = "") -> QPushButton:
    """A button that says `text` and, to a screen reader, `name`."""
    made = QPushButton(text)
    made.setAccessibleName(name)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    return made


class Hairline(QWidget):
    """A thin line across, between two parts."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        QPainter(self).fillRect(self.rect(), theme().colors.line)


class Group(QWidget):
    """A heading, what can be set under it, and a hint below. `fields` are what it sets."""

    def __init__(self, heading: str, *parts: QWidget, hint: str = "",
                 fields: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.fields = fields
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.addWidget(label(heading, "heading"))
        for part in parts:
            self._lines.addWidget(part)
        if hint:
            self._lines.addWidget(label(hint, "secondary"))
        self.fit()

    def fit(self) -> None:
        """Distances at the present scale."""
        self._lines.setSpacing(px(6))


class Choice(QWidget):
    """One of a few: radio buttons side by side, or below each other where there is no room."""

    def __init__(self, store: PreferenceStore, field: str, heading: str,
                 *options: tuple[str, str], stacked: bool = False) -> None:
        super().__init__()
        self._store, self._field = store, field
        self._buttons = QButtonGroup(self)
        self.options: dict[str, QRadioButton] = {}
        self._stacked = stacked
        line = self._line = QBoxLayout(_direction(stacked), self)
        line.setContentsMargins(0, 0, 0, 0)
        for value, words in options:
            one = self.options[value] = QRadioButton(words)
            one.setAccessibleName(f"{heading}: {words}")
            one.toggled.connect(partial(self._toggled, value))
            self._buttons.addButton(one)
            line.addWidget(one)
        line.addStretch(1)
        store.changed.connect(self._show)
        self._show()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        widest = max(one.minimumSizeHint().width() for one in self.options.values())
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        widths = [one.sizeHint().width() for one in self.options.values()]
        needed = sum(widths) + self._line.spacing() * len(widths)
        self._line.setDirection(_direction(self._stacked or needed > self.width()))

    def _show(self) -> None:
        one = self.options[getattr(self._store.value, self._field)]
        if not one.isChecked():
            one.setChecked(True)

    def _toggled(self, value: str, on: bool) -> None:
        if on:
            self._store.change(**{self._field: value})


def _direction(stacked: bool) -> QBoxLayout.Direction:
    direction = QBoxLayout.Direction
    return direction.TopToBottom if stacked else direction.LeftToRight


class Flag(QCheckBox):
    """Yes or no."""

    def __init__(self, store: PreferenceStore, field: str, words: str, name: str = "") -> None:
        super().__init__(words)
        self.setAccessibleName(name or words)
        self._store, self._field = store, field
        self.toggled.connect(self._toggled)
        store.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.setChecked(getattr(self._store.value, self._field))

    def _toggled(self, on: bool) -> None:
        self._store.change(**{self._field: on})


class Scale(QWidget):
    """A slider in percent; dragging applies when it is let go, since all grows under the mouse."""

    def __init__(self, store: PreferenceStore) -> None:
        super().__init__()
        self._store = store
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(100, 300)
        self.slider.setSingleStep(5)
        self.slider.setPageStep(25)
        self.slider.setTracking(False)
        self.slider.setAccessibleName("Size of everything, in percent")
        self._percent = QLabel()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.slider, 1)
        line.addWidget(self._percent)
        self.slider.sliderMoved.connect(self._say)
        self.slider.valueChanged.connect(self._moved)
        store.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(self._store.value.scale)
        self._say(self._store.value.scale)

    def _say(self, percent: int) -> None:
        self._percent.setText(f"{percent} %")
        self._percent.setMinimumWidth(px(44))
        self.slider.setMinimumHeight(px(22))

    def _moved(self, percent: int) -> None:
        self._store.change(scale=percent)


class Amount(QWidget):
    """A number with its unit; it is taken when it is typed to the end."""

    def __init__(self, store: PreferenceStore, field: str, name: str, unit: str,
                 span: tuple[float, float, float], decimals: int = 0) -> None:
        super().__init__()
        self._store, self._field = store, field
        self.box = QDoubleSpinBox() if decimals else QSpinBox()
        least, most, step = span
        if isinstance(self.box, QDoubleSpinBox):
            self.box.setDecimals(decimals)
            self.box.setRange(least, most)
            self.box.setSingleStep(step)
        else:
            self.box.setRange(int(least), int(most))
            self.box.setSingleStep(int(step))
        self.box.setSuffix(f" {unit}")
        self.box.setGroupSeparatorShown(True)
        self.box.setKeyboardTracking(False)
        self.box.setAccessibleName(name)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.box)
        line.addStretch(1)
        self.box.valueChanged.connect(self._typed)
        store.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        with QSignalBlocker(self.box):
            self.box.setValue(getattr(self._store.value, self._field))
        self.box.setMinimumWidth(px(140))

    def _typed(self, value: float) -> None:
        self._store.change(**{self._field: value})
