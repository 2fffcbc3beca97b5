"""Neighbors."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal, NamedTuple, Self

import numpy as np

from satsuma.algorithms.embed_alike import embedded_alike
from satsuma.algorithms.neighbors import estimate, search
from satsuma.algorithms.neighbors_best import Found
from satsuma.algorithms.neighbors_space import NearMetric, points_of, space_of
from satsuma.data.column import Column, Kind, Role
from satsuma.data.filter import matching
from satsuma.data.fingerprint import fingerprint
from satsuma.data.look import Look
from satsuma.data.neighbors_shown import (
    invited,
    of_reference,
    same_rows,
    shown,
    with_nearness,
)
from satsuma.data.selection import Selection
from satsuma.data.sources import Sources
from satsuma.data.table import Table, with_selected
from satsuma.gestures import Boxed, Changed, Folded, Gesture, looked, picked
from satsuma.views import Gallery, Rows
from satsuma.widget import (
    Choice,
    Run,
    Shown,
    WidgetError,
    columns,
    pick_column,
    setting,
    widget,
)

ICON = ("M11 3a8 8 0 1 0 0 16a8 8 0 1 0 0-16z M21 21l-4.3-4.3 M11 8.5a2.5 2.5 0 1 0 0 5 "
        "a2.5 2.5 0 1 0 0-5z")

_ARRANGED = ("captions", "color", "group", "sort", "descending", "size")
"""Settings that are made above and below the pictures."""


class Outputs(NamedTuple):
    neighbors: Table | None
    data: Table
    seen: Annotated[Table, Shown]  # the reference first, then what was found; else all there is


def metric_choices() -> list[Choice]:
    """The metrics, each with a line on what it is for."""
    return [
        Choice("cosine", "Cosine", "Compares the pattern of the numbers, not their size; best for "
               "pictures. 1 is the same, 0 has nothing in common."),
        Choice("euclidean", "Euclidean", "The straight line between two points; large numbers "
               "count most."),
        Choice("manhattan", "Manhattan", "The sum of all differences; a few large ones count less "
               "than in Euclidean."),
        Choice("pearson", "Pearson", "Close when the numbers of two rows rise and fall together."),
    ]


def _arranged(default: Any, label: str, text: str) -> Any:
    """A setting that is made above or below the pictures."""
    return setting(default, label, cosmetic=True, form=False, help=text)


@widget("Neighbors", icon=ICON,
        keywords=("search", "similar", "reverse image search", "nearest", "look up", "alike"))
class Neighbors:
    """Find the pictures that are most like one: search by a picture.

    Connect pictures that went through Image Embedding. The window shows all of them. **Click a
    picture**, and those most like it stand beside it, the most similar first, each with its
    similarity: with cosine, 1 is the same picture or a copy, and the lower, the less alike.
    **Click a result** to search from there. Undo (Ctrl+Z) goes back to the picture before, redo
    (Ctrl+Shift+Z) forward again. Esc shows all pictures once more. With Ctrl, a click adds a
    picture to those that are searched from: then what is like any of them is found. A double
    click, or Space, shows a picture large.

    A picture that is not among them can be searched from too: choose its file under **Search by a
    file**, or drop it there; the network that the others went through looks at it. Or send pictures
    through Image Embedding, and connect them as **reference**. What is clicked goes before a file,
    and a file before what is connected.

    With **Results from each** the search gives so many of every category, each below its own
    heading: so a case is compared with the nearest ones of every kind. The **filter** says which
    rows may be found, as in Data Table: `size > 1000`, `category = cow or category = horse`.
    **Hide the reference** leaves out only the very row that is searched from; a copy of it
    under another name is found.

    All rows are compared, none is guessed at: the result is exact. What is found leaves by
    **neighbors**, the nearest first, with the columns `similarity` (`distance` for other metrics),
    `rank` and, with several references, `of`, which names the nearest one. All rows leave by
    **data**, with their similarity, and marked where they were found.
    """

    metric: NearMetric = setting("cosine", "Metric", choices=metric_choices,
                                 help="How two rows are compared.")
    count: int = setting(10, "Number of results", low=1, high=1_000_000,
                         help="How many rows are found, where there are so many.")
    category: str | None = setting(
        None, "Results from each", choices=columns("data", (Kind.CATEGORY,), none="All together"),
        help="A column of categories: of each category so many rows are found.")
    several: Literal["all", "each"] = setting(
        "all", "With several references",
        choices=lambda: [Choice("all", "So many in all", "Those nearest to any of them."),
                         Choice("each", "So many for each", "Every row stands once, with the one "
                                "it is nearest to.")],
        help="Whether the number of results is meant for all references together, or for each.")
    filter: str = setting("", "Filter", help=(
        "Find only rows that contain a text, or that fulfill conditions such as size > 1000 and "
        "category = cow."))
    hide: bool = setting(True, "Hide the reference", help=(
        "Leave out the row that is searched from. A copy of it under another name is found."))
    image: str | None = setting(None, "Pictures", choices=columns("data", (Kind.IMAGE,)),
                                help="The column that holds the pictures.")
    chosen: Selection = setting((), "Searched from", help=(
        "The pictures that were clicked. Without any, the file is searched from, or what comes in "
        "as reference."))
    files: tuple[str, ...] = setting((), "Search by a file", path="pictures", help=(
        "Pictures that are not in the data. Drop or choose them here; the network of the data "
        "looks at them."))
    size: int = setting(128, "Size", low=32, high=1024, unit="px", cosmetic=True, form=False,
                        help="How large the pictures are shown.")
    look: Look = setting(Look(), "Layout", cosmetic=True, form=False, help=(
        "How the rows are laid out where there are no pictures."))
    captions: tuple[str, ...] = _arranged((), "Captions", (
        "The columns that are written below each picture; without any, name and similarity."))
    color: str | None = _arranged(None, "Color by", (
        "The categories that mark the pictures with colors."))
    group: str | None = _arranged(None, "Group by", (
        "The column whose values become headings; without any, the reference comes first."))
    sort: str | None = _arranged(None, "Sort by", (
        "The column that decides the order; without any, the most similar come first."))
    descending: bool = _arranged(False, "Largest or last first", "Turn the order of sorting round.")

    def stamp(self) -> str:
        """The listing of the files that are searched from."""
        sources = Sources(self.files).walk() if self.files else []
        return fingerprint([source.found.digest() for source in sources])

    def compute(self, data: Table, reference: Table | None = None, run: Run = Run()) -> Outputs:
        if not data.feature_names():
            raise WidgetError("There are no numbers to compare in this table. Connect Image "
                              "Embedding between the pictures and Neighbors.", lasting=True)
        wanted = self._wanted(data, reference, run)
        if wanted is None:
            return Outputs(None, with_selected(data, ()), invited(data))
        width = sum(data[name].width for name in data.feature_names())
        space = run.once(space_of, data, self.metric, price=estimate(len(data), width, len(wanted)))
        for note in space.notes:
            run.warn(note)
        found = search(space, points_of(space, data, wanted), self.count, run,
                       allowed=self._allowed(data, wanted, run), kinds=self._kinds(data, run),
                       each=self.several == "each")
        return self._outputs(data, wanted, found, run)

    def view(self, outputs: Outputs) -> Gallery | Rows:
        table = outputs.seen
        image = pick_column(table, self.image, (Kind.IMAGE,), Run())
        parts = list(table.columns)[-1]
        marked = of_reference(table)
        if image is None:
            return Rows(table, marked, **self.look._asdict())
        captions = tuple(name for name in self.captions if name in table) or tuple(
            name for name in ("image name", self._measure) if name in table)
        color, group, sort = (name if name is not None and name in table else None
                              for name in (self.color, self.group, self.sort))
        return Gallery(table, image, captions, self.size, marked, color, group or parts, sort,
                       self.descending)

    def edits(self, gesture: Gesture) -> Self:
        match gesture:
            case Changed(setting="sort", value=tuple()):
                return replace(self, look=looked(self.look, gesture))  # of the rows
            case Changed(setting=name, value=value) if name in _ARRANGED:
                return replace(self, **{name: value})
            case Changed() | Folded():
                return replace(self, look=looked(self.look, gesture))
            case Boxed(items="all"):
                return self
        now = self.chosen if isinstance(self.chosen, tuple) else ()
        return replace(self, chosen=picked(now, gesture))

    def summary(self, outputs: Outputs) -> str:
        if of_reference(outputs.seen) == ():
            return f"{len(outputs.data):,} rows · click one to search from it"
        count = 0 if outputs.neighbors is None else len(outputs.neighbors)
        nearest = "" if outputs.neighbors is None else \
            f" · {self._measure} of the nearest " \
            f"{float(outputs.neighbors[_added(outputs.neighbors, self._measure)].values[0]):.3g}"
        return f"{count:,} of {len(outputs.data):,} rows{nearest}"

    @property
    def _measure(self) -> str:
        return "similarity" if self.metric == "cosine" else "distance"

    def _wanted(self, data: Table, reference: Table | None, run: Run) -> Table | None:
        """The rows that are searched from: those that were clicked, else those that come in."""
        chosen = data.ids if self.chosen == "all" else self.chosen
        if rows := [data.row_of[one] for one in chosen if one in data.row_of]:
            if self.files:
                run.warn("A picture of the data was clicked, so it is searched from. Press Esc to "
                         "search by the file.")
            return data.rows(rows)
        if self.files:
            image = pick_column(data, self.image, (Kind.IMAGE,), Run())
            reference = embedded_alike(data, self.files, image or "image", run)
        if reference is not None:
            some = [reference.row_of[one] for one in chosen if one in reference.row_of]
            if len(reference):
                return reference.rows(some) if some else reference
            run.warn("The reference has no rows. Click a picture to search from it.")
        if chosen:
            run.warn("What was clicked is not in the data now. Click another picture.")
        return None

    def _allowed(self, data: Table, wanted: Table, run: Run) -> np.ndarray:
        """n booleans: the rows that may be found."""
        may = np.ones(len(data), bool)
        if self.filter.strip():
            found = matching(data, self.filter)
            may = found.rows.copy()
            for note in found.notes:
                run.warn(note)
        if self.hide:
            may[same_rows(data, wanted)] = False
        return may

    def _kinds(self, data: Table, run: Run) -> np.ndarray | None:
        if self.category is None:
            return None
        if self.category not in data or data[self.category].kind is not Kind.CATEGORY:
            run.warn(f"There is no column of categories “{self.category}”; the results come from "
                     "all rows together.")
            return None
        return data[self.category].values

    def _outputs(self, data: Table, wanted: Table, found: Found, run: Run) -> Outputs:
        near = 1 - found.far if self.metric == "cosine" else found.far
        every = 1 - found.all if self.metric == "cosine" else found.all
        of = [wanted.ids[number] for number in found.of.tolist()] if len(wanted) > 1 else None
        category = self.category if self._kinds(data, Run()) is not None else None
        if not len(found.rows):
            run.warn("There is no row left to be found: the filter keeps none but the reference.")
        elif category is None and self.several == "all" and len(found.rows) < self.count:
            run.warn(f"Only {len(found.rows):,} rows can be found, so there are no more results.")
        neighbors = with_nearness(data.rows(found.rows), self._measure, near, of) \
            if len(found.rows) else None
        marked = with_selected(data, found.rows.tolist())
        marked = marked.with_column(marked.free_name(self._measure),
                                    Column(every, Kind.NUMBER, Role.META))
        seen = shown(wanted, data.rows(found.rows), self._measure, near, of, category)
        return Outputs(neighbors, marked, seen)


def _added(table: Table, name: str) -> str:
    """What a column that was added is called: the last of that name or a numbered one."""
    return next(one for one in reversed(list(table.columns)) if one.startswith(name))
