"""Reading one widget and its settings from a workflow file."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from satsuma.catalog import Catalog
from satsuma.problem import Problem
from satsuma.widget import setting_fields
from satsuma.workflow.codec import check_setting
from satsuma.workflow.paths import made_absolute
from satsuma.workflow.unknown import Unknown

_OURS = ("id", "title", "position", "auto")
"""What of a node is kept in `Node`; an unknown widget keeps all else."""


@dataclass(frozen=True)
class SavedWidget:
    """A widget as it stands in the file; `tell` takes what could not be taken over."""

    element: ET.Element
    properties: ET.Element | None
    tell: Callable[[str], None]

    def read(self, catalog: Catalog, folder: Path) -> Any:
        """The widget; an Unknown, which keeps everything, where it cannot be used."""
        name = self.element.get("qualified_name", "")
        cls = catalog.widgets.get(name)
        try:
            if cls is None:
                raise Problem(f"the widget “{name[:80]}” is not here. Install what it comes with")
            return made_absolute(self._known(cls, self._version(cls)), folder)
        except Problem as error:
            reason = f"it cannot be used: {str(error).rstrip('.')}. It is kept as it is."
            self.tell(reason)
            return self._unknown(reason[0].upper() + reason[1:])

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
        values = {}
        for name, data in settings.items():
            if name not in setting_fields(cls):
                self.tell(f"there is no setting “{name[:80]}”; it is left out.")
                continue
            try:
                values[name] = check_setting(cls, name, data)
            except Problem as error:
                self.tell(f"{error} The default is used.")
        return cls(**values)

    def _settings(self) -> dict[str, Any]:
        """The settings as JSON gives them; none, and told, when they are something else."""
        if self.properties is None:
            return {}
        kind = self.properties.get("format", "")
        if kind != "json":
            self.tell(f"its settings are {kind[:20]!r}, not 'json', and are not read.")
            return {}
        try:
            settings = json.loads(self.properties.text or "{}")
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
        # Files of early Orange versions have the settings in an attribute.
        text = self.properties.text or self.properties.get("data") or ""
        return Unknown(kept, text, self.properties.get("format", ""), reason)


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
