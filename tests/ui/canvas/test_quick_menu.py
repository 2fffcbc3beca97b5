"""The quick menu: typing, keys, the mouse, what fits, what is used most."""

from __future__ import annotations

import pytest

pytest.importorskip("PyQt6.QtWidgets")

from PyQt6.QtCore import QPoint, QRect, Qt  # noqa: E402
from PyQt6.QtGui import QGuiApplication  # noqa: E402
from PyQt6.QtTest import QTest  # noqa: E402

from satsuma.ui.canvas.quick_menu import QuickMenu  # noqa: E402
from satsuma.ui.theme import theme  # noqa: E402
from satsuma.ui.usage import Usage  # noqa: E402

pytestmark = pytest.mark.window
Key = Qt.Key


@pytest.fixture
def usage() -> Usage:
    return Usage()


@pytest.fixture
def menu(qtbot, catalog, usage):
    made = QuickMenu(catalog, usage)
    qtbot.addWidget(made)
    return made


def titles(menu) -> list[str]:
    return [row.title for row in menu.model.rows]


def takes_a_table(spec) -> bool:
    return any(port.type.__name__ == "Table" for port in spec.inputs.values())


def press(menu, *keys, text: str = "") -> None:
    QTest.keyClicks(menu.line, text)
    for key in keys:
        QTest.keyClick(menu.line, key)


def test_the_first_is_chosen_already_and_enter_adds_it(menu, qtbot, catalog):
    menu.open(QPoint(20, 20))
    assert titles(menu)[0] == "Import Images"
    with qtbot.waitSignal(menu.chosen) as chosen:
        press(menu, Key.Key_Return)
    assert chosen.args == [catalog.named("import-images")]
    assert not menu.isVisible()


def test_a_few_letters_find_it(menu, qtbot, catalog):
    menu.open(QPoint(20, 20))
    press(menu, text="hier")
    assert titles(menu)[0] == "Hierarchical Clustering"
    with qtbot.waitSignal(menu.chosen) as chosen:
        press(menu, Key.Key_Enter)
    assert chosen.args == [catalog.named("hierarchical-clustering")]


def test_the_key_that_opened_it_is_typed(menu):
    menu.open(QPoint(20, 20), text="d")
    press(menu, text="ist")
    assert menu.line.text() == "dist"
    assert titles(menu)[0] == "Distances"


def test_why_it_was_found_stands_at_the_right(menu):
    menu.open(QPoint(20, 20), text="resnet")
    assert menu.current.title == "Image Embedding"
    assert "resnet" in menu.current.side


def test_opened_again_it_begins_anew(menu):
    menu.open(QPoint(20, 20), text="dist")
    press(menu, Key.Key_Escape)
    menu.open(QPoint(20, 20))
    assert menu.line.text() == ""
    assert len(titles(menu)) > 6


@pytest.mark.parametrize(("keys", "row"), [
    ([Key.Key_Down], 1), ([Key.Key_Tab, Key.Key_Tab], 2), ([Key.Key_Up], -1),
    ([Key.Key_Backtab], -1), ([Key.Key_Down, Key.Key_Up], 0), ([Key.Key_PageDown] * 5, -1),
    ([Key.Key_PageDown] * 5 + [Key.Key_PageUp] * 5, 0),
    ([Key.Key_Up, Key.Key_Down], 0)])
def test_keys_move_the_choice(menu, keys, row):
    menu.open(QPoint(20, 20))
    press(menu, *keys)
    assert menu.current.title == titles(menu)[row]


def test_escape_closes_and_chooses_nothing(menu, qtbot):
    menu.open(QPoint(20, 20))
    with qtbot.assertNotEmitted(menu.chosen), qtbot.waitSignal(menu.closed):
        press(menu, Key.Key_Escape)
    assert not menu.isVisible()


