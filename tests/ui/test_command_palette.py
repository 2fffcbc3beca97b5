"""The command palette: every action by a few letters."""

from __future__ import annotations

import pytest

pytest.importorskip("PyQt6.QtWidgets")

from dataclasses import dataclass  # noqa: E402

from hypothesis import given  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from PyQt6.QtCore import Qt  # noqa: E402
from PyQt6.QtTest import QTest  # noqa: E402
from PyQt6.QtWidgets import QWidget  # noqa: E402

from satsuma.ui.action_search import actions_for  # noqa: E402
from satsuma.ui.command_palette import CommandPalette  # noqa: E402

pytestmark = pytest.mark.window


@dataclass(frozen=True)
class Act:
    """As `satsuma.ui.actions.Action`."""

    id: str
    title: str
    menu: str
    shortcuts: tuple[str, ...] = ()
    help: str = ""
    keywords: tuple[str, ...] = ()


ACTIONS = (
    Act("open", "&Open…", "File", ("Ctrl+O", "F3"), "Open a workflow from a file."),
    Act("save", "&Save", "File", ("Ctrl+S",), "Write the workflow to its file."),
    Act("paste", "Paste", "Edit", ("Ctrl+V",), "Put what was copied onto the canvas."),
    Act("zoom_in", "Zoom in", "View", ("Ctrl++",), "Come nearer.", ("enlarge", "bigger")),
    Act("reload", "Look at files again", "Widget", ("F5",), "Look at folders anew."),
    Act("about", "About this program", "Help"),
)


@pytest.fixture
def ran() -> list[str]:
    return []


@pytest.fixture
def off() -> set[str]:
    return {"paste"}


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.resize(1000, 700)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def palette(qtbot, ran, off, window):
    return CommandPalette(ACTIONS, ran.append, lambda one: one not in off, window)


def ids(palette) -> list[str]:
    return [row.value.id for row in palette.model.rows]


def press(palette, *keys, text: str = "") -> None:
    QTest.keyClicks(palette.line, text)
    for key in keys:
        QTest.keyClick(palette.line, key)


@pytest.mark.parametrize(("text", "found"), [
    ("sav", "save"), ("SAVE", "save"), ("nearer", "zoom_in"), ("enlarge", "zoom_in"),
    ("view", "zoom_in"), ("file open", "open"), ("zmi", "zoom_in"), ("Ábout", "about")])
def test_it_is_found_by_title_menu_help_and_keywords(palette, ran, text, found):
    palette.open()
    press(palette, Qt.Key.Key_Return, text=text)
    assert ran == [found]
    assert not palette.isVisible()


def test_what_the_title_says_comes_before_what_the_help_says(palette):
    palette.open("file")
    assert ids(palette)[0] == "reload"
    assert {"open", "save"} <= set(ids(palette))


def test_shortcuts_stand_at_the_right_and_marks_of_menus_are_left_out(palette):
    palette.open()
    first = palette.model.rows[0]
    assert (first.title, first.side) == ("Open", "Ctrl+O")
    assert "Open a workflow from a file." in palette.footer.text()


def test_a_greyed_one_does_nothing(palette, ran, off):
    palette.open("paste")
    assert not palette.current.enabled
    assert "not available" in palette.footer.text()
    press(palette, Qt.Key.Key_Return)
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton,
                     pos=palette.list.visualRect(palette.model.index(0)).center())
    assert ran == []
    assert palette.isVisible()
    off.clear()
    palette.open("paste")
    press(palette, Qt.Key.Key_Return)
    assert ran == ["paste"]


def test_what_was_used_last_stands_first(palette, ran):
    for text in ("zoom", "save"):
        palette.open()
        press(palette, Qt.Key.Key_Return, text=text)
    palette.open()
    assert ids(palette)[:3] == ["save", "zoom_in", "open"]
    press(palette, Qt.Key.Key_Return)
    assert ran == ["zoom_in", "save", "save"]


def test_escape_and_what_is_not_there(palette, ran):
    palette.open("qqqq")
    assert "No command" in palette.footer.text()
    press(palette, Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert ran == []
    assert not palette.isVisible()


def test_it_is_closed_before_the_command_runs(qtbot, window):
    seen = []
    palette = CommandPalette(ACTIONS, lambda _: seen.append(palette.isVisible()),
                             lambda _: True, window)
    palette.open()
    press(palette, Qt.Key.Key_Return)
    assert seen == [False]


def test_it_opens_in_the_upper_middle_of_the_window(palette, window):
    window.move(60, 40)
    palette.open()
    screen = palette.screen().availableGeometry()
    if screen.width() >= 1000:
        assert abs(palette.geometry().center().x() - window.geometry().center().x()) <= 2
    assert window.geometry().top() < palette.geometry().top() < window.geometry().center().y()


@given(st.text(max_size=12))
def test_any_text_finds_some_of_the_actions_and_each_once(text):
    found = actions_for(ACTIONS, text)
    assert len({one.id for one in found}) == len(found)
    assert set(found) <= set(ACTIONS)
    if not text.split():
        assert found == list(ACTIONS)


def test_every_action_of_the_program_is_found_by_its_title(qtbot, window):
    from satsuma.ui.action_search import plain_title
    from satsuma.ui.actions import ACTIONS as ALL

    palette = CommandPalette(ALL, str, lambda _: True, window)
    for action in ALL:
        palette.open(plain_title(action.title))
        assert palette.current.title == plain_title(action.title)
        assert "/" not in palette.footer.text().split("·")[0]
    palette.hide()


def test_it_is_as_high_as_its_rows_and_its_upper_edge_stays(palette):
    palette.open()
    top, high = palette.geometry().top(), palette.height()
    press(palette, text="sav")
    assert len(palette.model.rows) < len(ACTIONS)
    assert palette.height() < high
    assert palette.geometry().top() == top
    palette.line.clear()
    assert (palette.geometry().top(), palette.height()) == (top, high)


@pytest.mark.parametrize("scale", [100, 200, 300])
def test_it_stays_within_the_screen(qtbot, window, scale):
    from satsuma.ui.actions import ACTIONS as ALL
    from satsuma.ui.theme import theme

    theme().apply("light", scale, "off")
    palette = CommandPalette(ALL, str, lambda _: True, window)
    palette.open()
    screen = palette.screen().availableGeometry()
    assert palette.geometry().top() >= screen.top()
    assert palette.geometry().bottom() <= screen.bottom()
    palette.hide()
