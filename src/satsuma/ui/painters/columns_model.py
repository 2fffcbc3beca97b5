"""Columns, model: the columns of a file, one in each row, as they are and as they were guessed."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QFont

from satsuma.data.column import Kind
from satsuma.data.column_edits import ColumnEdit, usual_role
from satsuma.data.column_facts import ColumnFacts
from satsuma.ui.theme import font
from satsuma.views import Columns

NAME, KIND, ROLE, VALUES, MISSING = range(5)
HEADS = ("Column", "Kind", "Role", "First values", "Missing")

KINDS = {"number": "number", "category": "category", "text": "text", "time": "time",
         "image": "picture", "vector": "vector"}
ROLES = {"feature": "feature", "target": "target", "meta": "meta", "skip": "left out"}

EXPLAINED = {
    NAME: "Double-click a name to change it.",
    KIND: "What the values are. Click one to correct it.",
    ROLE: "What the column is for. Click one to correct it.",
    VALUES: "The first different values.",
    MISSING: "How many of the values are missing.",
}


class ColumnsModel(QAbstractTableModel):
    """Only those whose name contains `wanted`; the view says everything else."""

    renamed = pyqtSignal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view = Columns(())
        self.shown: list[ColumnFacts] = []
        self.wanted = ""
        self._edits: dict[str, ColumnEdit] = {}

    def show(self, view: Columns) -> None:
        """Show this; rows stay where they are while the columns are the same."""
        same = view.facts is self.view.facts
        self.view = view
        self._edits = {one.name: one for one in view.edits}
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.shown) - 1, MISSING))
        else:
            self.filter(self.wanted)

    def filter(self, wanted: str) -> None:
        """Show only columns whose name contains this."""
        self.beginResetModel()
        self.wanted = wanted
        small = wanted.casefold().strip()
        self.shown = [one for one in self.view.facts
                      if small in one.name.casefold() or small in self.edit(one).rename.casefold()]
        self.endResetModel()

    # What a column is now

    def edit(self, facts: ColumnFacts) -> ColumnEdit:
        return self._edits.get(facts.name, ColumnEdit(facts.name))

    def name(self, facts: ColumnFacts) -> str:
        return self.edit(facts).rename or facts.name

    def kind(self, facts: ColumnFacts) -> str:
        return self.edit(facts).kind or facts.guess.kind.value

    def role(self, facts: ColumnFacts) -> str:
        edit = self.edit(facts)
        return edit.role or usual_role(facts.guess, edit.kind)

    def usual_role_of(self, facts: ColumnFacts) -> str:
        """The role that it has while nobody chooses one."""
        return usual_role(facts.guess, self.edit(facts).kind)

    def is_corrected(self, facts: ColumnFacts, column: int) -> bool:
        edit = self.edit(facts)
        return bool({NAME: edit.rename, KIND: edit.kind, ROLE: edit.role}.get(column))

    def is_left_out(self, facts: ColumnFacts) -> bool:
        return self.role(facts) == "skip"

    # Qt

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def columnCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation,  # noqa: N802
                   role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return EXPLAINED[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.shown):
            return None
        facts, column = self.shown[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(facts, column)
        if role == Qt.ItemDataRole.EditRole:
            return self.name(facts)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._told(facts, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADS[column]}: {self._told(facts, column)}"
        if role == Qt.ItemDataRole.FontRole:
            return self._font(facts, column)
        return None

    def text(self, facts: ColumnFacts, column: int) -> str:
        """What stands in a cell."""
        if column == KIND:
            width = f" of {facts.width:,}" if facts.kind is Kind.VECTOR else ""
            return KINDS[self.kind(facts)] + width
        if column == MISSING:
            return _share(facts.missing)
        return {NAME: self.name(facts).replace("\n", " ") or "(no name)",
                ROLE: ROLES[self.role(facts)], VALUES: self.values(facts)}[column]

    def values(self, facts: ColumnFacts) -> str:
        """The first values; before them what keeps the column from being numbers."""
        odd = facts.guess.odd
        if odd is None or self.edit(facts).kind:
            return facts.samples
        return f"{odd.text} · {facts.samples}"

    def _told(self, facts: ColumnFacts, column: int) -> str:
        text = self.text(facts, column)
        if not self.is_corrected(facts, column):
            return text or "nothing missing" if column == MISSING else text
        guess = facts.guess
        before = {NAME: facts.name, KIND: KINDS[guess.kind.value],
                  ROLE: ROLES[usual_role(guess, self.edit(facts).kind)]}[column]
        return f"{text} (corrected; it was “{before}”)"

    def _font(self, facts: ColumnFacts, column: int) -> QFont:
        made = font(bold=self.is_corrected(facts, column))
        made.setStrikeOut(column == NAME and self.is_left_out(facts))
        return made

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsEditable if index.column() == NAME else plain

    def setData(self, index: QModelIndex, value: Any,  # noqa: N802
                role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A new name goes out as a wish; it is shown when the widget has taken it."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        facts = self.shown[index.row()]
        if str(value).strip() != self.name(facts):
            self.renamed.emit(facts.name, str(value).strip())
        return True


def _share(share: float) -> str:
    if not share:
        return ""
    return "< 1 %" if share < 0.01 else f"{min(99, round(100 * share)) if share < 1 else 100} %"
