"""What each node's result is called, before anything is run.

A node's key is the fingerprint of its widget, the settings that decide the result, the outside
world it reads (its stamp) and the keys of whatever feeds it. Equal keys mean equal results:
staleness, caching, free undo and sharing between equal nodes all follow from this.

A result that turns out to hold for now only gets another key, which no other run will ever have;
the keys of whatever it feeds follow, and all of them show it. To forget it is to give up that key.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import count
from typing import Any

from satsuma.data.fingerprint import fingerprint
from satsuma.widget import settings_fingerprint
from satsuma.workflow.model import Workflow

StampKey = tuple[str, int, str]

_MARK = "~"  # in no digest
_numbers = count()


def mark_for_now(key: str) -> str:
    """The key of what is made of a result that holds for now only."""
    return key + _MARK


def holds_for_now(key: str) -> bool:
    """Whether the result of this key holds for now only."""
    return _MARK in key


def key_for_now(key: str) -> str:
    """A key for this very result, which holds for now only."""
    return f"{mark_for_now(key)}{next(_numbers)}"


def stamp_key(widget: Any) -> StampKey | None:
    """What the widget's stamp is remembered under; None for one that reads no outside world."""
    if not hasattr(widget, "stamp"):
        return None
    return widget.spec.id, widget.spec.version, settings_fingerprint(widget)


def prepare(workflow: Workflow) -> Workflow:
    """The same workflow, with what every plan of it needs worked out: for another thread."""
    for node in workflow.nodes.values():
        settings_fingerprint(node.widget)
    return workflow


def keys(workflow: Workflow, stamps: Mapping[StampKey, Any],
         held: Mapping[str, str] | None = None,
         passing: Mapping[str, str] | None = None) -> dict[str, str | None]:
    """The key of every node; None where it depends on a stamp that is not there yet.

    `held` are the keys of results that paused nodes keep: what comes after them is computed from
    these. A paused node that holds nothing has no key. `passing` gives the key of each result that
    holds for now only, by the one it would have otherwise.
    """
    found: dict[str, str | None] = {}
    for node_id in workflow.order():
        if not workflow.nodes[node_id].auto:
            found[node_id] = (held or {}).get(node_id)
        else:
            key = _key(workflow, node_id, stamps, found)
            found[node_id] = key if key is None else (passing or {}).get(key, key)
    return found


def _key(workflow: Workflow, node_id: str, stamps: Mapping[StampKey, Any],
         found: Mapping[str, str | None]) -> str | None:
    widget = workflow.nodes[node_id].widget
    place = stamp_key(widget)
    if place is not None and place not in stamps:
        return None
    feeds = []
    for link in workflow.into(node_id):
        above = found[link.source]
        if above is None:
            return None
        feeds.append((link.input, link.output, above))
    # Links to one input keep their order; the order among inputs means nothing.
    feeds.sort(key=lambda feed: feed[0])
    spec = widget.spec
    world = None if place is None else stamps[place]
    made = spec.id, spec.version, settings_fingerprint(widget)
    key = fingerprint([*made, world, feeds]) if place is not None else _digest(made, tuple(feeds))
    return mark_for_now(key) if any(holds_for_now(feed[2]) for feed in feeds) else key


@lru_cache(50_000)
def _digest(made: StampKey, feeds: tuple[tuple[str, str, str], ...]) -> str:
    """The key of what reads no outside world. Every edit asks for those of all nodes."""
    return fingerprint([*made, None, feeds])
