"""Targets: where a run is to write, looked at before it begins, so that nothing is found out late.

What a check cannot know, such as a disk that fills up meanwhile, is told when it comes to that.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from satsuma.algorithms.model_file import check_model_name
from satsuma.cli.usage import WrongUsage
from satsuma.data.choices import expanded
from satsuma.data.distances import Distances
from satsuma.data.learner import Model
from satsuma.data.safe_names import is_of_another_system
from satsuma.data.table import Table
from satsuma.data.tables import check_distances_name, check_table_name
from satsuma.problem import Problem
from satsuma.widget import Anything, setting_fields


def check_target(asked: str, file: Path) -> None:
    """Raises WrongUsage where no file can be written at this place; `asked` is the option."""
    folder = file.parent
    if file.is_dir():
        raise WrongUsage(f"{asked}: “{file}” is a folder. Give the name of a file in it.")
    if not folder.exists():
        raise WrongUsage(f"{asked}: there is no folder “{folder}”. Make it first, or choose "
                         "another one.")
    if not folder.is_dir():
        raise WrongUsage(f"{asked}: “{folder}” is a file, no folder. Choose a folder.")
    locked = file if file.exists() else folder
    if not os.access(locked, os.W_OK):
        raise WrongUsage(f"{asked}: you may not write to “{locked}”. Choose another place.")


def check_format(asked: str, kind: type, file: Path) -> None:
    """Raises WrongUsage where what a port sends cannot be written to a file of this name."""
    try:
        if issubclass(kind, Table):
            check_table_name(file)
        elif issubclass(kind, Distances):
            check_distances_name(file)
        elif issubclass(kind, Model):
            check_model_name(file)
        elif kind is not Anything:
            raise Problem(f"A {kind.__name__.lower()} cannot be written to a file.")
    except Problem as error:
        raise WrongUsage(f"{asked}: {error}") from error


def check_places(node: str, widget: Any) -> None:
    """Raises WrongUsage where a node that is to write has no place to write to."""
    for name, place, kind in _places(widget):
        asked = f"--commit {node}"
        if not place:
            raise WrongUsage(f"{asked}: it does not say where to write. Say it, as in: "
                             f"--set {node}.{name}={'out' if kind == 'new folder' else 'out.csv'}")
        if is_of_another_system(place):
            raise WrongUsage(f"{asked}: “{place}” is a place on another computer. Choose one here: "
                             f"--set {node}.{name}=…")
        file = expanded(Path(place)).absolute()
        if kind == "new file":
            _check_new_file(asked, file, next(iter(widget.spec.inputs.values())).type)
        _check_can_be_made(asked, file if kind == "new folder" else file.parent)


def _check_new_file(asked: str, file: Path, kind: type) -> None:
    check_format(asked, kind, file)
    if file.is_dir():
        raise WrongUsage(f"{asked}: “{file}” is a folder. Give the name of a file in it.")


def _check_can_be_made(asked: str, folder: Path) -> None:
    """Folders that are missing are made when it comes to writing."""
    there = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    if not there.is_dir():
        raise WrongUsage(f"{asked}: “{there}” is a file, no folder. Choose another place.")
    if not os.access(there, os.W_OK):
        raise WrongUsage(f"{asked}: you may not write to “{there}”. Choose another place.")


def _places(widget: Any) -> Iterator[tuple[str, str, str]]:
    """Settings that name what is to be written: name, place and kind."""
    for name, field in setting_fields(widget).items():
        kind = str(field.metadata.get("path") or "")
        if kind.startswith("new "):
            yield name, getattr(widget, name), kind
