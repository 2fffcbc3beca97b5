"""Quick menu: adds a widget where the pointer is, by a few letters and Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PyQt6.QtCore import QPoint, pyqtSignal
from PyQt6.QtWidgets import QWidget

from satsuma.catalog import Catalog
from satsuma.ui.help_text import plain, split_paragraphs
from satsuma.ui.icons import path_of
from satsuma.ui.popup_list import PopupList
from satsuma.ui.rows import Row
from satsuma.ui.usage import Usage
from satsuma.ui.widget_search import Hit, search
from satsuma.widget import Spec

Fits = Callable[[Spec], bool]

_ANNOTATIONS = {
    "Text note": ("text", "Write something beside the widgets.", "comment remark label"),
    "Frame": ("frame", "Draw a box around widgets that belong together.", "group box"),
    "Arrow": ("arrow", "Point from one place to another.", "line pointer"),
}
"""Title -> icon, what it is for, other words for it."""


class QuickMenu(PopupList):
    """Every widget that fits, those used most first. It only chooses; others add."""

    chosen = pyqtSignal(object)
    annotation_chosen = pyqtSignal(str)

    def __init__(self, catalog: Catalog, usage: Usage, parent: QWidget | None = None) -> None:
        super().__init__("Add a widget", "Add a widget", parent)
        self._catalog = catalog
        self._usage = usage
        self._fits: Fits | None = None
        self._source = self._target = ""
        self.taken.connect(self._choose)

    def open(self, at: QPoint, *, fits: Fits | None = None, source: str = "", target: str = "",
             text: str = "", heading: str = "") -> None:
        """Open at a point of the screen, with the text as if it were typed.

        `fits` restricts the choice. `source` and `target` are what the new widget comes after and
        before: a widget's id, or `id:port`. They decide the order, and the heading unless one is
        given.
        """
        self._fits = fits
        self._source, self._target = source.partition(":")[0], target.partition(":")[0]
        if fits is not None and not heading:
            heading = self._heading(source, target)
        self.show_at(at, text, heading)

    def _heading(self, source: str, target: str) -> str:
        if source and target:
            return f"Fits between {self._named(source)} and {self._named(target)}"
        if source or target:
            return f"Fits {'after' if source else 'before'} {self._named(source or target)}"
        return "Fits here"

    def _named(self, end: str) -> str:
        widget_id, _, port = end.partition(":")
        cls = self._catalog.widgets.get(widget_id)
        title = cls.spec.title if cls is not None else widget_id
        return f"{title} · {port.replace('_', ' ')}" if port else title

    # The list

    def rows_for(self, text: str) -> Sequence[Row]:
        widgets = [cls for cls in self._catalog.widgets.values()
                   if self._fits is None or self._fits(cls.spec)]
        hits = self._by_score(search(self._by_use(widgets), text))
        rows = [_row(hit) for hit in hits]
        if self._fits is not None:
            return rows
        if _is_named(text) and not any(hit.why == "" for hit in hits):
            # What is called so comes before widgets whose help only mentions it.
            return [*_annotation_rows(text, False), *rows]
        return [*rows, *_annotation_rows(text, bool(rows))]

    def _by_use(self, widgets: Sequence[Any]) -> list[Any]:
        known = {cls.spec.id: cls for cls in widgets}
        ranked = self._usage.rank(sorted(known, key=lambda one: known[one].spec.title),
                                  self._source or None, self._target or None)
        return [known[one] for one in ranked]

    def _by_score(self, hits: Sequence[Hit]) -> list[Hit]:
        """What fits alike stands in the order of use."""
        return sorted(hits, key=lambda hit: (-hit.score, *self._lesser_use(hit)))

    def _lesser_use(self, hit: Hit) -> tuple[float, float]:
        here, at_all = self._usage.weight(hit.widget.spec.id, self._source, self._target)
        return -here, -at_all

    def told_of(self, row: Row | None) -> str:
        if row is None:
            return "Nothing fits. Type fewer letters, or Esc."
        if isinstance(row.value, str):
            return _ANNOTATIONS[row.value][1]
        return _summary(row.value.spec.doc)

    def _choose(self, row: Row) -> None:
        if isinstance(row.value, str):
            self.annotation_chosen.emit(row.value)
        else:
            self.chosen.emit(row.value)


def _summary(doc: str) -> str:
    """The first paragraph of a help text: what the widget does."""
    return plain(next(iter(split_paragraphs(doc)), ""))


def _row(hit: Hit) -> Row:
    spec = hit.widget.spec
    return Row(hit.widget, spec.title, hit.why or spec.category, spec.icon, spec.category)


def _is_named(text: str) -> bool:
    """Whether a note, a frame or an arrow is called so."""
    words = text.casefold().strip()
    return bool(words) and any(part.startswith(words) for title in _ANNOTATIONS
                               for part in (title.casefold(), *title.casefold().split()))


def _annotation_rows(text: str, after_others: bool) -> list[Row]:
    words = text.casefold().split()
    rows = [Row(title, title, "On the canvas", path_of(name))
            for title, (name, help_, others) in _ANNOTATIONS.items()
            if all(word in f"{title} {help_} {others}".casefold() for word in words)]
    if not rows or not after_others:
        return rows
    first = rows[0]
    return [Row(first.value, first.title, first.side, first.icon, first_of_group=True), *rows[1:]]