def test_a_click_adds(menu, qtbot):
    menu.open(QPoint(20, 20))
    place = menu.list.visualRect(menu.model.index(2)).center()
    with qtbot.waitSignal(menu.chosen) as chosen:
        QTest.mouseClick(menu.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args[0].spec.title == menu.model.rows[2].title


def test_nothing_that_fits_is_said_and_enter_does_nothing(menu, qtbot):
    menu.open(QPoint(20, 20), text="zzzz")
    assert menu.current is None
    assert "Nothing fits" in menu.footer.text()
    with qtbot.assertNotEmitted(menu.chosen):
        press(menu, Key.Key_Return, Key.Key_Down, Key.Key_PageUp)
    assert menu.isVisible()
    press(menu, *[Key.Key_Backspace] * 4)
    assert menu.current.title == "Import Images"


def test_what_the_selected_widget_does_stands_below(menu):
    menu.open(QPoint(20, 20), text="distances")
    assert menu.footer.text() == "Tell how far every picture is from every other."


def test_only_what_fits_is_offered_and_the_heading_says_to_what(menu):
    menu.open(QPoint(20, 20), fits=takes_a_table, source="satsuma.image_embedding:embeddings")
    assert menu.heading.text() == "Fits after Image Embedding · embeddings"
    assert titles(menu)[:2] == ["Distances", "Data Table"]
    assert "Import Images" not in titles(menu)
    assert "Text note" not in titles(menu)


@pytest.mark.parametrize(("ends", "said"), [
    ({"target": "satsuma.distances:data"}, "Fits before Distances · data"),
    ({"source": "satsuma.import_images", "target": "satsuma.distances"},
     "Fits between Import Images and Distances"),
    ({}, "Fits here"), ({"heading": "Instead of Cows"}, "Instead of Cows")])
def test_headings(menu, ends, said):
    menu.open(QPoint(20, 20), fits=takes_a_table, **ends)
    assert menu.heading.text() == said
    assert not menu.heading.isHidden()


def test_without_a_restriction_there_is_no_heading(menu):
    menu.open(QPoint(20, 20))
    assert menu.heading.isHidden()


def test_the_order_is_learned(menu, usage):
    for _ in range(4):
        usage.linked("satsuma.image_embedding", "satsuma.image_viewer")
    menu.open(QPoint(20, 20), fits=takes_a_table, source="satsuma.image_embedding:embeddings")
    assert titles(menu)[0] == "Image Viewer"


def test_use_decides_between_those_that_fit_alike(menu, usage):
    menu.open(QPoint(20, 20), text="image")
    assert titles(menu)[:2] == ["Image Embedding", "Image Viewer"]
    for _ in range(4):
        usage.added("satsuma.image_viewer")
    menu.open(QPoint(20, 20), text="image")
    assert titles(menu)[:2] == ["Image Viewer", "Image Embedding"]


@pytest.mark.parametrize("title", ["Text note", "Frame", "Arrow"])
def test_notes_frames_and_arrows_stand_at_the_end(menu, qtbot, title):
    menu.open(QPoint(20, 20))
    assert titles(menu)[-3:] == ["Text note", "Frame", "Arrow"]
    press(menu, text=title.lower())
    with qtbot.assertNotEmitted(menu.chosen), qtbot.waitSignal(menu.annotation_chosen) as asked:
        press(menu, Key.Key_Return)
    assert asked.args == [title]


@pytest.mark.parametrize("corner", [(-50, -50), (5000, 10), (10, 5000), (5000, 5000)])
@pytest.mark.parametrize("scale", [100, 200])
def test_all_of_it_stays_on_the_screen(menu, corner, scale):
    theme().apply("light", scale, "off")
    screen = QGuiApplication.primaryScreen().availableGeometry()
    menu.open(QPoint(*corner))
    seen = QRect(menu.pos(), menu.size())
    assert screen.contains(seen.topLeft())
    assert seen.height() > screen.height() or screen.contains(seen)


def test_a_screen_reader_hears_the_rows(menu):
    menu.open(QPoint(20, 20))
    assert menu.accessibleName() == "Add a widget"
    assert menu.line.accessibleName() == "Add a widget"
    said = menu.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Import Images, Images"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_paints_in_both_schemes_and_grows_with_the_scale(menu, scheme):
    theme().apply(scheme, 100, "off")
    menu.open(QPoint(20, 20))
    small = menu.width()
    assert menu.grab().toImage().pixelColor(4, menu.height() // 2) == theme().colors.window
    theme().apply(scheme, 200, "off")
    assert menu.width() == 2 * small
