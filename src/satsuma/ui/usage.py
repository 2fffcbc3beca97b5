"""Usage: what a person adds and links most, so that the quick menu offers it first.

Only counts of widget ids are kept, in a small file of the configuration folder. Every start of the
program lets older habits weigh less. A damaged file is told to the log and begun anew.
"""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any, Self

from satsuma.data.atomic import atomic_write
from satsuma.data.choices import preferences_file
from satsuma.problem import Problem

DECAY = 0.8
"""What a count weighs after each start at which something was counted."""

FADED = 0.05
"""Counts below this are forgotten."""

LIMIT = 1e6
"""No count is larger; a file that says otherwise is damaged."""

_CHAIN = ("import_images", "image_embedding", "distances", "hierarchical_clustering")
_SEED_PAIRS = {
    ("satsuma.import_images", "satsuma.image_embedding"): 2.5,
    ("satsuma.import_images", "satsuma.image_viewer"): 0.4,
    ("satsuma.image_embedding", "satsuma.distances"): 2.5,
    ("satsuma.image_embedding", "satsuma.data_table"): 0.3,
    ("satsuma.distances", "satsuma.hierarchical_clustering"): 2.5,
    ("satsuma.hierarchical_clustering", "satsuma.image_viewer"): 2.5,
    ("satsuma.hierarchical_clustering", "satsuma.data_table"): 0.4,
}
_SEED_WIDGETS = {f"satsuma.{name}": 2.7 - 0.3 * i for i, name in enumerate(_CHAIN)} | {
    "satsuma.image_viewer": 1.2, "satsuma.data_table": 0.9}
"""The usual way: another one is used about three times before it comes first."""

Pair = tuple[str, str]


def usage_file() -> Path:
    """Where the counts are kept: beside the preferences."""
    return preferences_file().with_name("usage.json")


class Usage:
    """Counts of widgets and of pairs (widget with the output, widget with the input).

    `save` writes them to `file`, from any thread; without a file nothing is kept.
    """

    def __init__(self, widgets: Mapping[str, float] | None = None,
                 pairs: Mapping[Pair, float] | None = None, *, file: Path | None = None) -> None:
        self._widgets = dict(widgets or {})
        self._pairs = dict(pairs or {})
        self._file = file
        self._unsaved = False
        self._writing = Lock()

    @classmethod
    def load(cls, file: Path | None = None) -> Self:
        """The counts of earlier starts, faded a little. Reads a small file."""
        file = file or usage_file()
        widgets, pairs = _read(file)
        return cls(_faded(widgets), _faded(pairs), file=file)

    def added(self, widget_id: str) -> None:
        """A person put this widget on the canvas."""
        _count(self._widgets, widget_id)
        self._unsaved = True

    def linked(self, source_id: str, target_id: str) -> None:
        """A person linked an output of the first widget to an input of the second."""
        _count(self._pairs, (source_id, target_id))
        self._unsaved = True

    def rank(self, widget_ids: Iterable[str], source: str | None = None,
             target: str | None = None) -> list[str]:
        """The widgets, the most fitting first; those that weigh the same keep their order.

        `source` is the widget that they would be linked after, `target` the one before.
        """
        return sorted(widget_ids, key=lambda one: self.weight(one, source, target), reverse=True)

    def weight(self, widget_id: str, source: str | None = None,
               target: str | None = None) -> tuple[float, float]:
        """How much a widget is used in this place, and how much at all."""
        here = 0.0
        if source:
            here += _of(self._pairs, _SEED_PAIRS, (source, widget_id))
        if target:
            here += _of(self._pairs, _SEED_PAIRS, (widget_id, target))
        return here, _of(self._widgets, _SEED_WIDGETS, widget_id)

    def save(self) -> None:
        """Write the counts if they changed. A place that cannot be written is told to the log."""
        with self._writing:
            if self._file is None or not self._unsaved:
                return
            self._unsaved = False
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                with atomic_write(self._file) as file:
                    file.write(self._text().encode())
            except (OSError, Problem) as error:
                logging.getLogger(__name__).warning("What is used most is not kept: %s", error)

    def _text(self) -> str:
        # Copied first: another thread may count while this one writes.
        widgets, pairs = self._widgets.copy(), self._pairs.copy()
        return json.dumps({
            "widgets": {name: round(count, 3) for name, count in widgets.items()},
            "pairs": [[*pair, round(count, 3)] for pair, count in pairs.items()],
        }, ensure_ascii=False, indent=1)


def _count(counts: dict[Any, float], key: Any) -> None:
    counts[key] = min(counts.get(key, 0.0) + 1.0, LIMIT)


def _of(counts: Mapping[Any, float], seeds: Mapping[Any, float], key: Any) -> float:
    return counts.get(key, 0.0) + seeds.get(key, 0.0)


def _faded(counts: Mapping[Any, float]) -> dict[Any, float]:
    return {key: count * DECAY for key, count in counts.items() if count * DECAY >= FADED}


def _read(file: Path) -> tuple[dict[str, float], dict[Pair, float]]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        widgets = {_name(name): _number(count) for name, count in kept["widgets"].items()}
        pairs = {(_name(source), _name(target)): _number(count)
                 for source, target, count in kept["pairs"]}
    except FileNotFoundError:
        return {}, {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        logging.getLogger(__name__).warning("“%s” is damaged and begun anew: %s", file, error)
        return {}, {}
    return widgets, pairs


def _name(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no name")
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) \
            or not math.isfinite(value) or not 0 <= value <= LIMIT:
        raise ValueError(f"{value!r} is no count")
    return float(value)
