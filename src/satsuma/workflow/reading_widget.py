"""Reading one widget and its settings from a workflow file."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from satsuma.catalog import Catalog
from satsuma.problem import Problem
from satsuma.widget import setting_fields
from satsuma.workflow.codec import check_setting
from satsuma.workflow.orange.counterparts import Counterpart, from_there
from satsuma.workflow.orange.foreign_settings import ForeignSettings
from satsuma.workflow.orange.taking import foreign_settings, taken_over
from satsuma.workflow.paths import made_absolute
from satsuma.workflow.unknown import Unknown

_OURS = ("id", "title", "position", "auto")
"""What of a node is kept in `Node`; an unknown widget keeps all else."""


_PRICE = 4
"""Settings of Orange take several times as long to read as JSON."""

_MOST_STRANGE = 20
"""Settings that a widget does not have: so many are told of one by one."""


@dataclass
class SettingsBudget:
    """How many letters of settings may still be read from one file.

    Reading JSON takes twenty times its size of memory; no lesson needs more than this.
    """

    left: int = 8_000_000

    def take(self, letters: int) -> None:
        """Raises Problem when there is no more."""
        if letters > self.left:
            raise Problem(f"its settings are too large ({letters:,} letters)")
        self.left -= letters


class ReadWidget(NamedTuple):
    """A widget; and where it takes the place of one of Orange, the pair, and what Orange kept."""

    widget: Any
    pair: Counterpart | None = None
    foreign: ForeignSettings | None = None


@dataclass(frozen=True)
class SavedWidget:
    """A widget as it stands in the file; `tell` takes what could not be taken over."""

    element: ET.Element
    properties: ET.Element | None
    tell: Callable[[str], None]
    budget: SettingsBudget

    def read(self, catalog: Catalog, folder: Path) -> ReadWidget:
        """The widget; an Unknown, which keeps everything, where it cannot be used."""
        name = self.element.get("qualified_name", "")
        cls = catalog.widgets.get(name)
        try:
            if (pair := self.counterpart(catalog)) is not None:
                return self._taken_over(pair, catalog.widgets[pair.here], folder)
            if cls is None:
                raise Problem(_missing(name))
            return ReadWidget(made_absolute(self._known(cls, self._version(cls)), folder))
        except Problem as error:
            reason = f"it cannot be used: {str(error).rstrip('.')}. It is kept as it is."
            self.tell(reason)
            return ReadWidget(self._unknown(reason[0].upper() + reason[1:]))

    def _taken_over(self, pair: Counterpart, cls: Any, folder: Path) -> ReadWidget:
        text, form = self._properties_text()
        self.budget.take(_PRICE * len(text))
        settings = foreign_settings(text, form, self.tell)
        return ReadWidget(taken_over(pair, cls, settings, folder, self.tell), pair, settings)

    def counterpart(self, catalog: Catalog) -> Counterpart | None:
        """What takes the place of a widget of Orange; None where that is not needed or not there.
        """
        name = self.element.get("qualified_name", "")
        pair = None if name in catalog.widgets else from_there(name)
        return pair if pair is not None and pair.here in catalog.widgets else None

    def _version(self, cls: Any) -> int:
        text = self.element.get("version") or "1"
        if not (text.isascii() and text.isdigit() and int(text[:9]) >= 1):
            raise Problem(f"its version {text[:20]!r} is no number")
        version = int(text[:9])
        if version > cls.spec.version:
            raise Problem("it was saved by a newer version of Satsuma. Update Satsuma")
        return version

    def _known(self, cls: Any, version: int) -> Any:
        settings = self._settings()
        for old in range(version, cls.spec.version):
            settings = _migrated(cls, old, settings)
        known = setting_fields(cls)
        self._tell_strange([name for name in settings if name not in known])
        values = {}
        for name, data in settings.items():
            if name not in known:
                continue
            try:
                values[name] = check_setting(cls, name, data)
            except Problem as error:
                self.tell(f"{error} The default is used.")
        return cls(**values)

    def _tell_strange(self, names: list[str]) -> None:
        for name in names[:_MOST_STRANGE]:
            self.tell(f"there is no setting “{name[:80]}”; it is left out.")
        if (more := len(names) - _MOST_STRANGE) > 0:
            self.tell(f"there are {more:,} more settings that it does not have; they are left out.")

    def _settings(self) -> dict[str, Any]:
        """The settings as JSON gives them; none, and told, when they are something else."""
        if self.properties is None:
            return {}
        kind = self.properties.get("format", "")
        if kind != "json":
            self.tell(f"its settings are {kind[:20]!r}, not 'json', and are not read.")
            return {}
        text = self.properties.text or "{}"
        self.budget.take(len(text))
        try:
            settings = json.loads(text)
        except (ValueError, RecursionError) as error:
            self.tell(f"its settings are no JSON: {_short(error)}. The defaults are used.")
            return {}
        if not isinstance(settings, dict):
            self.tell("its settings are no JSON object. The defaults are used.")
            return {}
        return settings

    def _unknown(self, reason: str) -> Unknown:
        # Names with a namespace would need its declaration; no program writes them here.
        kept = tuple((k, v) for k, v in self.element.attrib.items()
                     if k not in _OURS and not k.startswith("{"))
        if self.properties is None:
            return Unknown(kept, None, "", reason)
        return Unknown(kept, *self._properties_text(), reason)

    def _properties_text(self) -> tuple[str, str]:
        """The settings as they stand in the file, and how they are written."""
        if self.properties is None:
            return "", ""
        # Files of early Orange versions have the settings in an attribute.
        text = self.properties.text or self.properties.get("data") or ""
        return text, self.properties.get("format", "")


def _missing(name: str) -> str:
    if not name:
        return "the file does not say which widget it is"
    if name.startswith(("Orange.", "orangecontrib.")):
        return f"there is no widget like Orange's “{name.rpartition('.')[2][:80]}” here"
    return f"the widget “{name[:80]}” is not here. Install what it comes with"


def _migrated(cls: Any, version: int, settings: dict[str, Any]) -> dict[str, Any]:
    try:
        migrated = cls.migrations[version](dict(settings))
    except Exception as error:  # noqa: BLE001 - old settings may hold anything
        raise Problem(f"its settings of version {version} cannot be brought up to date "
                      f"({type(error).__name__}: {_short(error)})") from error
    if not isinstance(migrated, dict):
        raise Problem(f"its settings of version {version} were brought up to date to no settings")
    return migrated


def _short(error: Exception) -> str:
    return str(error)[:200]
