"""Torchvision's other classifiers: described by the torch process once, then remembered.

What is remembered lies in the cache, in one JSON file per version of torchvision, so that a new
version is asked again.
"""

from __future__ import annotations

import contextlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from satsuma.algorithms.network_record import Network, network_from
from satsuma.data.atomic import atomic_write
from satsuma.data.places import cache_folder
from satsuma.problem import Problem
from satsuma.run import Run


def names(run: Run = Run()) -> list[str]:
    """The names of all of torchvision's classifiers, sorted. Asks the torch process once."""
    kept = _read()
    return list(kept["names"] or _ask(run, "list")["names"])


def described(name: str, run: Run = Run()) -> Network | None:
    """The classifier of that name, None when there is none. Asks the torch process once each."""
    kept = _read()
    if name in kept["described"]:
        return kept["described"][name]
    if kept["names"] and name not in kept["names"]:
        return None
    return _ask(run, "describe", name)["described"].get(name)


def remembered() -> list[Network]:
    """The classifiers that have been described here, by name."""
    return [network for _, network in sorted(_read()["described"].items())]


def _file() -> Path:
    return cache_folder() / "networks" / f"torchvision-{version('torchvision')}.json"


def _read() -> dict[str, Any]:
    """What is remembered; nothing where the file is absent or damaged."""
    try:
        kept = json.loads(_file().read_text("utf-8"))
        listed = [str(name) for name in kept["names"]]
        known = {str(name): network_from(item) for name, item in kept["described"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {"names": [], "described": {}}
    return {"names": listed, "described": known}


def _ask(run: Run, command: str, *names: str) -> dict[str, Any]:
    from satsuma.algorithms.child import ask_once

    answer = ask_once(command, *names, run=run)
    kept = _read()
    kept["names"] = answer["names"]
    if record := answer.get("network"):
        kept["described"][record["id"]] = network_from(record)
    # A cache that cannot be written costs time, nothing else.
    with contextlib.suppress(OSError, Problem):
        _file().parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(_file()) as file:
            file.write(_written(kept))
    return kept


def _written(kept: dict[str, Any]) -> bytes:
    described = {name: json.loads(network.json()) for name, network in kept["described"].items()}
    return json.dumps({"names": kept["names"], "described": described}, indent=1).encode()
