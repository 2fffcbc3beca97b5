"""Where the pictures of a table lie, when the table and the pictures may have moved together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

from satsuma.data.formats import PICTURE_SUFFIXES, suffix_of

_TRIED = 5
"""So many paths are looked for in a folder; asking for all would take long on a network."""

ON_THE_WEB = ("http://", "https://", "ftp://", "data:")


def are_pictures(paths: Iterable[str], folder: Path) -> bool:
    """Whether all look like a picture's file, and the first is one, seen from the folder."""
    paths = list(paths)
    return all(suffix_of(path) in PICTURE_SUFFIXES for path in paths) and \
        found_in(folder, paths[:1])


def folder_of(origin: str, paths: Sequence[str], home: Path) -> Path:
    """The folder that `origin` means, for a table in the folder `home`.

    Where it holds none of the paths, its last part and the paths themselves are looked for in the
    table's folder and the one above. Where that fails too it is the place that was written.
    """
    present = [path for path in paths if path][:_TRIED]
    given = _place(origin, home)
    tried = [given, *_moved(origin, home)] if origin else [home, home.parent]
    return next((one for one in tried if found_in(one, present)),
                next((one for one in tried if one.name == given.name and _is_folder(one)), given))


def found_in(folder: Path, paths: Sequence[str]) -> bool:
    """Whether one of these paths is a file below the folder."""
    try:
        return any((folder / path).is_file() for path in paths[:_TRIED])
    except (OSError, ValueError):  # too long a name, or one with a NUL
        return False


def _place(origin: str, home: Path) -> Path:
    return home / origin if origin else home


def _moved(origin: str, home: Path) -> Iterator[Path]:
    # A path with a drive or backslashes was written on Windows, wherever we are.
    pure = PureWindowsPath(origin) if "\\" in origin or origin[1:2] == ":" else \
        PurePosixPath(origin)
    for near in (home, home.parent):
        if pure.name and pure.name != "..":
            yield near / pure.name
        yield near


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except (OSError, ValueError):
        return False
