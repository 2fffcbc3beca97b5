"""Parsing XML from strangers: the bytes of a file become elements, or one sentence says why not.

No entity is resolved, and a file that is made to be slow or large is refused while it is still
cheap. Expat holds a tag until its end has come, and then looks at all of its attributes at once: a
tag of 53 MB took 17 seconds and 700 MB. So the bytes come in pieces, and a tag that goes on for
too long ends the reading.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from satsuma.problem import Problem

MOST_ELEMENTS = 400_000
MOST_MARKS = 400_000
"""Comments and instructions to other programs, which mean nothing here."""

MOST_ATTRIBUTES = 200
"""Of one element; the largest that a workflow needs has eleven."""

MOST_NAMES = 2000
"""Different names of elements and attributes in one file."""

DEEPEST = 40
LONGEST_TAG = 4_000_000
"""Bytes of one tag with its attributes, or of one comment."""

_PIECE = 1 << 18
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"'>]{0,100})""")
_ENCODINGS = re.compile(r"utf-?8|utf-?16(le|be)?|us-ascii|ascii|latin-?1|iso-8859-\d\d?"
                        r"|windows-125\d|cp125\d|koi8-[ru]", re.IGNORECASE)


def parsed(data: bytes) -> ET.Element:
    """The outermost element. Raises Problem for everything that is no workflow."""
    _check_encoding(data)
    parser = XMLParser(target=_Bounded(), forbid_dtd=True, forbid_entities=True,
                       forbid_external=True)
    parser.parser.StartNamespaceDeclHandler = parser.target.declare
    try:
        _feed(parser, data)
        root = parser.close()
    except ET.ParseError as error:
        line, column = error.position
        what = str(error).partition(":")[0]
        raise Problem(f"This is no workflow: {what} in line {line}, column {column}.") from None
    except DefusedXmlException:
        raise Problem("This file defines entities or a document type, which no workflow needs. "
                      "It is not opened.") from None
    except (ValueError, LookupError) as error:
        raise Problem(f"This is no workflow: {error}.") from None
    if root is None:
        raise Problem("This is no workflow: the file is empty.")
    return root


def _check_encoding(data: bytes) -> None:
    """Expat asks Python for encodings it lacks, and Python would import what the file names."""
    found = _ENCODING.match(data[:800].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")
                            .removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff"))
    name = found[1].decode("ascii", "replace").strip() if found else "utf-8"
    if not _ENCODINGS.fullmatch(name):
        raise Problem(f"This is no workflow: its encoding “{name[:20]}” is not one that workflows "
                      "have. Save it as UTF-8.")


def _feed(parser: Any, data: bytes) -> None:
    whole = memoryview(data)
    for start in range(0, len(data), _PIECE):
        end = start + _PIECE
        parser.feed(bytes(whole[start:end]))
        if end - parser.parser.CurrentByteIndex > LONGEST_TAG + _PIECE and end < len(data):
            raise Problem("This is no workflow: a tag in it is longer than "
                          f"{LONGEST_TAG // 1_000_000} MB.")


class _Bounded(ET.TreeBuilder):
    """Builds the tree, and refuses one too deep or too large while it is still small."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = self._marks = self._declared = 0
        self._names: set[str] = set()

    def start(self, tag: Any, attrs: Any) -> Any:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST or self._count > MOST_ELEMENTS:
            raise Problem("This is no workflow: its elements are too many or too deep.")
        if len(attrs) > MOST_ATTRIBUTES:
            raise Problem(f"This is no workflow: a tag in it has {len(attrs):,} attributes.")
        self._names.add(tag)
        self._names.update(attrs)
        if len(self._names) > MOST_NAMES:
            raise Problem(f"This is no workflow: it has more than {MOST_NAMES:,} names of elements "
                          "and attributes.")
        return super().start(tag, attrs)

    def end(self, tag: str) -> Any:
        self._depth -= 1
        return super().end(tag)

    def declare(self, _prefix: str | None, _name: str | None) -> None:
        """A namespace begins."""
        self._declared += 1
        if self._declared > MOST_NAMES:
            raise Problem("This is no workflow: it declares too many namespaces.")

    def comment(self, _text: str | None) -> Any:
        self._mark()

    def pi(self, _target: str, _text: str | None = None) -> Any:
        self._mark()

    def _mark(self) -> None:
        self._marks += 1
        if self._marks > MOST_MARKS:
            raise Problem("This is no workflow: it consists of comments.")
