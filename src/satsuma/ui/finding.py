"""Finding nodes and notes of a workflow by title, widget, setting or message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from satsuma.ui.widget_search import fold
from satsuma.widget import setting_fields
from satsuma.workflow.annotations import Annotation, Frame, TextNote
from satsuma.workflow.model import Node, Workflow
from satsuma.workflow.unknown import Unknown

MessagesOf = Callable[[str], Iterable[str]]

LONG = 2000
"""Of a setting's value, so many characters are looked at: a selection can hold a million rows."""

MANY = 200
"""Of a setting that is a list, so many parts are looked at."""


@dataclass(frozen=True)
class Found:
    """A node, or with `annotation` >= 0 a note of that index; `why` says what fits."""

    node: str
    annotation: int
    why: str


def find(workflow: Workflow, text: str, messages_of: MessagesOf) -> tuple[Found, ...]:
    """What holds all words of the text in one place, from left to right on the canvas."""
    words = fold(text).split()
    if not words:
        return ()
    places: list[tuple[tuple[float, float], Found]] = []
    for node_id, node in workflow.nodes.items():
        if (why := _first(_node_texts(node_id, node, messages_of), words)) is not None:
            places.append((node.position, Found(node_id, -1, why)))
    for index, note in enumerate(workflow.annotations):
        if (why := _first(_note_texts(note), words)) is not None:
            places.append((_corner(note), Found("", index, why)))
    return tuple(found for _, found in sorted(places, key=lambda place: place[0]))


def _first(texts: Iterable[tuple[str, str]], words: list[str]) -> str | None:
    for text, plain in texts:
        if all(word in plain for word in words):
            return text
    return None


def _node_texts(node_id: str, node: Node, messages_of: MessagesOf) -> Iterator[tuple[str, str]]:
    for text in (node.title, node.widget.spec.title):
        yield text, fold(text)
    yield from _setting_texts(node.widget)
    for text in messages_of(node_id):
        yield text, fold(text)


def _setting_texts(widget: Any) -> tuple[tuple[str, str], ...]:
    """“Network: resnet50” of each setting and how it is compared, kept with the widget."""
    kept: tuple[tuple[str, str], ...] | None = vars(widget).get("_finding_texts")
    if kept is None:
        kept = tuple((text, fold(text)) for text in _read_settings(widget))
        # 1,000 nodes are looked through at every key; equality ignores this.
        object.__setattr__(widget, "_finding_texts", kept)
    return kept


def _read_settings(widget: Any) -> Iterator[str]:
    if isinstance(widget, Unknown):
        yield widget.reason
        yield (widget.properties or "")[:LONG]
        return
    for name, one in setting_fields(widget).items():
        label = one.metadata.get("label") or name.replace("_", " ")
        yield f"{label}: {_value_text(getattr(widget, name))[:LONG]}"


def _value_text(value: Any) -> str:
    if value is None:
        return "automatic"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple | list | frozenset):
        return ", ".join(_value_text(one) for one in islice(value, MANY))
    return str(value)


def _note_texts(note: Annotation) -> Iterator[tuple[str, str]]:
    if isinstance(note, TextNote):
        yield note.text, fold(note.text)
    elif isinstance(note, Frame):
        yield note.title, fold(note.title)


def _corner(note: Annotation) -> tuple[float, float]:
    return note.rect[:2] if isinstance(note, TextNote | Frame) else note.start
