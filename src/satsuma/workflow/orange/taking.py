"""Taking over a widget that Orange saved: which widget it is here, and its settings checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from satsuma.problem import Problem
from satsuma.workflow.codec import check_setting
from satsuma.workflow.orange.around import Around
from satsuma.workflow.orange.counterparts import Counterpart
from satsuma.workflow.orange.foreign_settings import ForeignSettings, read_properties
from satsuma.workflow.orange.records import Unreadable
from satsuma.workflow.paths import made_absolute

ODD = "make no sense"
"""What is told of settings that nobody has thought of; a test looks for such."""

Tell = Callable[[str], None]
"""Takes what could not be taken over, in words."""


def foreign_settings(text: str, form: str, tell: Tell) -> ForeignSettings | None:
    """The settings in a file of Orange; None where there are none that can be read."""
    try:
        found = read_properties(text, form)
    except Unreadable as reason:
        tell(f"its settings cannot be read: {reason}. The defaults are used.")
        return None
    return ForeignSettings(found) if found else None


def taken_over(pair: Counterpart, cls: Any, settings: ForeignSettings | None, folder: Path,
               tell: Tell) -> Any:
    """Our widget with the settings of theirs."""
    if settings is None:
        return cls()
    values = _checked(cls, partial(pair.take, settings), tell)
    _tell_notes(settings, tell)
    return made_absolute(cls(**values), folder)


def settled(pair: Counterpart, widget: Any, settings: ForeignSettings, around: Around,
            tell: Tell) -> Any:
    """The widget with those settings too that depend on what stands around it."""
    values = _checked(type(widget), partial(pair.settle, settings, around), tell)
    _tell_notes(settings, tell)
    return replace(widget, **values) if values else widget


def _checked(cls: Any, find: Callable[[], Mapping[str, Any]], tell: Tell) -> dict[str, Any]:
    try:
        given = find()
    except Exception as error:  # noqa: BLE001 - settings of strangers may hold anything
        tell(f"its settings {ODD} ({type(error).__name__}). The defaults are used.")
        return {}
    values = {}
    for name, value in given.items():
        try:
            values[name] = check_setting(cls, name, value)
        except Problem as error:
            tell(f"{name}: {error} The default is used.")
    return values


def _tell_notes(settings: ForeignSettings, tell: Tell) -> None:
    for note in settings.notes:
        tell(note)
    settings.notes.clear()
