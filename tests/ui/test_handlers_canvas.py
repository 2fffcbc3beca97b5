"""The Edit, View and Widget menus, on a canvas."""

from __future__ import annotations

import pytest

from satsuma.workflow.annotations import Frame
from satsuma.workflow.model import Link
from tests.ui.opened_app import add, settle

pytestmark = pytest.mark.window

IMPORT, TABLE, VIEWER = "satsuma.import_images", "satsuma.data_table", "satsuma.image_viewer"


def _select(window, *nodes: str) -> None:
    window.canvas.scene.select(nodes)
    settle()


def _places(window) -> list[tuple[float, float]]:
    return [node.position for node in window.document.workflow.nodes.values()]


def _link(window, source: str, target: str) -> Link:
    nodes = window.document.workflow.nodes
    link = Link(source, next(iter(nodes[source].widget.spec.outputs)), target,
                next(iter(nodes[target].widget.spec.inputs)))
    window.document.edit(window.document.workflow.with_link(link), "Link")
    return link


@pytest.mark.parametrize(("action", "axis"), [("align-left", 0), ("align-center", 0),
                                              ("align-right", 0), ("align-top", 1),
                                              ("align-middle", 1), ("align-bottom", 1)])
def test_aligning(window, action, axis):
    nodes = add(window, TABLE, TABLE, TABLE)
    workflow = window.document.workflow
    for number, node in enumerate(nodes):
        workflow = workflow.with_position(node, (100.0 * number, 70.0 * number))
    window.document.edit(workflow, "Move")
    _select(window, *nodes)
    window.action_bar.run(action)
    assert len({place[axis] for place in _places(window)}) == 1


def test_spacing_evenly(window):
    nodes = add(window, TABLE, TABLE, TABLE)
    window.document.edit(window.document.workflow.with_position(nodes[1], (90.0, 100.0)), "Move")
    _select(window, *nodes)
    window.action_bar.run("distribute-horizontal")
    xs = sorted(place[0] for place in _places(window))
    assert xs[1] - xs[0] == pytest.approx(xs[2] - xs[1], abs=1)


def test_tidying_up_is_one_step(window):
    nodes = add(window, IMPORT, TABLE)
    _link(window, *nodes)
    window.document.edit(window.document.workflow.with_position(nodes[1], (0.0, 500.0)), "Move")
    window.action_bar.run("tidy")
    (left, _), (right, _) = _places(window)
    assert left < right
    assert window.document.undo_name == "Tidy up"


def test_a_frame_is_drawn_collapsed_and_opened(window):
    nodes = add(window, TABLE, TABLE)
    _select(window, *nodes)
    window.action_bar.run("frame")
    settle()
    window.canvas.scene.select((), (0,))
    settle()
    for collapsed in (True, False):
        window.action_bar.run("collapse")
        settle()
        (frame,) = window.document.workflow.annotations
        assert isinstance(frame, Frame)
        assert frame.collapsed is collapsed
        window.canvas.scene.select((), (0,))
        settle()


def test_removing_bridges_and_removing_a_link_does_not(window):
    first, second = add(window, IMPORT, TABLE)
    link = _link(window, first, second)
    window.canvas.scene.select(())
    window.canvas.scene.link_items[link].setSelected(True)
    settle()
    window.action_bar.refresh()
    assert window.action_bar.actions["enable-link"].text() == "Disable link"
    window.action_bar.run("enable-link")
    assert not window.document.workflow.links[0].enabled
    window.canvas.scene.link_items[window.document.workflow.links[0]].setSelected(True)
    settle()
    window.action_bar.refresh()
    assert window.action_bar.actions["enable-link"].text() == "Enable link"
    window.action_bar.run("remove")
    assert not window.document.workflow.links
    assert len(window.document.workflow.nodes) == 2


def test_two_selected_widgets_are_linked_to_each_other(window):
    first, second = add(window, IMPORT, TABLE)
    _select(window, first, second)
    window.action_bar.run("link")
    settle()
    (link,) = window.document.workflow.links
    assert (link.source, link.target) == (first, second)


def test_notes_and_arrows(window):
    window.action_bar.run("arrow")
    window.action_bar.run("note")
    assert len(window.document.workflow.annotations) == 2


def test_opening_raising_and_closing_widget_windows(window):
    nodes = add(window, TABLE, TABLE)
    bar = window.action_bar
    assert not bar.is_enabled("close-widgets")
    _select(window, *nodes)
    bar.run("open-widget")
    assert window.widget_windows.open_ids == nodes
    bar.run("raise-widgets")
    bar.run("raise-canvas")
    bar.run("close-widgets")
    settle()
    assert not window.widget_windows.open_ids


def test_stopping_and_running_again(window, monkeypatch):
    (node,) = add(window, TABLE)
    _select(window, node)
    asked = []
    engine = window.document.bridge.engine
    for name in ("cancel", "retry"):
        monkeypatch.setattr(engine, name, lambda n, name=name: asked.append((name, n)))
    window.action_bar.run("stop")
    window.action_bar.run("retry")
    assert asked == [("cancel", node), ("retry", node)]


def test_zooming(window):
    view, bar = window.canvas.view, window.action_bar
    add(window, TABLE, TABLE)
    bar.run("zoom-in")
    assert view.zoom > 1.2
    bar.run("zoom-reset")
    assert view.zoom == 1.0
    bar.run("zoom-out")
    assert view.zoom < 0.9
    bar.run("fit")
    assert view.zoom <= 1.0


def test_how_the_canvas_looks_is_kept(window):
    store, bar = window.app.store, window.action_bar
    bar.run("grid")
    bar.run("port-names")
    bar.run("snap")
    assert window.canvas.view.shows_grid is store.value.grid is False
    assert store.value.port_names
    assert not window.canvas.scene.snaps
    bar.run("minimap")
    assert store.value.minimap in ("on", "off")


def test_finding_a_widget_and_hiding_the_toolbox(window):
    bar = window.action_bar
    bar.run("toolbox")
    assert not window.side.isVisible()
    bar.run("find-widget")
    assert window.side.isVisible()
    assert window.toolbox.field.hasFocus()


def test_the_windows_are_listed(window):
    second = window.app.new_window()
    add(second, TABLE)
    menu = window.menus["Window"]
    menu.aboutToShow.emit()
    listed = [one.text() for one in menu.actions() if not one.objectName() and one.text()]
    assert listed == ["Untitled", "Untitled •"]
    menu.aboutToShow.emit()
    assert len([one for one in menu.actions() if not one.objectName() and one.text()]) == 2
