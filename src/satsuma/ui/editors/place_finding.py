"""What a typed place means, and how it may go on. Asks the disk, so it belongs into the background.
Knows no Qt."""

from __future__ import annotations

import os
from itertools import islice
from urllib.parse import unquote, urlsplit

from satsuma.data.names import escape, natural_key

MOST = 40
"""So many folders are offered."""

_LOOKED_AT = 20_000
"""Entries of a folder that are looked at for it."""


def spelled(text: str) -> str:
    """A typed or pasted text as a path: without quotes, `file://` and the sign for home."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    if text.startswith("file://"):
        text = unquote(urlsplit(text).path)
        if os.name == "nt":
            text = text.lstrip("/")
    return os.path.expanduser(text)


def folders_like(text: str) -> list[str]:
    """The folders whose paths begin as the text does, capitals alike; hidden ones if asked for."""
    path = spelled(text)
    if not os.path.isabs(path) or "\0" in path:
        return []
    above, start = os.path.split(path)
    try:
        with os.scandir(above) as entries:
            names = [entry.name for entry in islice(entries, _LOOKED_AT)
                     if _begins(entry.name, start) and _is_folder(entry)]
    except OSError:
        return []
    names.sort(key=lambda name: natural_key(escape(name)))
    return [os.path.join(above, name) for name in names[:MOST]]


def _begins(name: str, start: str) -> bool:
    return name.casefold().startswith(start.casefold()) and (
        start.startswith(".") or not name.startswith("."))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def meant(text: str) -> tuple[str, str]:
    """The path that a text means, and "" or why it cannot be used."""
    path = spelled(text)
    if not path or "\0" in path:
        return "", "Type the path of a folder or a picture."
    if not os.path.isabs(path):
        return path, "Type the whole path, from the top on or from ~, your own folder."
    path = os.path.normpath(path)
    if os.path.exists(path):
        return path, ""
    return path, (f"There is no folder “{escape(os.path.basename(path)) or path}” here. Look for "
                  "a typing mistake, or choose it with “Add folder…”.")
