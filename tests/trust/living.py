"""Files that do not hold still: they change, go or refuse while they are read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from satsuma.algorithms import picture_reader
from satsuma.data.outcome import State
from tests.picture_bytes import encoded, photograph

Change = Callable[[Path], None]


def grow(file: Path) -> None:
    with file.open("ab") as stream:
        stream.write(b"more")


def shrink(file: Path) -> None:
    os.truncate(file, os.stat(file).st_size // 2)


def go(file: Path) -> None:
    file.unlink()


def become_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def become_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def become_link(file: Path) -> None:
    file.unlink()
    file.symlink_to(file)


REREAD = "the file changes while it is read; try again when it is finished"
HALF = "#% of the picture is missing"

BEFORE: dict[str, tuple[Change, State, str]] = {
    "grew.png": (grow, "fine", ""),
    "shrank.png": (shrink, "repaired", HALF),
    "went.png": (go, "refused", "the file is missing"),
    "became a folder.png": (become_folder, "refused", "a folder, not a file"),
    "became a pipe.png": (become_pipe, "refused", "not a file"),
    "became a circle.png": (become_link, "refused", "too many levels of symbolic links"),
}
"""What happens between import and embedding, and what becomes of the picture."""

MEANWHILE: dict[str, tuple[Change, int, State, str]] = {
    "grows once.png": (grow, 1, "fine", ""),
    "grows on and on.png": (grow, 99, "refused", REREAD),
    "shrinks.png": (shrink, 1, "repaired", HALF),
    "goes.png": (go, 1, "refused", "the file is missing"),
    "becomes a folder.png": (become_folder, 1, "refused", "a folder, not a file"),
    "becomes a pipe.png": (become_pipe, 1, "refused", "not a file"),
}
"""What happens so many times just before the file is opened."""

REFUSING = {
    "locked.png": (PermissionError(13, "Permission denied"), "no permission to read the file"),
    "bad disk.png": (OSError(5, "Input/output error"), "input/output error"),
}
"""What opening the file raises, whoever runs the test."""


def write_living(folder: Path) -> None:
    """All these files, each a picture of its own."""
    for seed, name in enumerate((*BEFORE, *MEANWHILE, *REFUSING)):
        (folder / name).write_bytes(encoded(photograph(seed=seed), "PNG"))


def expected() -> dict[str, tuple[State, str]]:
    """State and words of each by name."""
    return ({name: (state, told) for name, (_, state, told) in BEFORE.items()}
            | {name: (state, told) for name, (_, _, state, told) in MEANWHILE.items()}
            | {name: ("refused", words) for name, (_, words) in REFUSING.items()})


def refuse_some(patch: pytest.MonkeyPatch) -> None:
    """Opening the files in `REFUSING` fails from now on."""
    true_open = os.open

    def open_or_not(path, *args, **options):
        error, _ = REFUSING.get(os.path.basename(path) if isinstance(path, str | Path) else "",
                                (None, ""))
        if error is not None:
            raise error
        return true_open(path, *args, **options)

    patch.setattr(os, "open", open_or_not)


def change_meanwhile(patch: pytest.MonkeyPatch) -> None:
    """The files in `MEANWHILE` change at the worst moment, just before they are opened."""
    true_digest = picture_reader.content_digest
    left = {name: times for name, (_, times, _, _) in MEANWHILE.items()}

    def digest(file: Path) -> str:
        if left.get(file.name, 0) > 0:
            left[file.name] -= 1
            MEANWHILE[file.name][0](file)
        return true_digest(file)

    patch.setattr(picture_reader, "content_digest", digest)
