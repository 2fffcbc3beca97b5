"""Notes, arrows and frames on a canvas: they mean nothing to the engine."""

from __future__ import annotations

from dataclasses import dataclass

Rect = tuple[float, float, float, float]
"""Left, top, width, height."""


@dataclass(frozen=True)
class TextNote:
    """A text in a box; `content_type` is text/plain, text/markdown, text/html or text/rst."""

    rect: Rect
    text: str
    content_type: str = "text/markdown"
    font_family: str = ""
    font_size: int = 13


@dataclass(frozen=True)
class Arrow:
    """From one point to another."""

    start: tuple[float, float]
    end: tuple[float, float]
    color: str = ""


@dataclass(frozen=True)
class Frame:
    """A box around nodes, which may be drawn collapsed; the nodes stay where they are."""

    id: str
    title: str
    rect: Rect
    members: tuple[str, ...] = ()
    collapsed: bool = False


Annotation = TextNote | Arrow | Frame
