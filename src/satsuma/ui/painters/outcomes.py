"""Outcomes: what became of the pictures, the counts first, then those that are not fine."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PyQt6.QtWidgets import QHeaderView, QLabel, QTableView, QVBoxLayout

from satsuma.data.outcome import Outcome, counted
from satsuma.ui.icons import path_of, path_pixmap
from satsuma.ui.painters.painter import Painter
from satsuma.ui.theme import px, theme
from satsuma.views import Outcomes

_WORDS = {"refused": "Left out", "repaired": "Repaired", "fine": "Note"}
_SIGNS = {"refused": "error", "repaired": "warning", "fine": "note"}
_ORDER = {"refused": 0, "repaired": 1, "fine": 2}


def told_ones(view: Outcomes) -> list[tuple[str, Outcome]]:
    """The pictures of which there is something to tell, the refused ones first."""
    found = [(row_id, outcome) for row_id, outcome in zip(view.ids, view.outcomes, strict=True)
             if outcome.state != "fine" or outcome.notes]
    return sorted(found, key=lambda one: _ORDER[one[1].state])


def summary(view: Outcomes) -> str:
    """The counts as one line; they add up to the number of pictures."""
    counts = counted(view.outcomes)
    parts = [f"{counts['fine']:,} fine"]
    parts += [f"{counts[state]:,} {word}" for state, word in
              (("repaired", "repaired"), ("refused", "left out")) if counts[state]]
    if view.from_cache:
        parts.append(f"{view.from_cache:,} known from before")
    return " · ".join(parts)


class OutcomeModel(QAbstractTableModel):
    """A line for each picture of which there is something to tell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[tuple[str, Outcome]] = []

    def show(self, lines: list[tuple[str, Outcome]]) -> None:
        """Put other lines in the place."""
        if lines != self.lines:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        return 3

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row_id, outcome = self.lines[index.row()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            colors = theme().colors
            color = {"refused": colors.error, "repaired": colors.warning}.get(
                outcome.state, colors.secondary)
            return path_pixmap(path_of(_SIGNS[outcome.state]), 15, color)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (_WORDS[outcome.state], row_id, outcome.told())[index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation,  # noqa: N802
                   role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return ("What happened", "Picture", "Why")[section]
        return None


class OutcomesPainter(Painter):
    """The counts, and a list of what is not plainly fine."""

    def __init__(self) -> None:
        super().__init__()
        self.model = OutcomeModel(self)
        self.total, self.counts, self.empty = QLabel(), QLabel(), QLabel()
        self.total.setProperty("role", "title")
        self.empty.setText("Every picture is fine.")
        self.empty.setProperty("role", "secondary")
        self.list = QTableView()
        self.list.setModel(self.model)
        self.list.setAccessibleName("Pictures with something to tell")
        self.list.setTabKeyNavigation(False)
        self.list.setShowGrid(False)
        self.list.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.list.verticalHeader().hide()
        header = self.list.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._layout = QVBoxLayout(self)
        for part in (self.total, self.counts, self.empty, self.list):
            self._layout.addWidget(part)
        self._layout.addStretch(0)
        self._dress()
        theme().changed.connect(self._dress)

    def show_view(self, view: Outcomes) -> None:
        count = len(view.ids)
        self.total.setText("1 picture" if count == 1 else f"{count:,} pictures")
        self.counts.setText(summary(view))
        lines = told_ones(view)
        self.model.show(lines)
        self.list.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self._layout.setStretch(4, 0 if lines else 1)

    def _dress(self) -> None:
        self._layout.setContentsMargins(px(24), px(24), px(24), px(16))
        self._layout.setSpacing(px(8))
        self.list.verticalHeader().setDefaultSectionSize(px(32))
        self.list.setColumnWidth(0, px(130))
        self.list.setColumnWidth(1, px(220))
