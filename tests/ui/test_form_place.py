"""Settings and view share a window as far as there is room; the footer gives way with them."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.ui.commands import Performer
from satsuma.ui.state_pane import StatePane
from satsuma.ui.state_words import Told
from satsuma.ui.theme import px, theme
from satsuma.ui.widget_window import WidgetWindow
from satsuma.widgets.data.data_info import DataInfo
from satsuma.workflow.model import Link, Node, Workflow
from tests.ui.toy_widgets import Moody, Source

pytestmark = pytest.mark.window


@pytest.fixture
def window(qtbot, document):
    workflow = Workflow({"s": Node(Source()), "m": Node(Moody())},
                        (Link("s", "data", "m", "data"),))
    document.edit(workflow, "Make")
    made = WidgetWindow(document, "m", Performer(document))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.area.painter is not None)
    return made


def resized(window: WidgetWindow, width: int) -> None:
    window.resize(width, px(400))
    settle()


def settle() -> None:
    for _ in range(4):  # layouts ask one another
        QApplication.processEvents()


def test_side_by_side_where_there_is_room(window):
    resized(window, 700)
    assert window.panel.isVisible()
    assert window.area.isVisible()
    window.toggle_form()
    assert not window.panel.isVisible()
    window.toggle_form()
    assert window.panel.geometry().right() < window.area.mapTo(window, QPoint(0, 0)).x()


def test_a_small_window_shows_one_of_the_two(window):
    resized(window, 360)
    assert window.width() == 360
    assert not window.panel.isVisible()
    QTest.mouseClick(window.bar.form, Qt.MouseButton.LeftButton)
    assert window.panel.isVisible()
    assert not window.area.isVisible()
    settle()
    assert window.panel.width() == 360
    assert window.bar.form.accessibleName() == "Hide the settings"
    window.toggle_form()
    assert window.area.isVisible()
    resized(window, 900)
    assert window.panel.isVisible()
    assert window.panel.width() == px(264)


def test_at_any_scale_nothing_lies_on_anything(window):
    for scale in (100, 200, 300):
        theme().apply("light", scale, "off")
        for width in (1600, 1200, 800, 500):
            resized(window, width)
            assert window.minimumWidth() <= px(360)
            bar = window.bar
            parts = [one for one in (bar.came, bar.goes, bar.form, bar.save, bar.copy, bar.report,
                                     bar.reset, bar.help) if one.isVisible()]
            for at, one in enumerate(parts):
                assert bar.rect().contains(one.geometry()) or window.width() < px(360)
                assert not any(one.geometry().intersects(other.geometry())
                               for other in parts[at + 1:])


def test_what_comes_and_goes_can_be_read_in_a_narrow_window(window):
    resized(window, 420)
    for text in (window.bar.came, window.bar.goes):
        assert text.width() > 380
        assert text.text() == text.whole


def test_a_state_is_in_the_middle_of_a_narrow_area(qtbot):
    pane = StatePane(strip=False)
    qtbot.addWidget(pane)
    pane.resize(212, 300)
    pane.show_told(Told("Nothing comes in yet", "Connect something to “distances”.", "note", 0.5))
    pane.show()
    QApplication.processEvents()
    for part in (pane.heading, pane.text, pane.bar):
        assert pane.rect().contains(part.geometry())
        assert abs(part.geometry().center().x() - pane.rect().center().x()) <= 1


def test_where_nothing_is_to_be_set_the_view_has_all_the_room(qtbot, document):
    document.edit(Workflow({"s": Node(Source()), "i": Node(DataInfo())},
                           (Link("s", "data", "i", "data"),)), "Make")
    made = WidgetWindow(document, "i", Performer(document))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.area.painter is not None)
    for width in (700, 360, 700):
        resized(made, width)
        made.toggle_form()
        assert not made.panel.isVisible()
        assert not made.bar.form.isVisible()
        assert made.area.isVisible()
    assert made.area.isAncestorOf(made.focusWidget())
