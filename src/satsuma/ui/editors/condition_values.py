"""Condition values: the controls for what a condition asks for, by the kind of its column."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QPoint, QRectF, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from satsuma.data.column import Kind
from satsuma.data.condition import moment_in, number_in
from satsuma.ui.editors.text_line import PAUSE
from satsuma.ui.editors.tick_list import TickList
from satsuma.ui.icons import draw_path, path_of
from satsuma.ui.theme import px, theme
from satsuma.ui.tool_tips import as_it_is

_ASKED = {Kind.NUMBER: ("Number", "Enter a number, such as 1.5."),
          Kind.TIME: ("2024-05-31", "Enter a time, such as 2024-05-31 or 2024-05-31 14:00.")}
"""What stands in an empty line, and what is said where something else is written."""


class ValueLines(QWidget):
    """One line, or two with “and” between them. `edited` carries the texts."""

    edited = pyqtSignal(object)
    refused = pyqtSignal(str)

    def __init__(self, count: int, kind: Kind, spoken: str) -> None:
        super().__init__()
        self._kind = kind
        self._values: tuple[str, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._commit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(6))
        self.lines: list[QLineEdit] = []
        for number in range(count):
            if number:
                layout.addWidget(QLabel("and"))
            self.lines.append(self._line(spoken, number))
            layout.addWidget(self.lines[-1], 1)
        self.setFocusProxy(self.lines[0])

    def _line(self, spoken: str, number: int) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(_ASKED.get(self._kind, ("Text", ""))[0])
        line.setMinimumWidth(px(40))
        line.setAccessibleName(f"{spoken}, {('first value', 'second value')[number]}")
        line.textEdited.connect(self._typed)
        line.editingFinished.connect(self._commit)
        return line

    def show_values(self, values: Sequence[str]) -> None:
        """What is just being typed stays."""
        self._values = tuple(values)
        for line, text in zip(self.lines, [*values, "", ""], strict=False):
            if not line.isModified() and line.text() != text:
                line.setText(text)
        self._tell()

    def _typed(self) -> None:
        self._pause.start()

    def _commit(self) -> None:
        self._pause.stop()
        if not any(line.isModified() for line in self.lines):
            return
        for line in self.lines:
            line.setModified(False)
        values = tuple(line.text().strip() if self._kind in _ASKED else line.text()
                       for line in self.lines)
        if values != self._values:
            self._values = values
            self._tell()
            self.edited.emit(values)

    def _tell(self) -> None:
        reads = {Kind.NUMBER: number_in, Kind.TIME: moment_in}.get(self._kind)
        wrong = reads is not None and any(v.strip() and reads(v) is None for v in self._values)
        self.refused.emit(_ASKED[self._kind][1] if wrong else "")


class CategoryTicks(QPushButton):
    """A button with the ticked categories; it opens the list of all. `edited` carries them."""

    edited = pyqtSignal(object)

    def __init__(self, spoken: str) -> None:
        super().__init__()
        self._spoken = spoken
        self._known: tuple[str, ...] = ()
        self._values: tuple[str, ...] = ()
        self.setMinimumWidth(px(60))
        self.setAccessibleName(f"{spoken}, categories")
        self.setStyleSheet(f"CategoryTicks {{ text-align: left; padding-left: {px(10)}px; }}")
        self.clicked.connect(self.open)

    def show_values(self, values: Sequence[str], known: Sequence[str]) -> None:
        self._values, self._known = tuple(values), tuple(known)
        self._write()

    def open(self) -> None:
        """The list below the button, with what is ticked but not in the table at its end."""
        gone = tuple(word for word in self._values if word not in set(self._known))
        popup = TickList(self._spoken, (*self._known, *gone), self._values, self)
        popup.ticked.connect(self._take)
        popup.adjustSize()
        popup.place(popup.rect().translated(self.mapToGlobal(QPoint(0, self.height()))))
        popup.show()

    def _take(self, values: tuple[str, ...]) -> None:
        self._values = values
        self._write()
        self.edited.emit(values)

    def _write(self) -> None:
        names = ", ".join(self._values)
        shown = self.fontMetrics().elidedText(
            names, Qt.TextElideMode.ElideRight, max(px(40), self.width() - px(44)))
        self.setText(shown.replace("&", "&&") or "Tick some…")
        self.setToolTip(as_it_is(names))
        self.setAccessibleDescription(names or "none ticked")

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        """As a list that opens looks, with its sign at the right."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(12)
        place = QRectF(self.width() - px(18), (self.height() - side) / 2, side, side)
        draw_path(painter, path_of("chevron-down"), place, theme().colors.secondary)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._write()
