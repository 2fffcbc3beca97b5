"""Concatenate, Merge Data, Data Sampler, Data Info: Orange's settings as ours, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from satsuma.workflow.orange.around import Around
from satsuma.workflow.orange.condition_widgets import give_rows, take_rows
from satsuma.workflow.orange.counterparts import Counterpart, Port, Written
from satsuma.workflow.orange.foreign_settings import ForeignSettings

ROLES = ("target", "feature", "meta")
KEEPS = ("data", "matches", "both")
METHODS = ("share", "number", "folds", "bootstrap")
_PRIMARY = "primary_data"
_ROW_IDS = {"Row index": 0, "Instance id": 1}


def _take_concatenate(settings: ForeignSettings) -> Mapping[str, Any]:
    if settings.flag("ignore_names", False):
        settings.note("columns are put together by their names here, not by their places.")
    return {"columns": settings.word("merge_type", ("all", "common"), 0),
            "source": settings.flag("append_source_column", False),
            "source_name": settings.text("source_attr_name") or "Source ID",
            "source_role": settings.word("source_column_role", ROLES, 0)}


def _settle_concatenate(settings: ForeignSettings, around: Around) -> Mapping[str, Any]:
    """Orange's primary table comes first, and has the say over the columns, whatever is set."""
    if not around.entered_by(_PRIMARY):
        return {}
    settings.note("its primary table alone decided which columns there are; here the columns of "
                  "all tables stay. Take others away with Select Columns.")
    return {"columns": "all"}


def _give_concatenate(widget: Any) -> Written:
    notes = []
    if widget.leave_out:
        notes.append("Orange keeps repeated rows.")
    if widget.name:
        notes.append("The name of the table is left out.")
    return Written({
        "merge_type": ("all", "common").index(widget.columns), "auto_commit": True,
        "append_source_column": widget.source, "source_attr_name": widget.source_name or "Source",
        "source_column_role": ROLES.index(widget.source_role)}, tuple(notes))


def _take_merge(settings: ForeignSettings) -> Mapping[str, Any]:
    pairs = settings.of_context("attr_pairs")
    keys = [_pair(one) for one in pairs] if isinstance(pairs, list) else []
    if None in keys:
        settings.note("what its rows are matched by could not be read; choose the columns again.")
    if any(name == "Row index" for one in pairs or () if isinstance(one, list | tuple)
           for name in map(_name, one)):
        settings.note("rows were matched by their places; here they are matched by their ids.")
    return {"keep": settings.word("merging", KEEPS, 0),
            "keys": [] if None in keys else keys}


def _pair(encoded: Any) -> dict[str, str | None] | None:
    """Two columns, or row ids, as Orange keeps them: each a name with the number of its type."""
    if not (isinstance(encoded, list | tuple) and len(encoded) == 2 and all(map(_name, encoded))):
        return None
    here, there = (None if _name(one) in _ROW_IDS else _name(one) for one in encoded)
    return {"data": here, "extra": there}


def _name(encoded: Any) -> str:
    good = isinstance(encoded, tuple) and len(encoded) == 2 and isinstance(encoded[0], str)
    return encoded[0] if good else ""


def _give_merge(widget: Any) -> Written:
    plain: dict[str, Any] = {"merging": KEEPS.index(widget.keep), "auto_apply": True}
    notes = []
    if widget.repeated == "refuse":
        notes.append("Repeated keys are taken as Orange takes them.")
    if widget.loose:
        notes.append("Orange's keys match letter by letter, with their capitals and spaces.")
    if any(None in pair for pair in widget.keys):
        notes.append("Orange's rows have no ids that stay; choose there what rows are matched by.")
    elif widget.keys:
        # In the form of version 1, which needs no record of the data that was there.
        plain["attr_pairs"] = (True, True, [tuple(pair) for pair in widget.keys])
    return Written(plain, tuple(notes))


def _take_sampler(settings: ForeignSettings) -> Mapping[str, Any]:
    method = settings.word("sampling_type", METHODS, 0)
    folds = min(max(settings.number("number_of_folds", 10), 2), 100)
    if settings.flag("stratify", False):
        settings.note("it drew the same share of each class; choose that column under “Same "
                      "shares of”.")
    if not settings.flag("use_seed", True):
        settings.note("it drew other rows each time; here a seed draws the same ones, until you "
                      "draw again.")
    if method == "folds" and settings.flag("compatibility_mode", False):
        settings.note("its outputs were the other way around: sample and rest have changed places.")
    settings.note("the rows are drawn in another way than Orange's, so they are others.")
    return {"method": method, "folds": folds,
            "share": min(max(settings.number("sampleSizePercentage", 70), 0), 100),
            "number": min(max(settings.number("sampleSizeNumber", 1), 1), 1_000_000),
            "repeats": settings.flag("replacement", False),
            "fold": min(max(settings.number("selectedFold", 1), 1), folds)}


def _give_sampler(widget: Any) -> Written:
    notes = ["Orange draws in another way, so the rows are others."]
    if widget.by is not None:
        notes.append("Orange can give the same share of each class only, not of another column.")
    return Written({
        "sampling_type": METHODS.index(widget.method), "sampleSizePercentage": widget.share,
        "sampleSizeNumber": widget.number, "replacement": widget.repeats, "use_seed": True,
        "number_of_folds": widget.folds, "selectedFold": widget.fold,
        "stratify": widget.by is not None, "compatibility_mode": False}, tuple(notes))


_DATA = Port("data", "Data", "data")
_FRONT = "Orange.widgets.data"

ROWS = (
    Counterpart(
        f"{_FRONT}.owconcatenate.OWConcatenate", "satsuma.concatenate", "Concatenate",
        inputs=(Port("additional_data", "Additional Data", "data"),
                Port(_PRIMARY, "Primary Data", "data", first=True)),
        outputs=(_DATA,), take=_take_concatenate, give=_give_concatenate,
        settle=_settle_concatenate),
    Counterpart(
        f"{_FRONT}.owmergedata.OWMergeData", "satsuma.merge_data", "Merge Data",
        inputs=(_DATA, Port("extra_data", "Extra Data", "extra")), outputs=(_DATA,),
        take=_take_merge, give=_give_merge),
    Counterpart(
        f"{_FRONT}.owselectrows.OWSelectRows", "satsuma.select_rows", "Select Rows", version=2,
        inputs=(_DATA,),
        outputs=(Port("matching_data", "Matching Data", "matching"),
                 Port("unmatched_data", "Unmatched Data", "unmatched"),
                 Port("annotated_data", "Data", "data")),
        take=take_rows, give=give_rows),
    Counterpart(
        f"{_FRONT}.owdatasampler.OWDataSampler", "satsuma.data_sampler", "Data Sampler", version=2,
        inputs=(_DATA,),
        outputs=(Port("data_sample", "Data Sample", "sample"),
                 Port("remaining_data", "Remaining Data", "rest")),
        take=_take_sampler, give=_give_sampler),
    Counterpart(
        f"{_FRONT}.owdatainfo.OWDataInfo", "satsuma.data_info", "Data Info", inputs=(_DATA,)),
)
