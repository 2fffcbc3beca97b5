"""Workflow files, `.ows`: Orange's XML dialect with settings as JSON; docs/file-format.md.

Reading is only reading: no entity is resolved, nothing is unpickled, nothing is run. What cannot
be taken over is told, with its line or node, and the rest still opens. Widgets that are unknown
here are kept as they stand and saved back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from satsuma.catalog import Catalog
from satsuma.data.atomic import atomic_write
from satsuma.problem import Problem
from satsuma.workflow.coordinates import read_number
from satsuma.workflow.model import Workflow
from satsuma.workflow.parsing import parsed
from satsuma.workflow.reading import Reading
from satsuma.workflow.writing import FORMAT, dumps

LARGEST = 64_000_000

_BEGINNING = 1_000_000
_SCHEME = re.compile(rb"""<scheme\b(?:"[^"]*"|'[^']*'|[^>"'])*>""")
_QUOTED = re.compile(rb"""("[^"]*"|'[^']*')""")


@dataclass(frozen=True)
class Opened:
    """A workflow from a file, and what could not be taken over."""

    workflow: Workflow
    problems: tuple[str, ...] = ()
    from_orange: bool = False
    """Whether Orange wrote the file; it cannot open what is saved here."""


def read_ows(file: Path, catalog: Catalog) -> Opened:
    """Read a workflow. Raises Problem when the file is no workflow at all."""
    try:
        if file.is_dir():
            raise Problem("This is a folder, not a workflow file.")
        if file.exists() and not file.is_file():
            raise Problem("This is no file that can be read to its end.")  # a pipe, a device
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise Problem(f"The file cannot be read: {(error.strerror or str(error)).lower()}.") \
            from error
    return loads(data, file.absolute().parent, catalog)


def write_ows(workflow: Workflow, file: Path) -> None:
    """Write a workflow: the file is the old one or the whole new one. Raises Problem."""
    with atomic_write(file) as opened:
        opened.write(dumps(workflow, file.absolute().parent).encode())


def loads(data: bytes, folder: Path, catalog: Catalog) -> Opened:
    """A workflow from the bytes of a file that lies in `folder`. Raises Problem."""
    if len(data) > LARGEST:
        raise Problem(f"This is no workflow: it is larger than {LARGEST // 1_000_000} MB.")
    root = parsed(data)
    if root.tag != "scheme":
        raise Problem(f"This is no workflow: it begins with <{root.tag[:40]}>, not with <scheme>.")
    if (version := root.get("version", "")) not in ("2.0", "2.1"):
        raise Problem(f"This workflow has version {version[:20]!r}; known are 2.0 and 2.1.")
    if (ours := read_number(root.get("satsuma", "0"))) is None:
        raise Problem("This workflow does not say with which version of Satsuma it was saved.")
    if ours > FORMAT:
        raise Problem("This workflow was saved by a newer version of Satsuma. Update Satsuma to "
                      "open it.")
    workflow, problems = Reading(root, folder, catalog).workflow()
    return Opened(workflow, problems, root.get("satsuma") is None)


def is_of_orange(file: Path) -> bool:
    """Whether the file that is there was written by Orange, as far as its beginning tells."""
    try:
        with file.open("rb") as opened:
            begin = _SCHEME.search(opened.read(_BEGINNING))
    except OSError:
        return False
    return begin is not None and b"satsuma" not in _QUOTED.sub(b"", begin[0])
