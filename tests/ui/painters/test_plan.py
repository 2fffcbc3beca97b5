"""The painter of plans: what would be written, the button that writes, and what came of it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.commands import Commit, ShowFile, TakeBack
from satsuma.data.plan import PICTURES, Entry, Plan, Receipt, Step, plan_of
from satsuma.ui.committing import CommitRun, Saved
from satsuma.ui.painters.choose import painter_for
from satsuma.ui.painters.plan import PlanPainter
from satsuma.ui.painters.plan_foot import PROMISE
from satsuma.ui.theme import theme
from satsuma.views import Planned
from tests.picture_bytes import blocks, encoded
from tests.ui.painters.shown import shown

pytestmark = pytest.mark.window


@pytest.fixture
def painter(qtbot):
    return PlanPainter()


@pytest.fixture
def asked(painter):
    found = []
    painter.asked.connect(found.append)
    return found


@pytest.fixture
def plan(tmp_path) -> Plan:
    (tmp_path / "a.png").write_bytes(encoded(blocks(12, 8), "PNG"))
    source = str(tmp_path / "a.png")
    return plan_of((
        Step("a", source, "cow/a.png", "write", "", "cow/a.png"),
        Step("b", source, "cow/a (2).png", "number", "“a.png” is there already.", "cow/a.png"),
        Step("c", "", "", "leave", "This row has no picture."),
        Step("d", "/gone.png", "", "fail", "The file is not there.")), PICTURES,
        str(tmp_path / "out"), notes=("Camera data are left out.",), free=10**9)


def receipt(plan: Plan, **more: object) -> Receipt:
    return Receipt(PICTURES, plan.folder, (
        Entry("a", plan.sources[0], plan.file(0), "written", "", ("file",)),  # type: ignore
        Entry("d", "/gone.png", "", "failed", "The file is not there.")), **more)  # type: ignore


def lines(painter: PlanPainter) -> list[str]:
    return [painter.model.index(row).data() for row in range(painter.model.rowCount())]


def buttons(painter: PlanPainter) -> list[str]:
    return [one.accessibleName() for one in painter.foot._buttons if one.isVisible()]


def press(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_plans_have_this_painter(plan):
    assert painter_for(Planned(plan)) is PlanPainter


def test_it_shows_what_would_be_written_and_that_nothing_is_yet(qtbot, painter, plan):
    shown(qtbot, painter, Planned(plan))
    assert painter.title.text() == "2 pictures to save"
    assert painter.place.text().startswith(plan.folder)
    assert painter.notes.text() == "Camera data are left out."
    assert lines(painter) == ["cow/a.png", "cow/a (2).png", "c", "gone.png"]
    assert painter.foot.said.text() == PROMISE
    assert buttons(painter) == ["Save 2 pictures to “out”"]


def test_a_click_on_a_count_lists_only_these(qtbot, painter, plan):
    shown(qtbot, painter, Planned(plan))
    assert [one.text() for one in painter.groups.buttons.values()] == [
        "1 under their own name", "1 under another name", "1 left out", "1 cannot be saved"]
    press(painter.groups.buttons["fail"])
    assert lines(painter) == ["gone.png"]
    press(painter.groups.buttons["fail"])
    assert len(lines(painter)) == 4


def test_every_line_says_why(qtbot, painter, plan):
    shown(qtbot, painter, Planned(plan))
    told = [painter.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert "from " in told[0]
    assert "is there already" in told[1]
    assert "not there" in told[3]


def test_only_the_button_asks_to_write(qtbot, painter, plan, asked):
    shown(qtbot, painter, Planned(plan))
    painter.setFocus()
    QTest.keyClick(painter.list, Qt.Key.Key_Space)
    assert asked == []
    press(painter.foot.save)
    assert asked == [Commit()]


def test_a_plan_of_nothing_has_no_button(qtbot, painter, plan):
    shown(qtbot, painter, Planned(plan_of((plan.step(3),), PICTURES, plan.folder)))
    assert painter.title.text() == "There is nothing to save"
    assert buttons(painter) == []


def test_enter_shows_the_file(qtbot, painter, plan, asked):
    shown(qtbot, painter, Planned(plan))
    painter.list.setCurrentIndex(painter.model.index(0))
    painter.list.activated.emit(painter.model.index(0))
    assert asked == [ShowFile(plan.sources[0])]


def test_lines_are_copied_with_their_reasons(qtbot, painter, plan):
    shown(qtbot, painter, Planned(plan))
    painter.list.setCurrentIndex(painter.model.index(3))
    painter.copy()
    assert QApplication.clipboard().text() == "gone.png\tThe file is not there."


# While it is written

def test_it_tells_how_far_it_is_and_can_be_stopped(qtbot, painter, plan, asked):
    shown(qtbot, painter, Planned(plan))
    run = CommitRun()
    run.progress, run.counted, run._started = 0.25, (5, 20), time.monotonic() - 10
    painter.show_saved(Saved("key", run), "key")
    painter.foot._look()
    assert painter.foot.said.text().replace("\N{NO-BREAK SPACE}", " ") == \
        "5 of 20 pictures · 30 s left"
    assert painter.foot.bar.value() == 250
    assert buttons(painter) == ["Stop"]
    press(painter.foot.stop)
    assert asked == ["stop writing"]
    run.cancel()
    painter.foot._look()
    assert painter.foot.said.text() == "Stopping… · 5 of 20 pictures"


# Afterwards

def test_it_shows_the_receipt_and_what_can_be_done(qtbot, painter, plan, asked):
    shown(qtbot, painter, Planned(plan))
    painter.show_saved(Saved("key", receipt=receipt(plan)), "key")
    QApplication.processEvents()
    assert painter.title.text() == "1 picture saved"
    assert lines(painter) == ["cow/a.png", "gone.png"]
    assert buttons(painter) == ["Show in file manager", "Remove 1 picture again…", "Plan again"]
    press(painter.foot.show_files)
    press(painter.foot.remove)
    assert asked == [ShowFile(plan.folder), TakeBack()]


def test_another_plan_takes_its_place_and_the_receipt_can_still_be_seen(qtbot, painter, plan):
    shown(qtbot, painter, Planned(plan))
    painter.show_saved(Saved("key", receipt=receipt(plan)), "another key")
    assert painter.title.text() == "2 pictures to save"
    assert buttons(painter) == ["Last receipt", "Save 2 pictures to “out”"]
    press(painter.foot.last)
    assert painter.title.text() == "1 picture saved"


def test_plan_again_shows_the_plan_even_when_nothing_has_changed(qtbot, painter, plan, asked):
    shown(qtbot, painter, Planned(plan))
    painter.show_saved(Saved("key", receipt=receipt(plan)), "key")
    press(painter.foot.again)
    assert asked == ["plan anew"]
    assert painter.title.text() == "2 pictures to save"


def test_why_nothing_came_of_it_stands_beside_the_button(qtbot, painter, plan):
    shown(qtbot, painter, Planned(plan))
    painter.show_saved(Saved("key", error="The disk is too small."), "key")
    assert painter.foot.said.text() == "The disk is too small."
    assert "Save 2 pictures to “out”" in buttons(painter)


def test_why_it_was_stopped_is_told(qtbot, painter, plan):
    shown(qtbot, painter, Planned(plan))
    painter.show_saved(Saved("key", receipt=receipt(plan, stopped="It was stopped.")), "key")
    assert painter.notes.text() == "It was stopped."


def test_the_keys_never_land_on_what_writes(qtbot, painter, plan):
    shown(qtbot, painter, Planned(plan))
    painter.activateWindow()
    painter.foot.save.setFocus()
    painter.show_saved(Saved("key", CommitRun()), "key")
    QApplication.processEvents()
    assert QApplication.focusWidget() in (painter.foot.stop, None)


# How it looks

@pytest.mark.parametrize(("scheme", "scale"), [("light", 100), ("dark", 200)])
def test_nothing_is_cut_in_either_scheme(qtbot, plan, scheme, scale):
    theme().apply(scheme, scale, "off")
    painter = PlanPainter()
    side = scale / 100
    shown(qtbot, painter, Planned(plan), (int(640 * side), int(420 * side)))
    assert painter.foot.save.width() >= painter.foot.save.sizeHint().width()
    assert painter.foot.rect().contains(painter.foot.save.geometry())
    picture = painter.grab().toImage()
    ground = theme().colors.window
    assert picture.pixelColor(3, 3) == ground


def test_a_hundred_thousand_lines_open_at_once(qtbot, painter):
    steps = (Step(f"row {n}", f"/pics/{n}.jpg", f"c{n % 9}/{n}.jpg",
                  "number" if n % 7 == 0 else "write", "", f"{n}.jpg") for n in range(100_000))
    view = Planned(plan_of(steps, PICTURES, "/place"))
    shown(qtbot, painter, Planned(plan_of((), PICTURES, "/place")))
    started = time.thread_time()
    painter.show_view(view)
    QApplication.processEvents()
    assert time.thread_time() - started < 0.3
    assert painter.model.rowCount() == 100_000


def test_pictures_of_what_is_seen_only_are_asked_for(qtbot, painter, plan, tmp_path):
    shown(qtbot, painter, Planned(plan))
    QApplication.processEvents()
    found = painter.thumbnails.any(Path(plan.sources[0]))
    assert found is not None
    assert os.path.exists(plan.sources[0])
