"""HTML of a report: one file that needs nothing else, and that can be opened here again.

Pictures lie in it as data, workflows as text that a browser only shows. Nothing in it is run.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from html import escape
from pathlib import Path

from satsuma.ui.report.items import Cells, Report, ReportItem
from satsuma.ui.report.links import links_in
from satsuma.workflow.writing import dumps

GENERATOR = "Satsuma report 1"

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #23211e; background: #fff; margin: 0 auto;
  max-width: 960px; padding: 40px 24px; }
h1 { font-size: 26px; margin: 0 0 32px; }
article { border-top: 1px solid #e4e2dd; padding: 24px 0; break-inside: avoid-page; }
h2 { font-size: 17px; margin: 0; }
time { color: #6f6b64; font-size: 12px; }
img { max-width: 100%; height: auto; display: block; margin: 16px 0; }
.note { white-space: pre-wrap; margin: 12px 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; font-size: 13px;
  color: #6f6b64; margin: 12px 0; }
dd { margin: 0; color: #23211e; }
.rows { overflow-x: auto; margin: 16px 0; }
table { border-collapse: collapse; font-size: 13px; }
th, td { border-bottom: 1px solid #e4e2dd; padding: 4px 12px 4px 0; text-align: left; }
a { color: #b45309; overflow-wrap: anywhere; }
details { font-size: 12px; color: #6f6b64; }
pre { max-height: 320px; overflow: auto; background: #f4f3f0; padding: 12px; }
@media print { details { display: none; } body { padding: 0; } }
"""

_PIECE = 3 << 18
"""Bytes of a picture that are written at once; a multiple of three."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def html_lines(report: Report, folder: Path | None) -> Iterator[bytes]:
    """The file line by line; folders in the workflows are written as seen from `folder`.

    With None full paths are written. All at once would hold up other threads for long.
    """
    for line in _lines(report, folder):
        yield line if isinstance(line, bytes) else line.encode("utf-8", "replace") + b"\n"


def to_html(report: Report, folder: Path | None) -> str:
    """The text of the whole file."""
    return b"".join(html_lines(report, folder)).decode()


def _lines(report: Report, folder: Path | None) -> Iterator[str | bytes]:
    """Lines, and pieces of lines as bytes."""
    title = _text(report.title or "Report")
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta name="generator" content="{GENERATOR}">'
    # Whatever a note or a file name holds: a browser takes nothing from anywhere, and runs nothing.
    yield ('<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
           'img-src data:; style-src \'unsafe-inline\'">')
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>"
    seen: dict[str, str] = {}
    for item in report.items:
        yield from _item(item, folder, seen)
    yield "</body>\n</html>"


def _item(item: ReportItem, folder: Path | None, seen: dict[str, str]) -> Iterator[str | bytes]:
    state = "" if item.workflow is None else dumps(item.workflow, folder)
    is_new = bool(state) and state not in seen
    name = seen.setdefault(state, f"state-{len(seen) + 1}") if state else ""
    yield f'<article data-state="{name}">' if name else "<article>"
    yield f"<h2>{_text(item.title)}</h2>"
    if item.made:
        yield f'<time datetime="{_text(item.made)}">{_text(shown_time(item.made))}</time>'
    if item.png:
        yield (f'<img alt="{_text(item.title)}" width="{_width(item.png)}" '
               'src="data:image/png;base64,').encode()
        for at in range(0, len(item.png), _PIECE):
            yield b64encode(item.png[at:at + _PIECE])
        yield '">'
    if item.rows:
        yield from _table(item.rows)
    if item.note:
        yield f'<p class="note">{_linked(item.note)}</p>'
    if item.facts:
        inner = "".join(f"<dt>{_text(name)}</dt><dd>{_text(text)}</dd>"
                        for name, text in item.facts)
        yield f"<dl>{inner}</dl>"
    if is_new:
        yield ("<details><summary>The workflow that made this</summary>"
               f'<pre id="{name}">{_text(state)}</pre></details>')
    yield "</article>"


def _width(png: bytes) -> int:
    """How wide a picture is shown: it has two pixels for each of a usual screen."""
    return max(1, int.from_bytes(png[16:20], "big") // 2)


def _table(rows: Cells) -> Iterator[str]:
    yield '<div class="rows"><table>'
    for place, row in enumerate(rows):
        tag = "td" if place else "th"
        yield "<tr>" + "".join(f"<{tag}>{_text(cell)}</{tag}>" for cell in row) + "</tr>"
    yield "</table></div>"


def _linked(text: str) -> str:
    """A text whose addresses can be followed."""
    parts, at = [], 0
    for link in links_in(text):
        address = _text(link.address)
        parts += [_text(text[at:link.begin]),
                  f'<a href="{address}" rel="noreferrer">{address}</a>']
        at = link.end
    return "".join(parts) + _text(text[at:])


def _text(text: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n"))


def shown_time(made: str) -> str:
    """A time in ISO form as a person reads it; the text itself where it is none."""
    try:
        return datetime.fromisoformat(made).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return made
