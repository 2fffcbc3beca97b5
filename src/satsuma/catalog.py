"""Catalog: finds the widgets. Every file in a category's folder is one.

Looks into the package `satsuma.widgets`, into the folder that `SATSUMA_WIDGETS` names and others
that are handed in (laid out alike: category/widget.py), and asks installed packages through the
entry points `satsuma.widgets`. A file that fails is listed with its reason and stops nobody.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from importlib import import_module
from importlib.metadata import entry_points as installed
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from satsuma.problem import Problem


@dataclass(frozen=True)
class Catalog:
    """Widget classes by id, the files they are in, and what could not be loaded, with the reason."""

    widgets: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)
    broken: Mapping[str, str] = field(default_factory=dict)

    def named(self, name: str) -> Any:
        """The widget of an id, a file's stem or a slug. Raises Problem naming those alike."""
        stems = {cls.spec.slug: cls for cls in self.widgets.values()}
        found = self.widgets.get(name) or stems.get(name.replace("_", "-"))
        if found is None:
            near = get_close_matches(name.replace("_", "-"), stems, cutoff=0.4) or sorted(stems)
            raise Problem(f"There is no widget “{name}”. There is: {', '.join(near)}.")
        return found


def discover(*folders: Path, entry_points: bool = True) -> Catalog:
    """Load every widget there is."""
    found = _Finding()
    for name, file in _of_package():
        found.take(str(file), partial(import_module, name))
    named = os.environ.get("SATSUMA_WIDGETS")
    for folder in (*folders, *([Path(named)] if named else [])):
        for file in _files(folder):
            found.take(str(file), partial(_load, file))
    if entry_points:
        for point in installed(group="satsuma.widgets"):
            found.take(point.value, point.load)
    return Catalog(found.widgets, found.files, found.broken)


class _Finding:
    """Gathers classes; two of one id are an error for the second."""

    def __init__(self) -> None:
        self.widgets: dict[str, Any] = {}
        self.files: dict[str, Path] = {}
        self.broken: dict[str, str] = {}

    def take(self, place: str, load: Callable[[], Any]) -> None:
        try:
            for cls in _widgets_in(load()):
                self._add(place, cls)
        except Exception:  # noqa: BLE001 - whatever is wrong with a file stays with that file
            self.broken[place] = traceback.format_exc()

    def _add(self, place: str, cls: Any) -> None:
        if (other := self.widgets.get(cls.spec.id)) is not None and other is not cls:
            self.broken[place] = f"Another widget is called {cls.spec.id}. Rename this file."
            return
        self.widgets[cls.spec.id] = cls
        self.files[cls.spec.id] = Path(sys.modules[cls.__module__].__file__ or place)


def _widgets_in(loaded: Any) -> Iterator[Any]:
    """The widgets that a module defines; an entry point may also be the class itself."""
    if isinstance(loaded, type):
        yield loaded
        return
    for value in list(vars(loaded).values()):
        if isinstance(value, type) and "spec" in vars(value) \
                and value.__module__ == loaded.__name__:
            yield value


def _of_package() -> Iterator[tuple[str, Path]]:
    import satsuma.widgets

    for root in satsuma.widgets.__path__:
        for file in _files(Path(root)):
            yield f"satsuma.widgets.{file.parent.name}.{file.stem}", file


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("[!_.]*/[!_.]*.py"))


def _load(file: Path) -> ModuleType:
    name = f"satsuma_own_widgets.{file.parent.name}.{file.stem}"
    spec = spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is no Python file")
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
