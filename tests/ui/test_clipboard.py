"""What is copied on one canvas is pasted on another, or as text in any program."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QMimeData
from PyQt6.QtGui import QGuiApplication

from satsuma.ui import clipboard
from satsuma.workflow.annotations import TextNote
from satsuma.workflow.fragment import pasted
from satsuma.workflow.frames import with_annotation
from satsuma.workflow.model import Workflow

pytestmark = pytest.mark.window


@pytest.fixture
def workflow(catalog) -> Workflow:
    made, _ = Workflow().with_new_node(catalog.named("data-table")(), "Cows & Kühe")
    return with_annotation(made, TextNote((0, 0, 90, 40), "Moo"))[0]


def test_what_is_copied_is_pasted(qapp, workflow, catalog):
    clipboard.copy(workflow, ["cows-kuhe"], [0])
    text = clipboard.text_on_clipboard()
    assert pasted(Workflow(), text, catalog).workflow == workflow


def test_other_programs_get_the_same_text(qapp, workflow):
    clipboard.copy(workflow, ["cows-kuhe"])
    text = QGuiApplication.clipboard().text()
    assert text == clipboard.text_on_clipboard()
    assert "Cows &amp; Kühe" in text
    QGuiApplication.clipboard().setText("\n " + text)
    assert clipboard.text_on_clipboard() == "\n " + text


@pytest.mark.parametrize("text", ["", "Moo", "<html></html>", "cows <scheme>"])
def test_other_text_is_not_for_the_canvas(qapp, text):
    QGuiApplication.clipboard().setText(text)
    assert clipboard.text_on_clipboard() is None


def test_bytes_that_are_no_text_are_read_as_far_as_they_go(qapp):
    copied = QMimeData()
    copied.setData(clipboard.FRAGMENT, b"<scheme\xff")
    QGuiApplication.clipboard().setMimeData(copied)
    assert clipboard.text_on_clipboard() == "<scheme\ufffd"


def test_an_empty_clipboard_holds_nothing(qapp):
    QGuiApplication.clipboard().clear()
    assert clipboard.text_on_clipboard() is None
