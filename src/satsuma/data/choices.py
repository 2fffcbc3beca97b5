"""Choices: what a person has settled once for this computer, as far as files and computing go.

They are the part of the preferences that also counts without a window. The file is read on first
use, so that the command line, a script and a notebook obey it too; a window that changes them says
so with `choose`, and all that runs follows at once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, TypeVar

from platformdirs import user_cache_path, user_config_path, user_data_path

C = TypeVar("C", bound="Choices")


NO_HOME = Path(os.devnull, "no home folder")
"""Stands for the home folder of somebody who has none: nothing can be there, whoever asks."""


@dataclass(frozen=True)
class Rule:
    """What a field may be: `allows` says whether a value will do, `words` says it to a person."""

    allows: Callable[[Any], bool]
    words: str


def one_of(*allowed: str) -> Rule:
    return Rule(lambda value: isinstance(value, str) and value in allowed,
                f"one of {', '.join(f'“{each}”' for each in allowed)}")


def whole(least: int, most: int) -> Rule:
    return Rule(lambda value: type(value) is int and least <= value <= most,
                f"a whole number from {least:,} to {most:,}")


def number(least: int, most: int) -> Rule:
    return Rule(lambda value: type(value) in (int, float) and least <= value <= most,
                f"a number from {least:,} to {most:,}")


def _is_folder(value: Any) -> bool:
    if not isinstance(value, str) or "\0" in value:
        return False
    try:
        return not value or Path(value).expanduser().is_absolute()
    except RuntimeError:  # the home folder of somebody who is not there
        return False


TRUTH = Rule(lambda value: type(value) is bool, "true or false")
FOLDER = Rule(_is_folder, "the whole path of a folder, or nothing")
TEXT = Rule(lambda value: isinstance(value, str), "a text")


def ruled(default: Any, rule: Rule) -> Any:
    """A field of a dataclass with a default and what it may be."""
    return field(default=default, metadata={"rule": rule})


@dataclass(frozen=True)
class Choices:
    """Folders (“” is the standard one), the device that networks run on (“” is the best there
    is), how much memory results may take (in MB) and how large the cache may grow (in GB)."""

    weights_folder: str = ruled("", FOLDER)
    shared_weights_folder: str = ruled("", FOLDER)
    cache_folder: str = ruled("", FOLDER)
    device: str = ruled("", TEXT)
    memory_limit: int = ruled(2_000, whole(100, 1_000_000))
    cache_limit: float = ruled(10, number(0, 100_000))


def own_folder(kind: Literal["cache", "config", "data"], named: str | None) -> Path:
    """The named folder, else where the system wants files of that kind.

    Somebody without a home folder has none of these either: the program goes on without them.
    """
    if named:
        return expanded(Path(named))
    usual = {"cache": user_cache_path, "config": user_config_path, "data": user_data_path}[kind]
    try:
        return expanded(usual("satsuma", appauthor=False))
    except RuntimeError:  # so says platformdirs where there is no home
        return NO_HOME / kind


def expanded(path: Path) -> Path:
    """The path with its “~” resolved.

    Without a home folder it leads nowhere, and not to a folder called “~” wherever the program
    was started.
    """
    found = Path(os.path.expanduser(path))
    return NO_HOME.joinpath(*found.parts[1:]) if found.parts[:1] == ("~",) else found


def preferences_file() -> Path:
    """Where preferences are kept; `SATSUMA_CONFIG` names another folder for them."""
    return own_folder("config", os.environ.get("SATSUMA_CONFIG")) / "preferences.json"


def read_record(file: Path) -> dict[str, Any]:
    """The record that a file of preferences holds.

    Raises OSError when it cannot be read, ValueError when it holds something else.
    """
    try:
        record = json.loads(file.read_text(encoding="utf-8-sig"))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(record, dict):
        raise ValueError("no record")
    return record


def from_record(kind: type[C], record: Mapping[str, Any]) -> tuple[C, tuple[str, ...]]:
    """The choices that a record makes, and what was wrong: there the standard value stands."""
    good: dict[str, Any] = {}
    problems = []
    for each in fields(kind):
        if each.name not in record:
            continue
        rule: Rule = each.metadata["rule"]
        if rule.allows(record[each.name]):
            good[each.name] = record[each.name]
        else:
            problems.append(f"“{each.name}” is {_shown(record[each.name])} and has to be "
                            f"{rule.words}. {_shown(each.default)} is used instead.")
    return kind(**good), tuple(problems)


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f"“{text if len(text) <= 60 else text[:60] + '…'}”"


def choices() -> Choices:
    """The choices that hold in this process."""
    file = preferences_file()
    found = _chosen.get(file)
    # `setdefault`, because somebody may have chosen while the file was read.
    return found if found is not None else _chosen.setdefault(file, _kept(file)[0])


def complaint() -> str:
    """What is wrong with the file, in a sentence for whoever opens no window; "" when nothing."""
    file = preferences_file()
    problems = _kept(file)[1]
    return f"The preferences in “{file}”: {' '.join(problems)}" if problems else ""


def choose(value: Choices) -> None:
    """From now on these choices hold in this process."""
    _chosen[preferences_file()] = value


def _kept(file: Path) -> tuple[Choices, tuple[str, ...]]:
    try:
        return from_record(Choices, read_record(file))
    except FileNotFoundError:
        return Choices(), ()
    except OSError as error:
        return Choices(), (f"they cannot be read ({(error.strerror or str(error)).lower()}), so "
                           "the standard ones are used.",)
    except ValueError:  # the window sets the file aside
        return Choices(), ("they are damaged, so the standard ones are used. Mend the file, or "
                           "delete it.",)


_chosen: dict[Path, Choices] = {}
