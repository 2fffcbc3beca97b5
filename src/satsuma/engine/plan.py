"""What each node's result is called, before anything is run.

A node's key is the fingerprint of its widget, the settings that decide the result, the outside
world it reads (its stamp) and the keys of whatever feeds it. Equal keys mean equal results:
staleness, caching, free undo and sharing between equal nodes all follow from this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from satsuma.data.fingerprint import fingerprint
from satsuma.widget import settings_fingerprint
from satsuma.workflow.model import Workflow

StampKey = tuple[str, int, str]


def stamp_key(widget: Any) -> StampKey | None:
    """What the widget's stamp is remembered under; None for one that reads no outside world."""
    if not hasattr(widget, "stamp"):
        return None
    return widget.spec.id, widget.spec.version, settings_fingerprint(widget)


def keys(workflow: Workflow, stamps: Mapping[StampKey, Any],
         held: Mapping[str, str] | None = None) -> dict[str, str | None]:
    """The key of every node; None where it depends on a stamp that is not there yet.

    `held` are the keys of results that paused nodes keep: what comes after them is computed from
    these. A paused node that holds nothing has no key.
    """
    found: dict[str, str | None] = {}
    for node_id in workflow.order():
        if not workflow.nodes[node_id].auto:
            found[node_id] = (held or {}).get(node_id)
        else:
            found[node_id] = _key(workflow, node_id, stamps, found)
    return found


def _key(workflow: Workflow, node_id: str, stamps: Mapping[StampKey, Any],
         found: Mapping[str, str | None]) -> str | None:
    widget = workflow.nodes[node_id].widget
    place = stamp_key(widget)
    if place is not None and place not in stamps:
        return None
    feeds = []
    for link in workflow.into(node_id):
        if found[link.source] is None:
            return None
        feeds.append((link.input, link.output, found[link.source]))
    # Links to one input keep their order; the order among inputs means nothing.
    feeds.sort(key=lambda feed: feed[0])
    spec = widget.spec
    world = None if place is None else stamps[place]
    return fingerprint([spec.id, spec.version, settings_fingerprint(widget), world, feeds])
