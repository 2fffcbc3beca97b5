"""Several columns of an input: a button that opens a list to tick them in, in the order ticked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QMenu

from satsuma.data.table import Table
from satsuma.ui.editors.choice_button import ChoiceButton
from satsuma.ui.editors.column import table_of
from satsuma.ui.editors.editor import Editor
from satsuma.ui.editors.facts import Facts
from satsuma.ui.theme import px
from satsuma.ui.tool_tips import as_it_is

MOST = 200
"""More columns than this are not offered: a table of numbers may have thousands."""


class ColumnListEditor(Editor):
    """Shows the chosen names; those that the table lacks stay, and are said."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self._value: tuple[str, ...] = ()
        self._table: Table | None = None
        self.button = ChoiceButton()
        self.button.setAccessibleName(facts.label)
        self.menu = QMenu(self.button)
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self._fill)
        self.button.clicked.connect(self._open)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.button)
        self._tell()

    def show_value(self, value: Any) -> None:
        self._value = tuple(value)
        self._tell()

    def show_inputs(self, inputs: Mapping[str, Any]) -> None:
        self._table = table_of(inputs.get(self.facts.choices.port))
        self._tell()

    def names(self) -> list[str]:
        """The columns that can be ticked: the table's, then those it lacks."""
        there = self._table.named(self.facts.choices.kinds)[:MOST] if self._table else []
        return [*there, *(name for name in self._value if name not in there)]

    def toggle(self, name: str, _ticked: bool = False) -> None:
        """Take a column in, at the end, or out."""
        kept = tuple(each for each in self._value if each != name)
        self._value = kept if name in self._value else (*self._value, name)
        self._tell()
        self.edited.emit(self._value)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._tell()

    def _open(self) -> None:
        self.menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _fill(self) -> None:
        self.menu.clear()
        for name in self.names():
            action = self.menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(name in self._value)
            action.triggered.connect(partial(self.toggle, name))
        if not self.menu.actions():
            self.menu.addAction("Connect a table first").setEnabled(False)

    def _tell(self) -> None:
        shown = ", ".join(self._value) or self.facts.choices.none or "Automatic"
        metrics = self.button.fontMetrics()
        room = self.button.room if self.button.isVisible() else px(150)
        self.button.setText(
            metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))
        self.button.setToolTip(as_it_is(shown))
        self.button.setAccessibleDescription(shown)
        lacking = [name for name in self._value
                   if self._table is not None and name not in self._table]
        self.noted.emit(f"Not in this table: {', '.join(lacking)}." if lacking else "")
