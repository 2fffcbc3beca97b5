"""Report items: what a report holds, as plain values. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from secrets import token_hex

from satsuma.workflow.model import Workflow

Cells = tuple[tuple[str, ...], ...]


def new_id() -> str:
    return token_hex(6)


@dataclass(frozen=True)
class ReportItem:
    """A picture (`png`), a table (`rows`, the first of them its heads), or only a note.

    `facts` are settings and sizes in words. `made` is the time in ISO form. `workflow` is the
    state that made it: its own settings, selections and notes, not its results.
    """

    title: str
    note: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    png: bytes = b""
    rows: Cells = ()
    made: str = ""
    workflow: Workflow | None = None
    id: str = field(default_factory=new_id)


@dataclass(frozen=True)
class Report:
    """Items in their order, under a title."""

    title: str = ""
    items: tuple[ReportItem, ...] = ()

    def place(self, item_id: str) -> int:
        """Where an item stands. Raises KeyError."""
        for place, item in enumerate(self.items):
            if item.id == item_id:
                return place
        raise KeyError(item_id)

    def with_item(self, item: ReportItem) -> Report:
        """The report with another item at its end, or in the place of the one of that id."""
        ids = [one.id for one in self.items]
        if item.id not in ids:
            return replace(self, items=(*self.items, item))
        return replace(self, items=tuple(item if one.id == item.id else one
                                         for one in self.items))

    def without(self, item_id: str) -> Report:
        return replace(self, items=tuple(one for one in self.items if one.id != item_id))

    def moved(self, item_id: str, by: int) -> Report:
        """The report with an item so many places further down, as far as there are places."""
        items = list(self.items)
        item = items.pop(place := self.place(item_id))
        items.insert(min(max(place + by, 0), len(items)), item)
        return replace(self, items=tuple(items))

    def noted(self, item_id: str, note: str) -> Report:
        """The report with another note at an item."""
        return self.with_item(replace(self.items[self.place(item_id)], note=note))
