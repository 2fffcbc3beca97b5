"""The main window: its parts, its sizes, what is dropped on it, and that nothing of it stays."""

from __future__ import annotations

import gc

import pytest
from PyQt6.QtCore import QMimeData, QPointF, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QAbstractButton

from satsuma.ui.actions import ACTIONS
from satsuma.ui.background import background
from satsuma.ui.bridge import Bridge
from satsuma.ui.canvas.node_item import NodeItem
from satsuma.ui.document import Document
from satsuma.ui.main_window import MainWindow
from tests.ui.opened_app import add, collected, settle

pytestmark = pytest.mark.window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def _mime(path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


def test_an_empty_window_begins_with_the_start_page(app, qtbot):
    made = app.new_window()
    qtbot.waitExposed(made)
    settle()
    assert made.start_page.new.hasFocus()
    assert made.start_page.isVisible()
    assert not made.canvas.isVisible()
    made.start_page.new.click()
    assert made.canvas.isVisible()
    assert made.canvas.view.hasFocus()


def test_the_start_page_is_left_out_on_request(app):
    app.store.change(start_page=False)
    assert app.new_window().canvas.isVisible()


def test_the_start_page_goes_when_something_is_added(app):
    made = app.new_window()
    add(made, "satsuma.data_table")
    assert made.canvas.isVisible()


def test_start_page_over_a_workflow_and_back(window):
    add(window, "satsuma.data_table")
    window.action_bar.run("recent")
    assert window.start_page.isVisible()
    window.action_bar.run("recent")
    assert window.canvas.isVisible()
    assert window.canvas.view.hasFocus()


def test_the_start_page_lights_up_under_a_drag(app, cow_folder):
    made = app.new_window()
    mime = _mime(cow_folder)
    event = QDragEnterEvent(QPointF(9, 9).toPoint(), Qt.DropAction.CopyAction, mime,
                            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    made.dragEnterEvent(event)
    assert event.isAccepted()
    assert made.start_page.ground._inviting
    made.dragLeaveEvent(QDragLeaveEvent())
    assert not made.start_page.ground._inviting


def test_a_folder_dropped_on_the_start_page_is_put_on_the_canvas(app, cow_folder, qtbot):
    made = app.new_window()
    mime = _mime(cow_folder)
    made.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime,
                              Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    settle()
    (node,) = made.document.workflow.nodes.values()
    assert made.canvas.isVisible()
    assert str(cow_folder) in str(node.widget)


def test_the_title_tells_the_file_and_whether_it_is_saved(window, tmp_path):
    assert window.windowTitle() == "Untitled[*] – Satsuma"
    assert not window.isWindowModified()
    add(window, "satsuma.data_table")
    assert window.isWindowModified()
    window.document.mark_saved(tmp_path / "cows.ows")
    assert window.windowTitle() == "cows.ows[*] – Satsuma"
    assert not window.isWindowModified()


def test_pausing_from_the_status_bar(window):
    first, second = add(window, "satsuma.data_table", "satsuma.data_table")
    window.status.pause.click()
    assert not any(node.auto for node in window.document.workflow.nodes.values())
    assert window.status.pause.isChecked()
    window.document.undo()
    assert not window.status.pause.isChecked()


def test_the_zoom_is_shown(window):
    window.action_bar.run("zoom-in")
    assert window.status.percent.text() == f"{round(window.canvas.view.zoom * 100)}\u00a0%"


def test_problems_open_from_the_status_bar_and_by_key(window):
    window.status.problems.click()
    assert window.problems.isVisible()
    assert window.problems.list.isHidden()
    QTest.keyClick(window, Qt.Key.Key_M, CTRL | SHIFT)
    assert not window.problems.isVisible()


def test_a_problem_leads_to_its_node_also_from_the_start_page(window):
    first, second = add(window, "satsuma.data_table", "satsuma.data_table")
    window.action_bar.run("recent")
    window.problems.show_node.emit(second)
    assert window.canvas.isVisible()
    assert window.canvas.scene.selected_nodes() == (second,)


def test_find_shows_a_bar_and_escape_gives_the_canvas_its_focus(window):
    QTest.keyClick(window, Qt.Key.Key_F, CTRL)
    assert window.find_bar.isVisible()
    assert window.find_bar.line.hasFocus()
    QTest.keyClick(window.find_bar.line, Qt.Key.Key_Escape)
    assert not window.find_bar.isVisible()
    assert window.canvas.view.hasFocus()


def test_what_was_done_last_stands_first_in_the_palette(window):
    window.action_bar.run("zoom-in")
    window.action_bar.run("select-all")
    QTest.keyClick(window, Qt.Key.Key_P, CTRL | SHIFT)
    rows = window._palette.rows_for("")
    assert [row.value.id for row in rows[:2]] == ["select-all", "zoom-in"]
    window._palette.hide()


def test_help_is_on_what_is_pointed_at_else_on_what_is_selected(window, monkeypatch):
    asked = []
    monkeypatch.setattr(window.app, "open_widget_help", asked.append)
    window.toolbox.pointed.emit(None)  # wherever the pointer of this screen rests
    window.action_bar.run("help")
    (node,) = add(window, "satsuma.data_table")
    window.canvas.scene.select((node,))
    window.toolbox.pointed.emit(None)
    window.action_bar.run("help")
    images = window.catalog.widgets["satsuma.import_images"]
    window.toolbox.pointed.emit(images)
    window.action_bar.run("help")
    window.toolbox.pointed.emit(None)
    window.action_bar.run("help")
    table = window.catalog.widgets["satsuma.data_table"]
    assert asked == [None, table, images, table]


def test_every_control_has_a_name(window):
    window.problems.show()
    window.find_bar.show()
    window.offer_bar.say("Something is missing.", "Repair…")
    window.start.toggle(lambda: ((), ()))
    nameless = [one for one in window.findChildren(QAbstractButton)
                if one.isVisible() and not (one.accessibleName() or one.text())]
    assert not nameless


def test_the_toolbox_keeps_its_width_in_other_colors_and_grows_with_the_scale(window):
    window.resize(1440, 900)
    window.parts.set_side_width(300)
    settle()
    window.app.store.change(theme="dark")
    assert round(window.parts.side_width) == 300
    window.app.store.change(scale=200)
    settle()
    assert abs(window.parts.side_width - 300) < 2
    assert window.canvas.width() >= 700


@pytest.mark.parametrize("scale", [200, 300])
def test_the_window_fits_a_small_screen_at_large_scale(window, scale):
    add(window, "satsuma.data_table")
    window.app.store.change(scale=scale)
    window.problems.show()
    window.resize(1440, 900)
    settle()
    assert (window.width(), window.height()) == (1440, 900)
    assert window.canvas.width() >= 500
    assert window.canvas.height() >= 300
    window.action_bar.run("toolbox")
    settle()
    assert window.canvas.width() == 1440


def test_fifty_windows_leave_nothing_behind(app, qtbot):
    app.new_window().close()
    collected()
    kinds = (MainWindow, Document, Bridge, NodeItem)
    before = sum(issubclass(type(one), kinds) for one in gc.get_objects())
    for _ in range(50):
        made = app.new_window()
        add(made, "satsuma.data_table")
        made.open_palette()
        made.closing._for_good = True
        made.close()
        del made
    collected()
    assert sum(issubclass(type(one), kinds) for one in gc.get_objects()) == before
    assert not app.windows
    assert background().wait(30)


def test_no_two_actions_share_a_key():
    keys = [key for action in ACTIONS for key in action.shortcuts]
    assert len(keys) == len(set(keys))


def test_the_keys_of_the_canvas_work_after_a_click_below_it(window):
    first, second = add(window, "satsuma.data_table", "satsuma.data_table")
    window.offer_bar.say("Something is missing.", "Repair…")
    status, bar = window.status, window.offer_bar
    for button in (status.nearer, status.percent, status.fit, status.pause, bar.shut):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert window.canvas.view.hasFocus(), button.accessibleName()
    QTest.keyClick(window.canvas.view, Qt.Key.Key_A, CTRL)
    assert set(window.canvas.scene.selected_nodes()) == {first, second}


def test_new_on_the_start_page_over_a_workflow_is_another_window(window, qtbot):
    add(window, "satsuma.data_table")
    window.action_bar.run("recent")
    QTest.mouseClick(window.start_page.new, Qt.MouseButton.LeftButton)
    assert window.canvas.isVisible()
    assert len(window.document.workflow.nodes) == 1
    made = window.app.windows[-1]
    assert made is not window
    assert not made.document.workflow.nodes
    assert made.canvas.isVisible()


@pytest.mark.parametrize("how", ["button", "escape"])
def test_there_is_a_way_back_from_the_start_page(window, how):
    add(window, "satsuma.data_table")
    window.action_bar.run("recent")
    assert window.start_page.back.isVisible()
    if how == "button":
        QTest.mouseClick(window.start_page.back, Qt.MouseButton.LeftButton)
    else:
        QTest.keyClick(window.start_page.new, Qt.Key.Key_Escape)
    assert window.canvas.isVisible()
    assert window.canvas.view.hasFocus()


def test_the_start_page_of_a_new_window_has_no_way_back(app, qtbot):
    made = app.new_window()
    qtbot.waitExposed(made)
    assert not made.start_page.back.isVisible()
    QTest.keyClick(made.start_page.new, Qt.Key.Key_Escape)
    assert made.start_page.isVisible()


def test_recent_workflows_are_in_the_file_menu(window, animals):
    recent = window.recent_menu
    recent.fill()
    assert not recent.menu.menuAction().isEnabled()
    window.app.note_recent(animals)
    window.menus["File"].aboutToShow.emit()
    assert recent.menu.menuAction().isEnabled()
    (action,) = recent.menu.actions()
    assert "animals.ows" in action.text()
    assert action.toolTip() == str(animals)
    action.trigger()
    settle()
    assert animals in [one.document.path for one in window.app.windows]


def test_a_click_on_a_problem_shows_its_node_and_the_cross_closes_the_panel(window, qtbot):
    first, second = add(window, "satsuma.data_table", "satsuma.image_viewer")
    window.action_bar.run("problems")
    qtbot.waitUntil(lambda: len(window.problems.troubles) == 2)
    lines = window.problems.list
    at = lines.visualRect(window.problems.model.index(1)).center()
    QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.canvas.scene.selected_nodes() == (window.problems.troubles[1].node,)
    assert window.problems.shut.accessibleName()
    QTest.mouseClick(window.problems.shut, Qt.MouseButton.LeftButton)
    assert not window.problems.isVisible()
    assert not window.action_bar.is_checked("problems")
    assert window.canvas.view.hasFocus()


@pytest.mark.parametrize("scale", [100, 200, 300])
def test_the_help_takes_a_third_of_the_side_at_most(window, scale):
    window.resize(1280, 720)
    window.app.store.change(scale=scale)
    window.help_pane.show_widget(window.catalog.widgets["satsuma.image_embedding"])
    settle()
    assert 0 < window.help_pane.height() <= window.side.height() // 3


def test_menus_say_what_will_happen(window):
    first, second = add(window, "satsuma.import_images", "satsuma.image_viewer")
    window.canvas.scene.select((first,))
    window.action_bar.refresh()
    pause = window.action_bar.actions["pause"]
    assert pause.text() == "Pause"
    window.action_bar.run("pause")
    window.action_bar.refresh()
    assert pause.text() == "Resume"
