"""Parsing a report: from the tags of its file to what is in its items. Knows no Qt."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from satsuma.problem import Problem
from satsuma.ui.report.tokens import Token

MOST_ITEMS = 2000
MOST_PROBLEMS = 20
"""That are told; more of the same are read by nobody."""

MOST_CELLS = 100_000
MOST_FACTS = 200
MOST_PIXELS = 40_000_000
MOST_LETTERS = {"h1": 300, "h2": 300, "dt": 300, "dd": 2_000, "p": 40_000, "th": 2_000,
                "td": 2_000}
"""Of the words in these elements. More is laid out by no window in time, and read by nobody."""

TAKEN = "picture:"
"""Begins the address of a picture that was taken out of the text before, with its number."""

_PNG = b"\x89PNG\r\n\x1a\n"
_PIECE = 1 << 20  # letters; four of them are three bytes
_TEXTS = {"h1", "h2", "dt", "dd", "p", "pre", "th", "td"}


@dataclass
class Draft:
    """One article while it is read."""

    state: str = ""
    title: str = ""
    made: str = ""
    note: str = ""
    png: bytes = b""
    facts: list[tuple[str, str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


class Parser:
    """Collects articles and the workflows that lie in them."""

    def __init__(self, pictures: list[memoryview]) -> None:
        self._pictures = pictures
        self.title = ""
        self.drafts: list[Draft] = []
        self.states: dict[str, str] = {}
        self.problems: list[str] = []
        self._draft: Draft | None = None
        self._take: Callable[[str], None] | None = None
        self._element = ""
        self._words: list[str] = []
        self._cells = 0

    def take(self, token: Token) -> None:
        """Go on by a tag, or by words."""
        if not token.name:
            if self._take is not None:
                self._words.append(token.words)
        elif token.name.startswith("/"):
            self._end(token.name[1:])
        else:
            self._start(token.name, token.attributes)

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "article":
            self._begin(given)
        elif self._draft is None:
            if tag == "h1":
                self._collect(tag, self._take_title)
        elif tag == "img":
            self._take_picture(self._draft, given.get("src", ""))
        elif tag == "time":
            self._draft.made = given.get("datetime", "")[:40]
        elif tag == "tr":
            self._count_cell()
            self._draft.rows.append([])
        elif tag in _TEXTS:
            self._collect(tag, self._taker(self._draft, tag, given))

    def _begin(self, given: dict[str, str]) -> None:
        if len(self.drafts) >= MOST_ITEMS:
            raise Problem(f"This report has more than {MOST_ITEMS:,} items.")
        self._draft = Draft(given.get("data-state", ""))
        self.drafts.append(self._draft)

    def _taker(self, draft: Draft, tag: str,
               given: dict[str, str]) -> Callable[[str], None] | None:
        """What becomes of the text in an element."""
        match tag:
            case "h2":
                return lambda text: setattr(draft, "title", text)
            case "p":
                return lambda text: setattr(draft, "note", text)
            case "dt":
                return partial(self._add_fact, draft)
            case "dd" if draft.facts:
                return lambda text: draft.facts.append((draft.facts.pop()[0], text))
            case "th" | "td" if draft.rows:
                return self._add_cell
            case "pre" if given.get("id"):
                return lambda text: self.states.update({given["id"]: text})
        return None

    def _add_fact(self, draft: Draft, name: str) -> None:
        if len(draft.facts) >= MOST_FACTS:
            raise Problem(f"An item of this report has more than {MOST_FACTS:,} settings and "
                          "sizes.")
        draft.facts.append((name, ""))

    def _count_cell(self) -> None:
        """Rows count too: a thousand empty ones are as much to look through."""
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise Problem(f"The tables of this report have more than {MOST_CELLS:,} cells.")

    def _add_cell(self, text: str) -> None:
        self._count_cell()
        assert self._draft is not None
        self._draft.rows[-1].append(text)

    def _take_title(self, text: str) -> None:
        self.title = "" if text == "Report" else text

    def _take_picture(self, draft: Draft, address: str) -> None:
        number = address.removeprefix(TAKEN)
        known = address.startswith(TAKEN) and number.isdecimal() and len(number) < 9
        try:
            png = _decoded(self._pictures[int(number)]) if known else b""
        except (ValueError, IndexError):
            png = b""
        width, height = (int.from_bytes(png[at:at + 4], "big") for at in (16, 20))
        if png.startswith(_PNG) and 0 < width * height <= MOST_PIXELS:
            draft.png = png
        else:
            self._tell(f"A picture of “{draft.title[:80]}” is left out: it is no PNG that was "
                       "saved here.")

    def _collect(self, element: str, take: Callable[[str], None] | None) -> None:
        self._element, self._take, self._words = element, take, []

    def _end(self, tag: str) -> None:
        if tag in _TEXTS and self._take is not None:
            take, self._take = self._take, None
            take(self._cut("".join(self._words)))
        if tag == "article":
            self._draft = None

    def _cut(self, text: str) -> str:
        most = MOST_LETTERS.get(self._element, len(text))
        if len(text) > most:
            self._tell(f"A text of {len(text):,} letters is cut: “{text[:60]}…”.")
        return text[:most]

    def _tell(self, problem: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)


def _decoded(coded: memoryview) -> bytes:
    """Bytes from base64, piece by piece: other threads have their turn. Raises ValueError."""
    pieces = (coded[at:at + _PIECE] for at in range(0, len(coded), _PIECE))
    return b"".join(b64decode(piece, validate=True) for piece in pieces)
