"""Gestures: what a user did to a view, as plain data.

A painter turns mouse and keys into one of these; the widget's `edits` turns it into new settings.
One gesture is one edit is one step of undo.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from satsuma.data.look import Look


@dataclass(frozen=True)
class Clicked:
    """One thing was clicked: a row id, a branch, a column's name; None is the empty ground.

    `toggle` with Ctrl, `extend` with Shift, `remove` with Alt.
    """

    item: Any
    toggle: bool = False
    extend: bool = False
    remove: bool = False


@dataclass(frozen=True)
class Dragged:
    """A handle such as the cut line was moved; `final` when it was let go."""

    value: float
    final: bool = True


@dataclass(frozen=True)
class Boxed:
    """Several things were framed with the rubber band; the word "all" is whatever there is."""

    items: tuple[Any, ...] | Literal["all"]
    extend: bool = False


@dataclass(frozen=True)
class Folded:
    """Something was folded (`shut`) or opened; only how it is drawn changes."""

    item: Any
    shut: bool


@dataclass(frozen=True)
class Changed:
    """A control of the view gave a setting another value: what a table is sorted by, say."""

    setting: str
    value: Any


Gesture = Clicked | Dragged | Boxed | Folded | Changed


def picked(selected: tuple[Any, ...], gesture: Gesture) -> tuple[Any, ...]:
    """The selection after a click or a rubber band, in the order of picking."""
    match gesture:
        case Clicked(item=None):
            return ()
        case Clicked(item=item, remove=True):
            return tuple(one for one in selected if one != item)
        case Clicked(item=item, toggle=True) if item in selected:
            return tuple(one for one in selected if one != item)
        case Clicked(item=item, toggle=toggle, extend=extend) if toggle or extend:
            return tuple(dict.fromkeys((*selected, item)))
        case Clicked(item=item):
            return (item,)
        case Boxed(items=items, extend=True):
            return tuple(dict.fromkeys((*selected, *items)))
        case Boxed(items=items):
            return tuple(items)
        case _:
            return selected


def looked(look: Look, gesture: Gesture) -> Look:
    """How a table is looked at after a gesture, where nothing can be picked in it."""
    match gesture:
        case Changed(name, value) if name in look._fields:
            return look._replace(**{name: value})
        case Folded(item, shut):
            others = tuple(one for one in look.unfolded if one != item)
            return look._replace(unfolded=others if shut else (*others, item))
    return look
