"""Reading a report: takes from an HTML file what we write into one, and nothing else.

The text is only looked at: no script, no style and no link of it means anything here.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from satsuma.catalog import Catalog
from satsuma.problem import Problem
from satsuma.ui.report.html import GENERATOR
from satsuma.ui.report.items import Report, ReportItem
from satsuma.workflow.model import Workflow
from satsuma.workflow.ows import loads
from satsuma.workflow.recovery import Recovered

LARGEST = 300_000_000
"""Bytes of a file."""

MOST_ITEMS = 2000
MOST_CELLS = 100_000
MOST_PIXELS = 40_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_SOURCE = b'src="data:image/png;base64,'
_TAKEN = "picture:"
_PIECE = 1 << 20  # letters; four of them are three bytes
_TEXTS = {"h1", "h2", "dt", "dd", "p", "pre", "th", "td"}


@dataclass
class _Draft:
    """One article while it is read."""

    state: str = ""
    title: str = ""
    made: str = ""
    note: str = ""
    png: bytes = b""
    facts: list[tuple[str, str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class OpenedReport:
    """A report from a file, and what of it could not be taken over."""

    report: Report
    problems: tuple[str, ...] = ()


def read_report(file: Path, catalog: Catalog) -> OpenedReport:
    """Read a report; for any thread. Raises Problem when the file is none of ours."""
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise Problem(f"The file cannot be read: {(error.strerror or str(error)).lower()}.") \
            from error
    return parse_report(data, file.absolute().parent, catalog)


def read_left(left: Recovered, catalog: Catalog) -> OpenedReport:
    """A report that its program did not close; for any thread. Raises Problem."""
    return parse_report(left.text(LARGEST), left.file.parent, catalog)


def is_report(head: bytes) -> bool:
    """Whether a file that begins like this is a report of ours."""
    return f'content="{GENERATOR}"'.encode() in head[:1000]


def parse_report(data: bytes, folder: Path, catalog: Catalog) -> OpenedReport:
    """A report from the bytes of a file that lies in `folder`. Raises Problem."""
    if len(data) > LARGEST:
        raise Problem(f"This report is larger than {LARGEST // 1_000_000} MB.")
    if not is_report(data):
        raise Problem("This is no report that was saved here.")
    text, pictures = _taken_out(data)
    parser = _Parser(pictures)
    parser.feed(text.decode("utf-8", "replace"))
    parser.close()
    states, problems = _workflows(parser.states, folder, catalog)
    items = tuple(ReportItem(
        one.title, one.note, tuple(one.facts), one.png, tuple(map(tuple, one.rows)), one.made,
        states.get(one.state)) for one in parser.drafts)
    return OpenedReport(Report(parser.title, items), (*parser.problems, *problems))


def _taken_out(data: bytes) -> tuple[bytes, list[memoryview]]:
    """The text with numbers in the place of its pictures, and these, still as base64.

    A parser that walks over megabytes of them would hold up all other threads meanwhile, and so
    would copying them.
    """
    whole, parts, pictures, at = memoryview(data), [], [], 0
    while (begin := data.find(_SOURCE, at)) >= 0:
        first = begin + len(_SOURCE)
        end = data.find(b'"', first)
        if end < 0:
            break
        parts.append(data[at:begin] + b'src="%s%d' % (_TAKEN.encode(), len(pictures)))
        pictures.append(whole[first:end])
        at = end
    parts.append(data[at:])
    return b"".join(parts), pictures


def _decoded(coded: memoryview) -> bytes:
    """Bytes from base64, piece by piece for the same reason. Raises ValueError."""
    pieces = (coded[at:at + _PIECE] for at in range(0, len(coded), _PIECE))
    return b"".join(b64decode(piece, validate=True) for piece in pieces)


def _workflows(texts: dict[str, str], folder: Path,
               catalog: Catalog) -> tuple[dict[str, Workflow], list[str]]:
    found, problems = {}, []
    for name, text in texts.items():
        try:
            found[name] = loads(text.encode("utf-8", "replace"), folder, catalog).workflow
        except Problem as problem:
            problems.append(f"A workflow of the report cannot be opened. {problem}")
    return found, problems


class _Parser(HTMLParser):
    """Collects articles and the workflows that lie in them."""

    def __init__(self, pictures: list[memoryview]) -> None:
        super().__init__(convert_charrefs=True)
        self._pictures = pictures
        self.title = ""
        self.drafts: list[_Draft] = []
        self.states: dict[str, str] = {}
        self.problems: list[str] = []
        self._draft: _Draft | None = None
        self._take: Callable[[str], None] | None = None
        self._words: list[str] = []
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "article":
            self._begin(given)
        elif self._draft is None:
            if tag == "h1":
                self._collect(self._take_title)
        elif tag == "img":
            self._take_picture(self._draft, given.get("src", ""))
        elif tag == "time":
            self._draft.made = given.get("datetime", "")[:40]
        elif tag == "tr":
            self._draft.rows.append([])
        elif tag in _TEXTS:
            self._collect(self._taker(self._draft, tag, given))

    def _begin(self, given: dict[str, str]) -> None:
        if len(self.drafts) >= MOST_ITEMS:
            raise Problem(f"This report has more than {MOST_ITEMS:,} items.")
        self._draft = _Draft(given.get("data-state", ""))
        self.drafts.append(self._draft)

    def _taker(self, draft: _Draft, tag: str,
               given: dict[str, str]) -> Callable[[str], None] | None:
        """What becomes of the text in an element."""
        match tag:
            case "h2":
                return lambda text: setattr(draft, "title", text)
            case "p":
                return lambda text: setattr(draft, "note", text)
            case "dt":
                return lambda text: draft.facts.append((text, ""))
            case "dd" if draft.facts:
                return lambda text: draft.facts.append((draft.facts.pop()[0], text))
            case "th" | "td" if draft.rows:
                return self._add_cell
            case "pre" if given.get("id"):
                return lambda text: self.states.update({given["id"]: text})
        return None

    def _add_cell(self, text: str) -> None:
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise Problem(f"The tables of this report have more than {MOST_CELLS:,} cells.")
        assert self._draft is not None
        self._draft.rows[-1].append(text)

    def _take_title(self, text: str) -> None:
        self.title = "" if text == "Report" else text

    def _take_picture(self, draft: _Draft, address: str) -> None:
        number = address.removeprefix(_TAKEN)
        known = address.startswith(_TAKEN) and number.isdecimal() and len(number) < 9
        try:
            png = _decoded(self._pictures[int(number)]) if known else b""
        except (ValueError, IndexError):
            png = b""
        width, height = (int.from_bytes(png[at:at + 4], "big") for at in (16, 20))
        if png.startswith(_PNG) and 0 < width * height <= MOST_PIXELS:
            draft.png = png
        else:
            self.problems.append(f"A picture of “{draft.title[:80]}” is left out: it is no PNG "
                                 "that was saved here.")

    def _collect(self, take: Callable[[str], None] | None) -> None:
        self._take, self._words = take, []

    def handle_data(self, data: str) -> None:
        if self._take is not None:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in _TEXTS and self._take is not None:
            take, self._take = self._take, None
            take("".join(self._words))
        if tag == "article":
            self._draft = None
