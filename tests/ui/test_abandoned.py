"""After a crash: asked about once in a dialog, from then on only counted on the start page."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QObject

from satsuma.ui import abandoned as module
from satsuma.ui.abandoned import Abandoned
from satsuma.ui.background import background
from satsuma.ui.other_windows import OtherWindows
from satsuma.ui.start_page import StartPage
from satsuma.workflow.model import Workflow
from satsuma.workflow.recovery import RecoveryStore

pytestmark = pytest.mark.window


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A folder with what a crashed program left."""
    dead = RecoveryStore(tmp_path)
    for name in ("one", "two"):
        dead.write(name, Workflow(title=name), None, title=name)
    for lock in tmp_path.glob("*.running"):
        lock.unlink()
    made = RecoveryStore(tmp_path)
    monkeypatch.setattr(module, "recovery_store", lambda: made)
    yield made
    made.close()


@pytest.fixture
def started(qtbot, catalog, store):
    """A program that starts: what it has to offer, and what its start page counts."""
    owners = []

    def start() -> tuple[Abandoned, StartPage]:
        owner = QObject()
        owners.append(owner)
        page = StartPage(catalog=catalog)
        qtbot.addWidget(page)
        made = Abandoned(catalog, OtherWindows(), lambda: True, owner)
        made.counted.connect(page.set_unsaved)
        page.unsaved_asked.connect(made.show)
        with qtbot.waitSignal(made.counted):
            made.look()
        return made, page

    return start


def test_later_is_not_asked_again_but_counted(qtbot, started, store):
    first, page = started()
    assert first._dialog is not None
    first._dialog.later_button.click()
    assert page.unsaved.text() == "Unsaved work (2)…"
    assert not page.unsaved.isHidden()
    assert background().wait(30)
    second, page = started()
    assert second._dialog is None
    assert page.unsaved.text() == "Unsaved work (2)…"
    page.unsaved.click()
    assert second._dialog is not None
    assert len(second._dialog._found) == 2
    second._dialog.close()
    assert len(store.abandoned()) == 2, "nothing is lost"


def test_something_new_is_asked_about_together_with_the_rest(started, store, tmp_path):
    for one in store.abandoned():
        if one.title == "one":
            store.postpone(one)
    found, _ = started()
    assert found._dialog is not None
    assert len(found._dialog._found) == 2
    found._dialog.close()


def test_without_anything_left_nothing_is_offered(started, store):
    for one in store.abandoned():
        store.discard(one)
    found, page = started()
    assert found._dialog is None
    assert page.unsaved.isHidden()
    found.show()
    assert found._dialog is None


def test_what_is_restored_is_counted_no_more(qtbot, started):
    found, page = started()
    found._dialog.list.setCurrentItem(found._dialog.list.topLevelItem(0))
    with qtbot.waitSignal(found.restored):
        found._dialog.restore_button.click()
    found._dialog.close()
    assert page.unsaved.text() == "Unsaved work (1)…"
