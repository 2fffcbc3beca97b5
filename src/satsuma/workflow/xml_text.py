"""XML as text: attributes, content and nested elements, so that reading gives back what was meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from satsuma.workflow.characters import replaced

_BREAKS = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def attributes(values: Mapping[str, str]) -> str:
    """` name="value"` for each, with a space in front."""
    return "".join(f" {name}={quoteattr(_printable(v), _BREAKS)}" for name, v in values.items())


def content(text: str) -> str:
    """Text between tags; a bare carriage return would come back as a line feed."""
    return escape(_printable(text), {"\r": "&#13;"})


def inside(tag: str, elements: Iterable[str]) -> Iterator[str]:
    """The lines of an element in the root that holds others, one on each line."""
    yield f"\t<{tag}>"
    for element in elements:
        yield f"\t\t{element}"
    yield f"\t</{tag}>"


def _printable(text: str) -> str:
    return replaced(text, "\ufffd")
