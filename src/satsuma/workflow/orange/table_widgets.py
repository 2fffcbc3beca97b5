"""Data Table: Orange's settings as ours, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from satsuma.data.order import read_sort_key, sort_key
from satsuma.workflow.orange.around import Around
from satsuma.workflow.orange.counterparts import Counterpart, Port, Written
from satsuma.workflow.orange.foreign_settings import ForeignSettings, plain, rows_of


def _take_table(settings: ForeignSettings) -> Mapping[str, Any]:
    return {"sort": _sorting(settings), "bars": settings.flag("show_distributions", False)}


def _settle_table(settings: ForeignSettings, around: Around) -> Mapping[str, Any]:
    """The picked rows. With none picked Orange sends all of them, sorted as they are shown."""
    kept = settings.get("stored_selection")
    places = kept.get("rows") if isinstance(kept, dict) else None
    if not (isinstance(places, list) and places):
        if not around.sends("selected"):
            return {}
        return {"selected": "all", "as_shown": bool(_sorting(settings))}
    if not settings.flag("select_rows", True):
        settings.note("only some columns of the selected rows were sent on; here it is all of "
                      "them. Select Columns leaves columns out.")
    rows = rows_of(places)
    ids = around.row_ids(rows) if rows is not None else None
    if ids is None:
        settings.note("the selected rows are not taken over: Orange keeps them by their places, "
                      "which do not say which rows they were. Select them again.")
        return {}
    return {"selected": list(ids)}


def _sorting(settings: ForeignSettings) -> list[str]:
    stored = settings.get("stored_sort")
    pairs = [one for one in stored if isinstance(one, tuple) and len(one) == 2] \
        if isinstance(stored, list) else []
    # Orange keeps what was clicked last at the end, and sorts by that first.
    return [sort_key(column, plain(way) == -1) for name, way in reversed(pairs)
            if (column := _column(name))]


def _column(encoded: Any) -> str:
    r"""The name of a column; "" for what is none. One that begins with \ has another \ in front,
    and a single \ begins the name of many columns that are shown as one.
    """
    if not isinstance(encoded, str) or (encoded[:1] == "\\" and encoded[:2] != "\\\\"):
        return ""
    return encoded.removeprefix("\\") if encoded[:2] == "\\\\" else encoded


def _encoded(column: str) -> str:
    return f"\\{column}" if column.startswith("\\") else column


def _give_table(widget: Any) -> Written:
    notes = []
    if widget.filter:
        notes.append("Orange's table has no filter; use Select Rows there.")
    if widget.selected and widget.selected != "all":
        notes.append("The selected rows are left out: Orange keeps them by their places.")
    if widget.unfolded or widget.hidden or widget.pictures != "small":
        notes.append("Orange's table shows all columns, and no pictures.")
    sorting = [(_encoded(name), -1 if descending else 1)
               for name, descending in map(read_sort_key, reversed(widget.sort))]
    if widget.sort and not widget.as_shown:
        notes.append("Orange sends the rows sorted as they are shown.")
    sends_all = {} if widget.selected else {
        "selected": "As long as no rows are selected, Orange sends all of them."}
    return Written({"stored_sort": sorting, "show_distributions": widget.bars,
                    "stored_selection": {"rows": [], "columns": []}, "select_rows": True,
                    "auto_commit": True}, tuple(notes), sends_all)


TABLES = (
    Counterpart(
        "Orange.widgets.data.owtable.OWTable", "satsuma.data_table", "Data Table",
        inputs=(Port("data", "Data", "data"),),
        outputs=(Port("selected_data", "Selected Data", "selected"),
                 Port("annotated_data", "Data", "data")),
        take=_take_table, give=_give_table, settle=_settle_table),
)
