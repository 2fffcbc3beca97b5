"""The file `.metadata` that Orange writes beside a table: `Name: the zoo`, a line for each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from satsuma.run import Run

_LARGEST = 1 << 20
_MOST_TOLD = 5


@dataclass(frozen=True)
class Metadata:
    """The name of the table, "" where it is not said, and what else is said, as sentences."""

    name: str = ""
    told: tuple[str, ...] = ()


def metadata_of(file: Path, run: Run) -> Metadata:
    """What the file beside the table says; nothing, with a warning, where it is no plain text."""
    beside = file.with_name(f"{file.name}.metadata")
    try:
        if not beside.is_file():
            return Metadata()
        data = beside.read_bytes() if beside.stat().st_size <= _LARGEST else b"\0"
        lines = data.decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError, ValueError):
        lines = ["\0"]
    if any("\0" in line for line in lines):
        run.warn(f"“{beside.name}” was not read, and nothing in it was run: it is no plain text. "
                 "The table itself is whole; only what was noted about it is missing.")
        return Metadata()
    pairs = [(key.strip(), value.strip()) for key, sign, value in
             (line.partition(":") for line in lines) if sign]
    name = next((value for key, value in pairs if key.lower() == "name"), "")
    told = tuple(f"{key}: {value}" for key, value in pairs if key.lower() != "name" and value)
    return Metadata(name, told[:_MOST_TOLD])
