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

OWN_WIDGETS = "satsuma_own_widgets"
"""The package that widgets from people's own folders are put in."""


@dataclass(frozen=True)
class Catalog:
    """Widget classes by id, the files they are in, and what failed, with the reason."""

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
        found.take_folder(folder.absolute())
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

    def take_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            self.broken[str(folder)] = "There is no such folder of widgets."
        for file in _files(folder):
            # Asked before it is loaded: a module of the same name would take the other's place.
            if not self._is_taken(str(file), f"satsuma.{file.stem}"):
                self.take(str(file), partial(_load, file))

    def take(self, place: str, load: Callable[[], Any]) -> None:
        try:
            classes = list(_widgets_in(load()))
        except (Exception, SystemExit):  # noqa: BLE001 - whatever is wrong stays with that file
            self.broken[place] = traceback.format_exc()
            return
        for cls in classes:
            self._add(place, cls)
        if not classes:
            self.broken[place] = ("There is no widget in this file. Put @widget(...) before a "
                                  "class, or begin the file's name with _.")

    def _add(self, place: str, cls: Any) -> None:
        if self.widgets.get(cls.spec.id) is cls or self._is_taken(place, cls.spec.id):
            return
        self.widgets[cls.spec.id] = cls
        self.files[cls.spec.id] = Path(getattr(sys.modules[cls.__module__], "__file__", place))

    def _is_taken(self, place: str, widget_id: str) -> bool:
        if (file := self.files.get(widget_id)) is not None:
            self.broken[place] = (f"Another widget is called {widget_id}, in {file}. "
                                  "Rename one of the files.")
        return file is not None


def _widgets_in(loaded: Any) -> Iterator[Any]:
    """The widgets that a module defines; an entry point may also be the class itself."""
    if isinstance(loaded, type) and "spec" in vars(loaded):
        yield loaded
    for value in list(vars(loaded).values()):
        if isinstance(value, type) and "spec" in vars(value) \
                and value.__module__ == getattr(loaded, "__name__", None):
            yield value


def _of_package() -> Iterator[tuple[str, Path]]:
    import satsuma.widgets

    for root in satsuma.widgets.__path__:
        for file in _files(Path(root)):
            yield f"satsuma.widgets.{file.parent.name}.{file.stem}", file


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("[!_.]*/[!_.]*.py"))


def _load(file: Path) -> ModuleType:
    """The module of a file; the one loaded before while the file is the same."""
    name = f"{OWN_WIDGETS}.{file.parent.name}.{file.stem}"
    stat = file.stat()
    stamp = (str(file), stat.st_mtime_ns, stat.st_size)
    if (known := sys.modules.get(name)) is not None and known.__dict__.get("__stamp__") == stamp:
        return known
    spec = spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is no Python file")
    module = sys.modules[name] = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    module.__dict__["__stamp__"] = stamp
    return module
