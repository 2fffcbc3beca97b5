"""Places on disk in settings: absolute in memory, relative to the file when saved."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from typing import Any

from satsuma.widget import setting_fields

_SLASHES = ("/", "\\")
_BETWEEN = re.compile(r"[/\\]+")


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
    return os.path.abspath(os.path.join(folder, text))


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
    begins = text[1:2] == ":" or (text[:1] in _SLASHES and text[1:2] in _SLASHES)
    return begins and os.name != "nt" and PureWindowsPath(text).is_absolute()


def far_place(widget: Any, folder: Path) -> str:
    """A place on another computer than the file's, which a widget names; "" where there is none.

    Windows logs on to a computer by merely looking whether something is there: a file from a
    stranger must not make it do that.
    """
    values = (getattr(widget, name) for name in _places(widget))
    texts = (text for value in values
             for text in ((value,) if isinstance(value, str) else value or ()))
    near = computer_of(str(folder))
    return next((text for text in texts if computer_of(text) not in ("", near)), "")


def computer_of(text: str, windows: bool = os.name == "nt") -> str:
    r"""The computer of a path like `\\computer\share`; "" for one on this computer."""
    if not windows or text[:1] not in _SLASHES or text[1:2] not in _SLASHES:
        return ""
    parts = [part for part in _BETWEEN.split(text.lower()) if part]
    if parts and parts[0] in ("?", "."):
        return parts[2] if parts[1:2] == ["unc"] and len(parts) > 2 else ""
    return parts[0] if parts else ""


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
