"""Columns whose kind stands in the header of their file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

from satsuma.data.annotations import MISSING_VALUES, Annotation
from satsuma.data.column import Column, Kind, Role, categorical, images, numbers, texts, times
from satsuma.data.number_text import lenient_numbers_from, times_from
from satsuma.data.picture_folder import ON_THE_WEB, folder_of
from satsuma.run import Run


def noted_column(note: Annotation, cells: Sequence[str], name: str, home: Path,
                 run: Run) -> Column | None:
    """The column that the header speaks of; None where it leaves the kind open, or is wrong."""
    role = note.purpose if isinstance(note.purpose, Role) else Role.META
    if note.is_weight:
        run.warn(f"“{name}” holds weights of rows, which Satsuma does not use; it is kept as a "
                 "meta column.")
    if note.is_image:
        return _pictures(note, cells, name, home, run).with_role(role)
    match note.kind:
        case Kind.NUMBER:
            values = lenient_numbers_from(cells)
            if values is not None:
                return numbers(values, role)
            _warn(name, "numbers", run)
        case Kind.TIME:
            moments = times_from(cells)
            if moments is not None:
                return times(moments, role)
            _warn(name, "times", run)
        case Kind.CATEGORY:
            return replace(_categories(note, cells), role=role)
        case Kind.TEXT:
            return texts(cells, role)
    return None


def _warn(name: str, what: str, run: Run) -> None:
    run.warn(f"The header says that “{name}” holds {what}, but not all are; its kind is guessed.")


def _categories(note: Annotation, cells: Sequence[str]) -> Column:
    missing = MISSING_VALUES.difference(note.categories)
    words = ["" if cell in missing else cell for cell in cells]
    found = set(words).difference(note.categories, [""])
    from natsort import natsorted

    return categorical(words, categories=[*filter(None, note.categories), *natsorted(found)])


def _pictures(note: Annotation, cells: Sequence[str], name: str, home: Path, run: Run) -> Column:
    origin = note.attributes.get("origin", "")
    web = origin.startswith(ON_THE_WEB)
    if web or any(cell.startswith(ON_THE_WEB) for cell in cells):
        run.warn(f"The pictures of “{name}” lie on the web. Satsuma does not download pictures; "
                 "their addresses are kept as texts.")
        base = origin.rstrip("/") + "/"
        return texts([urljoin(base, cell) if cell and web else cell for cell in cells])
    words = ["" if cell in ("?", "~") else cell for cell in cells]
    return images(words, folder_of(origin, words, home))
