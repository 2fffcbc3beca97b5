"""Places that moved: guessed, chosen, changed together, taken back in one step."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFileDialog

from satsuma.ui.background import background
from satsuma.ui.document import Document
from satsuma.ui.repair_dialog import RepairDialog, look_for_missing

pytestmark = pytest.mark.window


@pytest.fixture
def moved(tmp_path):
    """The folders are at `new`; the workflow believes they are at `old`."""
    for name in ("cows", "dogs"):
        (tmp_path / "new" / "pictures" / name).mkdir(parents=True)
    (tmp_path / "lessons").mkdir()
    return tmp_path


@pytest.fixture
def document(qapp, catalog, moved):
    cls = catalog.named("import-images")
    made = Document(path=moved / "lessons" / "a.ows")
    old = moved / "old" / "pictures"
    for name in ("cows", "dogs", "pigs"):
        flow, _ = made.workflow.with_new_node(cls(sources=(str(old / name),)), name)
        made.edit(flow, "Add")
    yield made
    made.close()


@pytest.fixture
def dialog(qtbot, document):
    made = RepairDialog(document, look_for_missing(document))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    assert background().wait(30)
    return made


def now(dialog):
    return {item.text(0): item.text(2) for i in range(dialog.list.topLevelItemCount())
            if (item := dialog.list.topLevelItem(i))}


def sources(document):
    return {node.title: node.widget.sources[0] for node in document.workflow.nodes.values()}


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(dialog, moved, name="cows"):
    dialog.place_at(str(moved / "old" / "pictures" / name),
                    str(moved / "new" / "pictures" / name))
    assert background().wait(30)


def test_it_lists_what_is_missing(dialog):
    assert now(dialog) == dict.fromkeys(("cows", "dogs", "pigs"), "Not found")
    assert not dialog.done_button.isEnabled()
    assert not dialog.offer_button.isVisible()


def test_choosing_one_offers_the_others_that_are_there_too(qtbot, dialog, document, moved):
    choose(dialog, moved)
    assert dialog.offer_button.isVisible()
    assert dialog.offer.text().startswith("One other place")
    press(qtbot, dialog.offer_button)
    press(qtbot, dialog.done_button)
    new = moved / "new" / "pictures"
    assert sources(document) == {"cows": str(new / "cows"), "dogs": str(new / "dogs"),
                                 "pigs": str(moved / "old" / "pictures" / "pigs")}


def test_an_offer_that_is_not_taken_changes_nothing_else(qtbot, dialog, document, moved):
    choose(dialog, moved)
    press(qtbot, dialog.done_button)
    assert sources(document)["dogs"] == str(moved / "old" / "pictures" / "dogs")
    assert document.undo_name == "Repair paths"


def test_the_repair_is_one_step(qtbot, dialog, document, moved):
    before = document.workflow
    choose(dialog, moved)
    press(qtbot, dialog.offer_button)
    with qtbot.waitSignal(dialog.repaired):
        press(qtbot, dialog.done_button)
    document.undo()
    assert document.workflow == before


def test_what_lies_near_the_file_is_found_by_itself(qtbot, document, moved):
    (moved / "lessons" / "pigs").mkdir()
    made = RepairDialog(document, look_for_missing(document))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: "nearby" in now(made)["pigs"])
    qtbot.waitUntil(made.done_button.isEnabled)
    made.show()
    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert sources(document)["pigs"] == str(moved / "lessons" / "pigs")


def test_not_now_changes_nothing(qtbot, dialog, document, moved):
    before = document.workflow
    choose(dialog, moved)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert document.workflow is before


def test_enter_on_a_row_asks_where_it_is(qtbot, dialog, moved):
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    asked, = dialog.findChildren(QFileDialog)
    assert asked.fileMode() == QFileDialog.FileMode.Directory
    asked.fileSelected.emit(str(moved / "new" / "pictures" / "cows"))
    asked.close()
    assert now(dialog)["cows"] == str(moved / "new" / "pictures" / "cows")


def test_a_place_named_by_two_widgets_is_repaired_in_both(qtbot, document, moved):
    node = document.workflow.node("dogs")
    document.edit(document.workflow.with_node("dogs", replace(
        node, widget=document.workflow.node("cows").widget)), "Edit")
    made = RepairDialog(document, look_for_missing(document))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    choose(made, moved)
    made.accept()
    assert sources(document)["cows"] == sources(document)["dogs"]


def test_everything_has_a_name(dialog):
    for control in (dialog.list, dialog.choose_button, dialog.offer_button, dialog.done_button,
                    dialog.cancel_button):
        assert control.accessibleName()
