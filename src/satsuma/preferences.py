"""Preferences: what a person has settled once for this computer, and the file they are kept in.

The file may have been written by another version of the program, or by hand: what this version
does not know stays in it, a wrong value is told and replaced by the standard one, and a file that
cannot be understood is set aside, never overwritten.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from satsuma.data.atomic import atomic_write
from satsuma.data.choices import (
    TRUTH,
    Choices,
    choose,
    from_record,
    one_of,
    preferences_file,
    read_record,
    ruled,
    whole,
)
from satsuma.problem import Problem


@dataclass(frozen=True)
class Preferences(Choices):
    """All of them, with their standard values; those of `Choices` also hold without a window.

    `scale` is in percent. The `quick_menu_…` say what opens the quick menu on the canvas.
    """

    theme: str = ruled("system", one_of("system", "light", "dark"))
    scale: int = ruled(100, whole(100, 300))
    motion: str = ruled("system", one_of("system", "on", "off"))
    quick_menu_double_click: bool = ruled(True, TRUTH)
    quick_menu_right_click: bool = ruled(True, TRUTH)
    quick_menu_space: bool = ruled(True, TRUTH)
    quick_menu_any_key: bool = ruled(False, TRUTH)
    port_names: bool = ruled(False, TRUTH)
    snap: bool = ruled(True, TRUTH)
    grid: bool = ruled(True, TRUTH)
    minimap: str = ruled("auto", one_of("auto", "on", "off"))
    start_page: bool = ruled(True, TRUTH)


class Loaded(NamedTuple):
    """Preferences as they were found, and what a person should hear about that."""

    value: Preferences
    problems: tuple[str, ...] = ()


def load() -> Loaded:
    """The preferences of this computer; they hold in this process from now on.

    A file that cannot be understood is set aside under another name, and that is told.
    """
    loaded = _loaded(preferences_file())
    choose(loaded.value)
    return loaded


def save(value: Preferences) -> None:
    """Keep the preferences; what else the file holds stays in it. Raises Problem when it fails."""
    file = preferences_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        others = _record_or_none(file) or {}
    except OSError as error:
        raise Problem(f"The preferences in “{file}” cannot be kept: {_reason(error)}. Make the "
                      "file and its folder readable and writable.") from error
    text = json.dumps(others | asdict(value), indent=2, ensure_ascii=True)
    with atomic_write(file) as opened:
        opened.write(f"{text}\n".encode())


def _loaded(file: Path) -> Loaded:
    try:
        record = read_record(file)
    except FileNotFoundError:
        return Loaded(Preferences())
    except OSError as error:
        return Loaded(Preferences(), (
            f"The preferences in “{file}” cannot be read: {_reason(error)}. The standard ones are "
            "used.",))
    except ValueError:
        return Loaded(Preferences(), (_aside(file),))
    value, problems = from_record(Preferences, record)
    return Loaded(value, tuple(f"In the preferences {each}" for each in problems))


def _aside(file: Path) -> str:
    try:
        kept = _set_aside(file)
    except OSError as error:
        return (f"The preferences in “{file}” are damaged and cannot be set aside: "
                f"{_reason(error)}. The standard ones are used.")
    return (f"The preferences were damaged. The standard ones are used, and the file is kept as "
            f"“{kept}”.")


def _record_or_none(file: Path) -> dict[str, Any] | None:
    """The record in the file; None where there is none, and a damaged file is set aside."""
    try:
        return read_record(file)
    except FileNotFoundError:
        return None
    except ValueError:
        _set_aside(file)
        return None


def _set_aside(file: Path) -> Path:
    """Give the file a name that no other has: `preferences-damaged.json`, `…-damaged-2.json` …"""
    for number in count(1):
        ending = "" if number == 1 else f"-{number}"
        target = file.with_name(f"{file.stem}-damaged{ending}{file.suffix}")
        if not target.exists():
            break
    file.rename(target)
    return target


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
