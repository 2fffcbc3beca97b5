"""Files as addresses, `file:///home/ana/a.csv`: how Orange keeps one without a pickle."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import unquote, urlsplit

READ = (".csv", ".tsv", ".tab", ".xlsx", ".csv.gz", ".tsv.gz", ".tab.gz")
"""Files that both programs read."""


def address_of(path: str) -> str:
    """The address of a file that Orange can read; "" where it cannot, or where the place is none.
    """
    if not path.lower().endswith(READ):
        return ""
    place = PurePosixPath(path) if path.startswith("/") else PureWindowsPath(path)
    try:
        return place.as_uri() if place.is_absolute() else ""
    except UnicodeError:
        return ""  # a name that is no Unicode


def path_of(address: str) -> str:
    """The file at an address; "" where it is on another computer, or no file."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        return ""
    path = unquote(parts.path, errors="surrogateescape")
    drive = path[2:3] == ":" and path[3:4] == "/"
    if "\0" in path or path.startswith("//"):
        return ""
    return path[1:] if drive else path
