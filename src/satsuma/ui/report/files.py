"""Report files: a report as HTML or PDF on disk. For any thread."""

from __future__ import annotations

from pathlib import Path

from satsuma.data.atomic import atomic_write
from satsuma.ui.report.html import to_html
from satsuma.ui.report.items import Report
from satsuma.ui.report.pdf import to_pdf

KINDS = {".html": "Reports (*.html *.htm)", ".pdf": "PDF documents (*.pdf)"}


def save(report: Report, path: Path, family: str) -> None:
    """Write as what the suffix says; PDF in the font of that family. Raises Problem."""
    data = to_pdf(report, family) if path.suffix.lower() == ".pdf" \
        else to_html(report, path.absolute().parent).encode("utf-8", "replace")
    with atomic_write(path) as opened:
        opened.write(data)
