"""Data Table."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal, NamedTuple, Self

from satsuma.data.arranged import arrange
from satsuma.data.selection import Selection, selected_rows
from satsuma.data.table import Table, with_selected
from satsuma.gestures import Boxed, Changed, Clicked, Folded, Gesture, picked
from satsuma.views import Rows
from satsuma.widget import Run, Shown, setting, setting_fields, widget

ICON = ("M12 3v18 M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z M3 9h18 "
        "M3 15h18")


class Outputs(NamedTuple):
    selected: Table | None
    data: Table
    whole: Annotated[Table, Shown]


def _kept(label: str, text: str) -> Any:
    """A setting that is made with the mouse in the view."""
    return setting((), label, help=text, cosmetic=True, form=False)


@widget("Data Table", icon=ICON, keywords=("spreadsheet", "rows", "columns", "look", "sort",
                                           "filter"))
class DataTable:
    """Show a table as it is: rows, columns and values.

    The head of a column says what it holds and what for: a feature describes, a target is to be
    explained, a meta column is about the row. Click it to sort, hold Shift to sort by one more
    column; drag it to another place, or its edge to another width; more is in its menu (right
    button). A column of vectors is drawn as a line; click its head to unfold it into its numbers
    n0, n1, n2 … While you scroll to the right, the picture and the name of each row stay where
    they can be seen; the menu of a head says whether they do.

    The filter above keeps the rows that contain a text, such as `cow`, or that fulfill conditions:
    `size > 1000`, `category = cow or category = horse`, `width is missing`,
    `not name ~ "brown cow"`. The signs are = != < <= > >= and ~ (contains); `and` binds closer
    than `or`, and quotes keep words together. Ctrl+F finds a text and goes from one to the next.

    Click a row to pick it; hold Ctrl to pick several, Shift to pick all up to there; Ctrl+A picks
    all. With the keys: arrows move, Space picks. Ctrl+C copies what is picked, for a spreadsheet
    or a text. The picked rows leave by **selected**, all of them, marked, by **data**: in the
    order they came, or, with **Send as shown**, only those that the filter keeps, in the order
    that is shown.
    """

    selected: Selection = setting((), "Selected", help="The rows that are sent on.")
    filter: str = setting("", "Filter", help=(
        "Show only the rows that contain a text, or that fulfill conditions such as size > 1000 "
        "and category = cow."))
    sort: tuple[str, ...] = setting((), "Sort by", help=(
        "Columns that decide the order, the first one before the second. A minus in front turns "
        "the order around: -size."))
    as_shown: bool = setting(False, "Send as shown", help=(
        "Send only the rows that the filter keeps, in the order that is shown. Otherwise all rows "
        "are sent in the order they came."))
    pictures: Literal["none", "small", "large"] = setting("small", "Pictures", cosmetic=True, help=(
        "How large the pictures in columns of pictures are."))
    bars: bool = setting(False, "Bars", cosmetic=True, help=(
        "Draw numbers as bars too: from the smallest to the largest of their column."))
    unfolded: tuple[str, ...] = setting((), "Unfolded vectors", cosmetic=True, help=(
        "Columns of vectors with a column for each number."))
    hidden: tuple[str, ...] = setting((), "Hidden columns", cosmetic=True, help=(
        "Columns that are not shown. They are sent on all the same."))
    keep_names: bool = setting(True, "Keep names in view", cosmetic=True, form=False, help=(
        "Leave the picture and the name of each row in view while the other columns are "
        "scrolled."))
    order: tuple[str, ...] = _kept("Order of columns", (
        "Columns in the order they are shown; the others come after them."))
    widths: tuple[str, ...] = _kept("Widths", (
        "Columns that were made wider or narrower, such as 120 size: pixels at 100 %, then the "
        "name of the column."))

    def compute(self, data: Table, run: Run = Run()) -> Outputs:
        sent = data
        if self.as_shown and (self.sort or self.filter):
            arranged = run.once(arrange, data, self.sort, self.filter)
            for note in arranged.notes:
                run.warn(note)
            sent = data.rows(arranged.rows)
        chosen = selected_rows(sent, self.selected)
        return Outputs(sent.rows(chosen) if chosen else None, with_selected(sent, chosen), data)

    def idle(self) -> tuple[str, ...]:
        """Settings that do not decide the result, as the others stand."""
        return () if self.as_shown else ("sort", "filter")

    def view(self, outputs: Outputs) -> Rows:
        return Rows(outputs.whole, self.selected, self.sort, self.filter, self.unfolded,
                    self.hidden, self.order, self.widths, self.bars, self.pictures, self.keep_names)

    def edits(self, gesture: Gesture) -> Self:
        match gesture:
            case Changed(name, value):
                known = name in setting_fields(self)
                return replace(self, **{name: value}) if known else self
            case Folded(item, shut):
                others = tuple(one for one in self.unfolded if one != item)
                return replace(self, unfolded=others if shut else (*others, item))
            case Clicked() | Boxed():
                now = self.selected if isinstance(self.selected, tuple) else ()
                return replace(self, selected=picked(now, gesture))
        return self

    def summary(self, outputs: Outputs) -> str:
        columns = sum(column.width for column in outputs.data.columns.values()) - 1
        count = len(outputs.data)
        total = f"{'1 row' if count == 1 else f'{count:,} rows'} × {columns:,}"
        return f"{total} · {len(outputs.selected):,} selected" if outputs.selected else total
