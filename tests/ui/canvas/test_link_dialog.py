"""The dialog that edits the links between two nodes: by mouse, by keys, and what it tells."""

from __future__ import annotations

import pytest

pytest.importorskip("PyQt6.QtWidgets")

from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt  # noqa: E402
from PyQt6.QtGui import QMouseEvent  # noqa: E402
from PyQt6.QtTest import QTest  # noqa: E402
from PyQt6.QtWidgets import QApplication  # noqa: E402

from satsuma.ui.canvas.link_board import INVITATION  # noqa: E402
from satsuma.ui.canvas.link_dialog import LinkDialog  # noqa: E402
from satsuma.ui.theme import theme  # noqa: E402
from satsuma.workflow.model import Link, LinkError, Workflow  # noqa: E402

pytestmark = pytest.mark.window

LEFT = Qt.MouseButton.LeftButton
CLUSTERS, VIEWER = "hierarchical-clustering", "image-viewer"
SELECTED = Link(CLUSTERS, "selected", VIEWER, "data")
DATA = Link(CLUSTERS, "data", VIEWER, "data")


@pytest.fixture
def workflow(catalog):
    made = Workflow()
    for slug in ("import-images", CLUSTERS, VIEWER, "distances"):
        made, _ = made.with_new_node(catalog.named(slug)())
    return made


@pytest.fixture
def opened(qtbot):
    def open_dialog(workflow, source=CLUSTERS, target=VIEWER):
        dialog = LinkDialog(workflow, source, target)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # qtbot closes it
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        QApplication.processEvents()
        return dialog

    return open_dialog


def drag(start, end):
    """Press on a dot, move to the middle of another part, let go. Qt tells it all to the first."""
    goal = start.mapFromGlobal(end.mapToGlobal(end.rect().center()))
    QTest.mousePress(start, LEFT, pos=start.dot_center)
    for point in (start.dot_center + QPoint(30, 5), goal):
        move = QMouseEvent(QEvent.Type.MouseMove, QPointF(point),
                           QPointF(start.mapToGlobal(point)), Qt.MouseButton.NoButton, LEFT,
                           Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(start, move)
    QTest.mouseRelease(start, LEFT, pos=goal)


def test_a_drag_from_dot_to_dot_links(opened, workflow):
    dialog = opened(workflow)
    drag(dialog.board.dot("out", "data"), dialog.board.dot("in", "data"))
    assert dialog.result_workflow().links == (DATA,)
    assert workflow.links == ()
    drag(dialog.board.dot("in", "data"), dialog.board.dot("out", "selected"))  # the other way
    assert dialog.result_workflow().links == (SELECTED,)


def test_a_drag_that_ends_nowhere_links_nothing(opened, workflow):
    dialog = opened(workflow)
    drag(dialog.board.dot("out", "data"), dialog.ok_button)
    drag(dialog.board.dot("out", "data"), dialog.board.dot("out", "selected"))
    assert dialog.result_workflow() is workflow
    assert dialog.board.armed is None
    assert dialog.told.text() == INVITATION


def test_two_clicks_link(opened, workflow):
    dialog = opened(workflow)
    QTest.mouseClick(dialog.board.dot("in", "data"), LEFT)
    assert "Choose an output for “data”" in dialog.told.text()
    QTest.mouseClick(dialog.board.dot("out", "selected"), LEFT)
    assert dialog.result_workflow().links == (SELECTED,)
    assert dialog.board.dot("out", "selected").linked


def test_a_second_click_on_the_same_dot_gives_up(opened, workflow):
    dialog = opened(workflow)
    for _ in range(2):
        QTest.mouseClick(dialog.board.dot("out", "data"), LEFT)
    assert dialog.board.armed is None
    assert dialog.board.dot("in", "data").look == "plain"


def test_keys_alone_link_and_remove(opened, workflow):
    dialog = opened(workflow)
    dialog.board.dot("out", "selected").setFocus()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.board.dot("out", "data")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    assert dialog.result_workflow().links == (DATA,)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Delete)
    assert dialog.result_workflow().links == ()
    assert dialog.isVisible()


def test_tab_goes_through_all_dots_to_the_buttons(opened, workflow):
    dialog = opened(workflow)
    board = dialog.board
    board.dot("out", "selected").setFocus()
    reached = []
    for _ in range(4):
        reached.append(dialog.focusWidget())
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert reached[:3] == [board.dot("out", "selected"), board.dot("out", "data"),
                           board.dot("in", "data")]
    assert reached[3] is dialog.cancel_button  # Clear all is off: there is nothing to clear


