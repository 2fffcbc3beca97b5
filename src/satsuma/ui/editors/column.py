"""Columns: which column of an input a setting means, or the automatic choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFont

from satsuma.data.column import Kind
from satsuma.data.table import Table
from satsuma.ui.editors.facts import Facts
from satsuma.ui.editors.words import WordsEditor
from satsuma.widget import Run, pick_column

KINDS = {Kind.NUMBER: "numbers", Kind.CATEGORY: "categories", Kind.TEXT: "text",
         Kind.TIME: "times", Kind.IMAGE: "pictures", Kind.VECTOR: "vectors"}

_LACKING = "not in this table"


def table_of(value: Any) -> Table | None:
    """The table that an input's value is, or speaks of."""
    if isinstance(value, Table):
        return value
    inner = getattr(value, "table", None)
    return inner if isinstance(inner, Table) else None


def automatic(table: Table | None, kinds: tuple[Kind, ...]) -> str:
    """The first entry of the list, with what it stands for where that is known."""
    name = pick_column(table, None, kinds, Run()) if table is not None else None
    return f"Automatic: {name}" if name is not None else "Automatic"


class ColumnEditor(WordsEditor):
    """The fitting columns of the input's table; a stored name that it lacks is kept and shown."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self._value: str | None = None
        self._table: Table | None = None
        self._fill()

    def show_value(self, value: Any) -> None:
        if value != self._value:
            self._value = value
            self._fill()

    def show_inputs(self, inputs: Mapping[str, Any]) -> None:
        table = table_of(inputs.get(self.facts.choices.port))
        if table is not self._table:
            self._table = table
            self._fill()

    @property
    def is_lacking(self) -> bool:
        """Whether the stored name is none of the table's fitting columns."""
        return self._table is not None and self._value is not None \
            and self._value not in self._names()

    def _names(self) -> list[str]:
        return self._table.named(self.facts.choices.kinds) if self._table is not None else []

    def _fill(self) -> None:
        if self.combo.is_open:
            return  # nothing moves under a person's hand; the next news brings it up to date
        self.combo.clear()
        choices = self.facts.choices
        self.combo.addItem(choices.none or automatic(self._table, choices.kinds), None)
        for name in self._names():
            kind = KINDS[self._table[name].kind] if self._table is not None else ""
            self.combo.addItem(name, name)
            self.combo.setItemData(self.combo.count() - 1, kind, Qt.ItemDataRole.ToolTipRole)
        self._add_stored()
        self.combo.setCurrentIndex(max(0, self.combo.findData(self._value)))
        self._strike(self.is_lacking)

    def _add_stored(self) -> None:
        """The stored name, where it is not among those of the table."""
        if self._value is None or self._value in self._names():
            return
        text = f"{self._value} ({_LACKING})" if self.is_lacking else self._value
        self.combo.addItem(text, self._value)
        struck = QFont(self.combo.font())
        struck.setStrikeOut(self.is_lacking)
        self.combo.setItemData(self.combo.count() - 1, struck, Qt.ItemDataRole.FontRole)

    def _strike(self, struck: bool) -> None:
        # The style sheet of the program decides the fonts, so this is said in its language.
        self.combo.setStyleSheet("QComboBox { text-decoration: line-through; }" if struck else "")
        told = f"The table has no fitting column “{self._value}”; the automatic choice is used."
        self.combo.setAccessibleDescription(told if struck else self.facts.help)
        self.noted.emit(told if struck else "")
