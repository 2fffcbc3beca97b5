"""Places on disk in settings: absolute in memory, relative to the file when saved."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from satsuma.widget import setting_fields


def made_absolute(widget: Any, folder: Path, only: str | None = None) -> Any:
    """The widget with its places on disk (or one of them) understood as below `folder`."""
    return _mapped(widget, lambda text: absolute(text, folder), only)


def made_relative(widget: Any, folder: Path) -> Any:
    """The widget with its places on disk as seen from `folder`."""
    return _mapped(widget, lambda text: relative(text, folder), None)


def absolute(text: str, folder: Path) -> str:
    """The full path; `~` is the home folder; nothing stays nothing."""
    if not text:
        return text
    return os.path.normpath(folder.absolute() / Path(text).expanduser())


def relative(text: str, folder: Path) -> str:
    """The path from `folder`, with `/` and `..`; the full path where it is on another drive."""
    if not text:
        return text
    try:
        return Path(os.path.relpath(text, folder.absolute())).as_posix()
    except ValueError:
        return Path(text).as_posix()


def _mapped(widget: Any, change: Callable[[str], str], only: str | None) -> Any:
    changes = {}
    for name, field in setting_fields(widget).items():
        if field.metadata.get("path") and only in (None, name):
            value = getattr(widget, name)
            changes[name] = (tuple(change(text) for text in value) if isinstance(value, tuple)
                             else change(value) if isinstance(value, str) else value)
    return replace(widget, **changes) if changes else widget