def test_a_click_on_a_line_removes_it_and_only_there(opened, workflow):
    dialog = opened(workflow.with_link(SELECTED))
    board = dialog.board
    middle = board.lines.middle_of(SELECTED).toPoint()
    QTest.mouseClick(board, LEFT, pos=middle + QPoint(0, 40))
    assert dialog.result_workflow().links == (SELECTED,)
    QTest.mouseMove(board, middle)
    QTest.mouseClick(board, LEFT, pos=middle)
    assert dialog.result_workflow().links == ()


def test_lines_join_the_dots_where_they_are_shown(opened, workflow):
    dialog = opened(workflow.with_link(SELECTED))
    board = dialog.board
    ends = board.lines.drawn.links[SELECTED]
    for end, dot in zip(ends, (board.dot("out", "selected"), board.dot("in", "data")), strict=True):
        away = end.toPoint() - dot.mapTo(board, dot.dot_center)
        assert away.manhattanLength() <= 8


def test_clear_all_takes_only_the_links_between_the_two(opened, workflow):
    other = Link("distances", "distances", CLUSTERS, "distances")
    dialog = opened(workflow.with_link(other).with_link(SELECTED))
    dialog.clear_button.click()
    assert dialog.result_workflow().links == (other,)
    assert not dialog.clear_button.isEnabled()


def test_what_does_not_fit_is_small_and_says_why(opened, workflow):
    dialog = opened(workflow, "distances", VIEWER)
    board = dialog.board
    QTest.mouseClick(board.dot("out", "distances"), LEFT)
    barred = board.dot("in", "data")
    assert (barred.look, barred.note) == ("barred", "does not fit: takes a table")
    assert "does not fit" in barred.accessibleDescription()
    QTest.mouseClick(barred, LEFT)
    assert "sends distances, and “data” takes table" in dialog.told.text()
    assert dialog.result_workflow() is workflow


def test_a_circle_and_a_link_that_is_there_have_their_own_reasons(opened, workflow):
    dialog = opened(workflow.with_link(SELECTED))
    QTest.mouseClick(dialog.board.dot("out", "selected"), LEFT)
    assert dialog.board.dot("in", "data").note == "linked already"
    round_about = workflow.with_link(Link(VIEWER, "data", "distances", "data")).with_link(
        Link("distances", "distances", CLUSTERS, "distances"))
    dialog = opened(round_about)
    QTest.mouseClick(dialog.board.dot("out", "selected"), LEFT)
    assert dialog.board.dot("in", "data").note == "would make a circle"


def test_it_says_whose_place_a_link_takes(opened, workflow):
    taken = workflow.with_link(Link("import-images", "data", VIEWER, "data"))
    dialog = opened(taken)
    assert dialog.board.dot("in", "data").note == "now from Import Images"
    QTest.mouseClick(dialog.board.dot("out", "data"), LEFT)
    dialog.board.dot("in", "data").setFocus()
    assert dialog.told.text() == "This takes the place of the link from Import Images."
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.result_workflow().links == (DATA,)


def test_escape_gives_up_the_line_first_and_then_the_dialog(opened, workflow):
    dialog = opened(workflow)
    QTest.mouseClick(dialog.board.dot("out", "data"), LEFT)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.board.armed is None
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
    assert dialog.result() == LinkDialog.DialogCode.Rejected
    assert not dialog.isVisible()


def test_links_are_put_into_a_workflow_that_changed_meanwhile(opened, workflow):
    dialog = opened(workflow.with_link(SELECTED))
    QTest.keyClick(dialog.board.dot("in", "data"), Qt.Key.Key_Delete)
    drag(dialog.board.dot("out", "data"), dialog.board.dot("in", "data"))
    now = workflow.with_link(SELECTED).with_title(VIEWER, "The family")
    result = dialog.result_workflow(now)
    assert result.nodes[VIEWER].title == "The family"
    assert result.links == (DATA,)
    with pytest.raises(LinkError):
        dialog.result_workflow(now.without_node(VIEWER))


def test_everything_is_named_and_drawn_in_both_schemes_at_every_scale(opened, workflow):
    dialog = opened(workflow.with_link(SELECTED))
    assert dialog.board.dot("out", "selected").accessibleName() == "Output selected, a table"
    assert dialog.accessibleName() == "Edit links from Hierarchical Clustering to Image Viewer"
    small = dialog.board.cards[0].width()
    for scheme in ("dark", "light"):
        theme().apply(scheme, 200, "off")
        QApplication.processEvents()
        assert not dialog.grab().isNull()
    assert dialog.board.cards[0].width() == 2 * small
    ends = dialog.board.lines.drawn.links[SELECTED]
    dot = dialog.board.dot("out", "selected")
    assert (ends[0].toPoint() - dot.mapTo(dialog.board, dot.dot_center)).manhattanLength() <= 14
