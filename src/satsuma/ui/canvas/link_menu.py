"""Linking by keyboard: every node that the selected one can be linked to, in one list."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QPointF, pyqtSignal
from PyQt6.QtWidgets import QGraphicsView, QWidget

from satsuma.ui.popup_list import PopupList
from satsuma.ui.rows import Row
from satsuma.workflow.linking import Pair, pairs
from satsuma.workflow.model import Workflow


class LinkMenu(PopupList):
    """Typing filters, Enter links."""

    chosen = pyqtSignal(object)

    def __init__(self, workflow: Workflow, node_id: str, parent: QWidget | None = None) -> None:
        super().__init__("Link", "Link to…", parent)
        self._workflow = workflow
        self._pairs = _all_pairs(workflow, node_id)
        self._node_id = node_id
        self.taken.connect(self._choose)

    def open_beside(self, view: QGraphicsView, point: QPointF) -> None:
        """Open beside a point of the scene."""
        at = view.viewport().mapToGlobal(view.mapFromScene(point + QPointF(44, -20)))
        self.show_at(at, "", f"Link {self._workflow.nodes[self._node_id].title}")

    def rows_for(self, text: str) -> Sequence[Row]:
        words = text.casefold().split()
        rows = [self._row(pair) for pair in self._pairs]
        return [row for row in rows
                if all(word in f"{row.title} {row.side}".casefold() for word in words)]

    def told_of(self, row: Row | None) -> str:
        if row is None:
            return "Nothing fits. Add a widget that does, with Shift+Space."
        replaced = row.value.replaces
        if replaced is None:
            return "Enter links."
        return f"Takes the place of the link from {self._workflow.nodes[replaced.source].title}."

    def _row(self, pair: Pair) -> Row:
        link = pair.link
        out = link.source == self._node_id
        other = self._workflow.nodes[link.target if out else link.source]
        spec = other.widget.spec
        names = f"{link.output} → {link.input}"
        return Row(pair, f"{'to' if out else 'from'} {other.title}", names, spec.icon,
                   spec.category)

    def _choose(self, row: Row) -> None:
        self.chosen.emit(row.value.link)


def _all_pairs(workflow: Workflow, node_id: str) -> list[Pair]:
    out = [pair for other in workflow.nodes for pair in pairs(workflow, node_id, other)]
    into = [pair for other in workflow.nodes for pair in pairs(workflow, other, node_id)]
    return sorted(out, key=lambda p: -p.score) + sorted(into, key=lambda p: -p.score)
