"""The title and the description of a workflow, and what is in it."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt

from satsuma.ui.about_workflow import AboutWorkflow, counts
from satsuma.workflow.annotations import Frame, TextNote
from satsuma.workflow.model import Workflow

pytestmark = pytest.mark.window


@pytest.fixture
def dialog(qtbot, document):
    made = AboutWorkflow(document)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_typing_a_title_and_a_description_is_one_step(qtbot, document, dialog):
    qtbot.keyClicks(dialog.title, "Cows")
    qtbot.keyClick(dialog.title, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.description
    qtbot.keyClicks(dialog.description, "About **cows**")
    qtbot.keyClick(dialog.description, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    assert (document.workflow.title, document.workflow.description) == ("Cows", "About **cows**")
    document.undo()
    assert document.workflow == Workflow()


def test_tab_leaves_the_description(qtbot, dialog):
    dialog.description.setFocus()
    qtbot.keyClick(dialog.description, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is not dialog.description


def test_escape_changes_nothing(qtbot, document, dialog):
    qtbot.keyClicks(dialog.title, "Cows")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert document.workflow == Workflow()


def test_nothing_changed_is_no_step(qtbot, document, dialog):
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert document.undo_name == ""


def test_what_is_added_meanwhile_is_counted_and_kept(qtbot, document, dialog, catalog):
    document.edit(document.workflow.with_new_node(catalog.named("distances")())[0], "Add")
    assert dialog.counts.text() == "1 widget · 0 links"
    qtbot.keyClicks(dialog.title, "Cows")
    qtbot.keyClick(dialog.title, Qt.Key.Key_Return)
    assert (len(document.workflow.nodes), document.workflow.title) == (1, "Cows")


def test_frames_and_notes_are_counted():
    notes = (TextNote((0, 0, 1, 1), "a"), TextNote((0, 0, 1, 1), "b"),
             Frame("f", "F", (0, 0, 1, 1)))
    assert counts(Workflow(annotations=notes)) == "0 widgets · 0 links · 1 frame · 2 notes"
