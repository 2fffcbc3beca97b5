"""File and Select Columns: Orange's settings as ours, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from satsuma.workflow.orange.counterparts import Counterpart, Port, Written, only_pickled
from satsuma.workflow.orange.file_address import address_of, path_of
from satsuma.workflow.orange.foreign_settings import ForeignSettings
from satsuma.workflow.orange.records import Record

_ROLES = ("feature", "target", "meta", "skip")
_KINDS = {"ContinuousVariable": "number", "DiscreteVariable": "category",
          "StringVariable": "text", "TimeVariable": "time"}
_CODES = {1: "category", 2: "number", 3: "text", 4: "time"}
_LISTS = {"attribute": "features", "class": "target", "meta": "meta", "available": "left_out"}
_OF_VECTOR = re.compile(r"n\d+")
_VECTOR = "embedding"


def _take_file(settings: ForeignSettings) -> Mapping[str, Any]:
    if settings.number("source", 0) == 1:
        if place := path_of(settings.text("url")):
            return {"path": place}
        settings.note("it reads from the web, which Satsuma does not. Download the file and choose "
                      "it.")
        return {}
    places = settings.places("recent_paths")
    if not places:
        settings.note("its file could not be read; choose it again.")
        return {}
    return {"path": places[0], "sheet": _sheet(settings), "columns": list(_edits(settings))}


def _sheet(settings: ForeignSettings) -> str:
    listed = settings.get("recent_paths")
    found = listed[0].field("sheet") if listed and isinstance(listed[0], Record) else ""
    return found if isinstance(found, str) else ""


def _edits(settings: ForeignSettings) -> Iterator[dict[str, str]]:
    """What was corrected: the columns as they were, beside the columns as they are."""
    for was, now in zip_longest(_columns_before(settings), _columns_now(settings)):
        if was is None or now is None:
            return
        name, kind, role = was
        after = {"name": name, "kind": now[1] if now[1] != kind else "",
                 "role": now[2] if now[2] != role else "",
                 "rename": now[0] if now[0] != name else ""}
        if any(after[key] for key in ("kind", "role", "rename")) and not _OF_VECTOR.fullmatch(name):
            yield after


def _columns_before(settings: ForeignSettings) -> Iterator[tuple[str, str, str]]:
    context = _context(settings)
    for part, role in (("attributes", "feature"), ("class_vars", "target"), ("metas", "meta")):
        listed = context.field(part) if context is not None else None
        for one in listed if isinstance(listed, tuple) else ():
            match one:
                case (str(name), list()):
                    yield name, "category", role
                case (str(name), int(code)):
                    yield name, _CODES.get(code, ""), role


def _columns_now(settings: ForeignSettings) -> Iterator[tuple[str, str, str]]:
    context = _context(settings)
    values = context.field("values") if context is not None else None
    editor = values.get("domain_editor") if isinstance(values, dict) else None
    listed = editor.get("variables") if isinstance(editor, dict) else None
    for one in listed if isinstance(listed, list) else ():
        match one:
            case [str(name), Record(name=kind), int(place), *_] if 0 <= place < len(_ROLES):
                yield name, _KINDS.get(kind.rpartition(".")[2], ""), _ROLES[place]
            case _:
                return


def _context(settings: ForeignSettings) -> Record | None:
    listed = settings.get("context_settings")
    first = listed[0] if isinstance(listed, list) and listed else None
    return first if isinstance(first, Record) else None


def _give_file(widget: Any) -> Written:
    notes = []
    address = address_of(widget.path)
    if address:
        notes.append(f"{only_pickled('the path of a file')}. It gets the address {address} "
                     "instead.")
    elif widget.path:
        notes.append(f"Orange cannot read “{widget.path}”; save the table as .csv or .xlsx and "
                     "choose it there.")
    if widget.sheet:
        notes.append(f"The sheet “{widget.sheet}” is left out; choose it there again.")
    if widget.columns or widget.ids is not None:
        notes.append("What was corrected of the columns is left out; correct it there again.")
    known = {"source": 1, "url": address, "recent_urls": [address]} if address else {}
    return Written(known, tuple(notes))


def _take_columns(settings: ForeignSettings) -> Mapping[str, Any]:
    hints = settings.of_context("domain_role_hints")
    lists: dict[str, list[tuple[int, str]]] = {}
    for key, value in hints.items() if isinstance(hints, dict) else ():
        match key, value:
            case (str(name), int()), (str(role), int(place)) if role in _LISTS:
                lists.setdefault(_LISTS[role], []).append((place, name))
    if settings.flag("ignore_new_features", False):
        settings.note("columns that come later have their own role here; they are not left out.")
    return {here: _in_order(found) for here, found in lists.items()}


def _in_order(found: list[tuple[int, str]]) -> list[str]:
    """The names by their places; the numbers of a vector become its one column."""
    names = [name for _, name in sorted(found)]
    vector = sum(bool(_OF_VECTOR.fullmatch(name)) for name in names) > 1
    return list(dict.fromkeys(_VECTOR if vector and _OF_VECTOR.fullmatch(name) else name
                              for name in names))


def _give_columns(widget: Any) -> Written:
    settled = widget.features or widget.target or widget.meta or widget.left_out
    told = (f"{only_pickled('the lists of columns')}. Move the columns there again.",) \
        if settled else ()
    return Written({"use_input_features": False, "ignore_new_features": False,
                    "auto_commit": True}, told)


FILES = (
    Counterpart(
        "Orange.widgets.data.owfile.OWFile", "satsuma.file", "File",
        outputs=(Port("data", "Data", "data"),), take=_take_file, give=_give_file),
    Counterpart(
        "Orange.widgets.data.owselectcolumns.OWSelectAttributes", "satsuma.select_columns",
        "Select Columns", inputs=(Port("data", "Data", "data"),),
        outputs=(Port("data", "Data", "data"),), take=_take_columns, give=_give_columns),
)
