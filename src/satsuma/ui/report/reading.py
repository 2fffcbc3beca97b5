"""Reading a report: takes from an HTML file what we write into one, and nothing else.

The text is only looked at: no script, no style and no link of it means anything here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from satsuma.catalog import Catalog
from satsuma.problem import Problem
from satsuma.ui.report.html import GENERATOR
from satsuma.ui.report.items import Report, ReportItem
from satsuma.ui.report.parsing import TAKEN, Parser
from satsuma.ui.report.tokens import tokens
from satsuma.workflow.model import Workflow
from satsuma.workflow.ows import loads
from satsuma.workflow.recovery import Recovered

LARGEST = 300_000_000
"""Bytes of a file."""

_SOURCE = b'src="data:image/png;base64,'


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
    parser = Parser(pictures)
    for token in tokens(text.decode("utf-8", "replace")):
        parser.take(token)
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
        parts.append(data[at:begin] + b'src="%s%d' % (TAKEN.encode(), len(pictures)))
        pictures.append(whole[first:end])
        at = end
    parts.append(data[at:])
    return b"".join(parts), pictures


def _workflows(texts: dict[str, str], folder: Path,
               catalog: Catalog) -> tuple[dict[str, Workflow], list[str]]:
    found, problems = {}, []
    for name, text in texts.items():
        try:
            found[name] = loads(text.encode("utf-8", "replace"), folder, catalog).workflow
        except Problem as problem:
            problems.append(f"A workflow of the report cannot be opened. {problem}")
    return found, problems
