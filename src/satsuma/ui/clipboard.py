"""The clipboard: parts of workflows are copied as the text of a workflow file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PyQt6.QtCore import QMimeData
from PyQt6.QtGui import QClipboard, QGuiApplication

from satsuma.workflow.fragment import fragment
from satsuma.workflow.model import Workflow

FRAGMENT = "application/x-satsuma-fragment+xml"
LONGEST = 64_000_000
"""A text longer than a workflow file may be is not even looked at."""


def copy(workflow: Workflow, nodes: Iterable[str], annotations: Iterable[int] = (),
         folder: Path | None = None) -> None:
    """Copy these; in other programs they can be pasted as text."""
    text = fragment(workflow, nodes, annotations, folder)
    copied = QMimeData()
    copied.setData(FRAGMENT, text.encode())
    copied.setText(text)
    _clipboard().setMimeData(copied)


def text_on_clipboard() -> str | None:
    """What was copied on a canvas, or a workflow copied as text; None for anything else."""
    there = _clipboard().mimeData()
    if there is None:
        return None
    if there.hasFormat(FRAGMENT):
        return bytes(there.data(FRAGMENT).data()).decode("utf-8", "replace")
    if there.hasText() and is_workflow_text(text := there.text()):
        return text
    return None


def is_workflow_text(text: str) -> bool:
    """Whether a text could be a workflow; reading it may still find out that it is none."""
    start = text[:4000].lstrip("\ufeff \t\r\n")
    return len(text) <= LONGEST and start.startswith("<") and "<scheme" in start


def _clipboard() -> QClipboard:
    found = QGuiApplication.clipboard()
    assert found is not None, "there is a clipboard wherever there is an application"
    return found
