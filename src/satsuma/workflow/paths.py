"""Places on disk in settings: absolute in memory, relative to the file when saved."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from typing import Any

from satsuma.widget import setting_fields


def made_absolute(widget: Any, folder: Path) -> Any:
    """The widget with its places on disk understood as seen from `folder`."""
    return _mapped(widget, lambda text: absolute(text, folder), _places(widget))


def made_relative(widget: Any, folder: Path) -> Any:
    """The widget with its places on disk as seen from `folder`."""
    return _mapped(widget, lambda text: relative(text, folder), _places(widget))


def typed(widget: Any, name: str, folder: Path) -> Any:
    """The widget after a person typed this setting: `~` is the home folder, as in a terminal."""
    places = [name] if name in _places(widget) else []
    return _mapped(widget, lambda text: absolute(os.path.expanduser(text), folder), places)


def absolute(text: str, folder: Path) -> str:
    """The full path; nothing stays nothing, and a path of another system stays as it is."""
    if not text or is_foreign(text):
        return text
    return os.path.normpath(folder.absolute() / text)


def relative(text: str, folder: Path) -> str:
    """The path from `folder`, with `/` and `..`; the full path where it is on another drive."""
    if not text or is_foreign(text):
        return text
    try:
        seen = Path(os.path.relpath(text, folder.absolute())).as_posix()
    except ValueError:
        return Path(text).as_posix()
    return f"./{seen}" if is_foreign(seen) else seen


def is_foreign(text: str) -> bool:
    """Whether this is a full path of Windows, seen elsewhere: nothing here leads there."""
    return os.name != "nt" and PureWindowsPath(text).is_absolute()


def _places(widget: Any) -> list[str]:
    return [name for name, field in setting_fields(widget).items() if field.metadata.get("path")]


def _mapped(widget: Any, change: Callable[[str], str], names: list[str]) -> Any:
    changes: dict[str, Any] = {}
    for name in names:
        value = getattr(widget, name)
        if isinstance(value, tuple):
            changes[name] = tuple(change(text) for text in value)
        elif isinstance(value, str):
            changes[name] = change(value)
    return replace(widget, **changes) if changes else widget
