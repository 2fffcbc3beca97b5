"""Report files: a report as HTML on disk, and the bytes of its PDF. For any thread."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from satsuma.data.atomic import atomic_write
from satsuma.ui.report.html import html_lines
from satsuma.ui.report.items import Report

KINDS = {".html": "Reports (*.html *.htm)", ".pdf": "PDF documents (*.pdf)"}


def save(report: Report, path: Path) -> None:
    """Write the HTML: the file is the old one or the whole new one. Raises Problem."""
    write(html_lines(report, path.absolute().parent), path)


def write(parts: bytes | Iterable[bytes], path: Path) -> None:
    """Write these bytes in the same way. Raises Problem."""
    with atomic_write(path) as opened:
        opened.writelines([parts] if isinstance(parts, bytes) else parts)
