"""The second file beside a .csv or .tsv: kinds, roles and all else that plain text cannot say.

`animals.csv` stays what every program reads: one row of names, then the values. What it cannot say
stands in `animals.csv.satsuma.json`. Without that file the table still opens; kinds and roles are
guessed then (see `guess`). We chose this over flags in the header, or three header rows as Orange
writes them, since other programs take those for names and values.

The second file is believed column by column, as far as it fits. When the table was changed
elsewhere, columns that it does not speak of, and those whose values are no longer of their kind,
are guessed, with a warning. Passports are only believed when the vectors are the very ones that
were written, in whatever order; otherwise they are dropped, with a warning.
"""

from __future__ import annotations

from pathlib import Path

from satsuma.data.atomic import atomic_write
from satsuma.data.table_record import TableRecord, from_json, to_json
from satsuma.problem import Problem
from satsuma.run import Run

_LARGEST = 256 << 20


def side_file(file: Path) -> Path:
    """Where the second file of a table is."""
    return file.with_name(f"{file.name}.satsuma.json")


def check_side(file: Path) -> None:
    """Raise Problem when writing would replace a file that is none of ours."""
    side = side_file(file)
    try:
        if not side.exists():
            return
        ours = b'"satsuma"' in side.read_bytes()[:64]
    except OSError as error:
        raise Problem(f"“{side}” cannot be written: {(error.strerror or str(error)).lower()}.") \
            from error
    if not ours:
        raise Problem(f"“{side}” is needed for the kinds and roles of the columns, but a file of "
                      "that name is there already. Move it, or choose another name.")


def write_side(record: TableRecord, file: Path) -> None:
    with atomic_write(side_file(file)) as opened:
        opened.write(to_json(record, indent=1).encode() + b"\n")


def read_side(file: Path, run: Run) -> TableRecord | None:
    """What the second file says; None, with a warning where there is one, when it says nothing."""
    side = side_file(file)
    try:
        if side.stat().st_size > _LARGEST:
            run.warn(f"“{side.name}” is far too large and was not read.")
            return None
        return from_json(side.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError, Problem) as error:
        run.warn(f"“{side.name}” was not read, so kinds and roles are guessed. {error}")
        return None
