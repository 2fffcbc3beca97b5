"""The window of the preferences, driven as a person drives it."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from satsuma.data.cache import KINDS, Size, sizes
from satsuma.data.choices import preferences_file
from satsuma.data.places import cache_folder, weights_folder
from satsuma.preferences import Preferences
from satsuma.problem import Problem

pytestmark = pytest.mark.window


@pytest.fixture(autouse=True)
def earlier_windows_are_gone(qapp):
    """Windows that were deleted later live on until now, and each makes a change of theme slow."""
    from PyQt6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(qtbot, preferences_store, tmp_path, monkeypatch):
    from satsuma.ui import networks_page
    from satsuma.ui.background import background
    from satsuma.ui.preferences_window import PreferencesWindow

    for name in ("SATSUMA_CACHE", "SATSUMA_CACHE_LIMIT", "SATSUMA_DEVICE", "SATSUMA_DATA",
                 "SATSUMA_WEIGHTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(networks_page, "devices_here",
                        lambda: {"cpu": "Processor", "cuda:0": "A quick one"})
    preferences_store.change(cache_folder=str(tmp_path / "cache"),
                             weights_folder=str(tmp_path / "weights"))
    made = PreferencesWindow(preferences_store)
    qtbot.addWidget(made)
    made.show()
    yield made
    assert background().wait()


def named(window, name: str):
    from PyQt6.QtWidgets import QWidget

    found = [one for one in window.findChildren(QWidget) if one.accessibleName() == name]
    assert len(found) == 1, name
    return found[0]


def click(qtbot, control) -> None:
    from PyQt6.QtCore import QPoint, Qt

    place = QPoint(12, control.height() // 2)
    qtbot.mouseClick(control, Qt.MouseButton.LeftButton, pos=place)


def settle() -> None:
    from satsuma.ui.background import background

    assert background().wait()


def test_every_preference_is_on_a_page_once(window):
    on_pages = [name for page in window.pages for name in page.fields]
    assert sorted(on_pages) == sorted(each.name for each in fields(Preferences))


def test_every_control_has_a_name(window):
    from PyQt6.QtCore import Qt
    from PyQt6.QtWidgets import QWidget

    for one in window.findChildren(QWidget):
        inner = one.window() is not window or one.objectName() == "qt_spinbox_lineedit"
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner:
            assert one.accessibleName(), one


@pytest.mark.parametrize(("name", "field", "value"), [
    ("Colors: Dark", "theme", "dark"), ("Motion: Off", "motion", "off"),
    ("Minimap: Never", "minimap", "off"),
    ("Quick menu: Typing any letter", "quick_menu_any_key", True),
    ("Quick menu: A double click", "quick_menu_double_click", False),
    ("Quick menu: A right click", "quick_menu_right_click", False),
    ("Quick menu: The space bar", "quick_menu_space", False),
    ("Dots on the canvas", "grid", False), ("Names on links", "port_names", True),
    ("Snap into line with other widgets", "snap", False),
    ("Show the start page", "start_page", False),
])
def test_a_click_changes_a_preference_at_once(qtbot, window, preferences_store, name, field, value):
    window.open_page("Canvas" if field not in ("theme", "motion") else "Appearance")
    click(qtbot, named(window, name))
    assert getattr(preferences_store.value, field) == value


def test_the_keyboard_changes_the_size(qtbot, window, preferences_store):
    from PyQt6.QtCore import Qt

    slider = named(window, "Size of everything, in percent")
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    assert preferences_store.value.scale == 130
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert preferences_store.value.scale == 300


def handle_of(slider):
    """The middle of what one takes a slider by, wherever the style puts it."""
    from PyQt6.QtWidgets import QStyle, QStyleOptionSlider

    option = QStyleOptionSlider()
    option.initFrom(slider)
    option.orientation, option.subControls = slider.orientation(), QStyle.SubControl.SC_All
    option.minimum, option.maximum = slider.minimum(), slider.maximum()
    option.sliderPosition = option.sliderValue = slider.value()
    return slider.style().subControlRect(
        QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle,
        slider).center()


def test_dragging_the_size_applies_when_it_is_let_go(qtbot, window, preferences_store):
    from PyQt6.QtCore import QPoint, Qt

    slider = named(window, "Size of everything, in percent")
    middle = slider.height() // 2
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=handle_of(slider))
    qtbot.mouseMove(slider, QPoint(slider.width() // 2, middle))
    assert slider.isSliderDown()
    assert preferences_store.value.scale == 100
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, middle))
    assert 180 < preferences_store.value.scale < 220


def test_the_arrow_keys_choose_among_three(qtbot, window, preferences_store):
    from PyQt6.QtCore import Qt

    one = named(window, "Colors: As the system")
    one.setFocus()
    qtbot.keyClick(one, Qt.Key.Key_Right)
    assert preferences_store.value.theme == "light"


def test_the_controls_follow_a_change_from_elsewhere(window, preferences_store):
    preferences_store.change(theme="light", grid=False, scale=200, cache_limit=3.5, device="mps")
    assert named(window, "Colors: Light").isChecked()
    assert not named(window, "Dots on the canvas").isChecked()
    assert named(window, "Size of everything, in percent").value() == 200
    assert window.storage.limit.box.value() == 3.5
    assert window.networks.device.box.currentText() == "mps (not found here)"


def test_restoring_touches_this_page_alone(qtbot, window, preferences_store):
    preferences_store.change(theme="dark", scale=150, grid=False)
    window.open_page("Appearance")
    click(qtbot, window.restore)
    assert preferences_store.value.theme == "system"
    assert preferences_store.value.scale == 100
    assert not preferences_store.value.grid
    assert named(window, "Colors: As the system").isChecked()


def test_the_pages_are_turned_with_the_arrow_keys(qtbot, window):
    from PyQt6.QtCore import Qt

    window.list.setFocus()
    for title in ("Canvas", "Networks", "Storage"):
        qtbot.keyClick(window.list, Qt.Key.Key_Down)
        assert window.list.currentItem().text() == title


def test_the_devices_are_those_that_are_found(qtbot, window, preferences_store):
    from PyQt6.QtCore import Qt

    window.open_page("Networks")
    settle()
    box = window.networks.device.box
    assert [box.itemText(i) for i in range(box.count())] == [
        "The fastest there is", "Processor", "A quick one (cuda:0)"]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_End)
    assert preferences_store.value.device == "cuda:0"


def test_the_window_says_when_devices_cannot_be_asked_for(window, monkeypatch):
    from satsuma.ui import networks_page

    def fail():
        raise Problem("Torch is missing.")

    monkeypatch.setattr(networks_page, "devices_here", fail)
    window.open_page("Networks")
    settle()
    assert "Torch is missing." in window.networks.device.said.text()


def test_weights_are_listed_with_where_they_are(window, tmp_path):
    from PyQt6.QtWidgets import QLabel

    window.open_page("Networks")
    settle()
    texts = [one.text() for one in window.networks.weights.findChildren(QLabel)]
    assert "✓ here, installed with Satsuma" in texts
    assert "– not here; 103 MB to download" in texts


def test_a_folder_is_chosen_and_put_back(qtbot, window, preferences_store, tmp_path):
    window.open_page("Networks")
    row = window.networks.own
    other = tmp_path / "other"
    other.mkdir()
    with qtbot.waitSignal(row.asked) as asked:
        click(qtbot, row.choose)
    dialog = asked.args[0]
    dialog.fileSelected.emit(str(other))
    dialog.reject()
    assert weights_folder() == other
    assert row.shown.replace("\u200b", "") == str(other)
    click(qtbot, row.reset)
    assert preferences_store.value.weights_folder == ""
    assert not row.reset.isEnabled()


def fill(folder: Path) -> None:
    (folder / "graphs").mkdir(parents=True)
    (folder / "graphs" / "one.onnx").write_bytes(b"1" * 2_000_000)
    (folder / "results").mkdir()
    (folder / "results" / "one.npz").write_bytes(b"1" * 12_000_000)


def press_in_box(qtbot, window, kind: str, words: str) -> str:
    """Press the button `words` in the question before emptying; gives the question."""
    page = window.storage.sizes
    with qtbot.waitSignal(page.confirming) as asked:
        click(qtbot, page.buttons[kind])
    box = asked.args[0]
    text = box.accessibleDescription()
    click(qtbot, next(one for one in box.buttons.values() if one.text() == words))
    settle()
    return text


def test_one_kind_is_emptied_after_a_question(qtbot, window):
    fill(cache_folder())
    window.open_page("Storage")
    settle()
    page = window.storage.sizes
    assert {kind: one.text() for kind, one in page.amounts.items() if one.text() != "Nothing"} == {
        "graphs": "2.0 MB", "results": "12 MB", "": "14 MB"}
    assert not page.buttons["vectors"].isEnabled()
    assert "Nothing is lost that cannot be made again" in press_in_box(
        qtbot, window, "graphs", "Empty")
    assert sizes()["graphs"] == Size(0, 0)
    assert sizes()["results"].files == 1
    assert page.amounts["graphs"].text() == "Nothing"
    assert page.told.text() == "2.0 MB became free."


def test_keeping_keeps_and_emptying_all_empties_all(qtbot, window):
    fill(cache_folder())
    window.open_page("Storage")
    settle()
    press_in_box(qtbot, window, "", "Keep")
    assert sizes()["graphs"].files == 1
    press_in_box(qtbot, window, "", "Empty")
    assert all(sizes()[kind] == Size(0, 0) for kind in KINDS)
    assert not window.storage.sizes.buttons[""].isEnabled()


def test_a_folder_that_holds_other_things_is_not_emptied_and_that_is_told(qtbot, window):
    fill(cache_folder())
    (cache_folder() / "thesis.txt").write_text("mine")
    window.open_page("Storage")
    settle()
    press_in_box(qtbot, window, "", "Empty")
    assert "holds other things" in window.storage.sizes.told.text()
    assert sizes()["graphs"].files == 1
    assert window.storage.sizes.buttons["graphs"].isEnabled()


def test_another_cache_folder_is_measured_at_once(window, preferences_store, tmp_path):
    window.open_page("Storage")
    settle()
    assert window.storage.sizes.amounts[""].text() == "Nothing"
    fill(tmp_path / "other")
    preferences_store.change(cache_folder=str(tmp_path / "other"))
    settle()
    assert window.storage.sizes.amounts[""].text() == "14 MB"


def test_limits_are_typed(qtbot, window, preferences_store):
    from PyQt6.QtCore import Qt

    window.open_page("Storage")
    for box, text in ((window.storage.limit.box, "2.5"), (window.storage.memory.box, "4000")):
        box.setFocus()
        box.selectAll()
        qtbot.keyClicks(box, text)
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert preferences_store.value.cache_limit == 2.5
    assert preferences_store.value.memory_limit == 4000


def test_a_number_that_was_typed_counts_when_the_window_closes(qtbot, window, preferences_store):
    window.open_page("Storage")
    box = window.storage.memory.box
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "700")
    assert preferences_store.value.memory_limit == 2_000
    window.close()
    assert preferences_store.value.memory_limit == 700


def test_escape_closes(qtbot, window):
    from PyQt6.QtCore import Qt

    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_variable_that_comes_first_is_named(qtbot, preferences_store, monkeypatch, tmp_path):
    from PyQt6.QtWidgets import QLabel

    from satsuma.ui.preferences_window import PreferencesWindow

    for name in ("SATSUMA_CACHE", "SATSUMA_DEVICE", "SATSUMA_WEIGHTS", "SATSUMA_CACHE_LIMIT"):
        monkeypatch.setenv(name, "1")
    made = PreferencesWindow(preferences_store)
    qtbot.addWidget(made)
    told = " ".join(one.text() for one in made.findChildren(QLabel))
    for name in ("SATSUMA_CACHE", "SATSUMA_DEVICE", "SATSUMA_WEIGHTS", "SATSUMA_CACHE_LIMIT",
                 "SATSUMA_DATA"):
        assert f"{name} is set" in told


def test_that_preferences_cannot_be_kept_is_told(qtbot, window, preferences_store):
    import shutil

    settle()
    shutil.rmtree(preferences_file().parent)
    preferences_file().parent.write_text("in the way")
    click(qtbot, named(window, "Colors: Dark"))
    settle()
    assert "cannot be kept" in window.trouble.text()
    assert window.trouble.isVisible()
    preferences_file().parent.unlink()


@pytest.mark.parametrize("scale", [100, 200, 300])
def test_nothing_is_cut_at_any_scale(window, scale):
    from PyQt6.QtWidgets import QAbstractButton, QApplication

    from satsuma.ui.theme import theme

    theme().apply("light", scale, "off")
    window.resize(7 * scale, 580 * scale // 100)
    for page in window.pages:
        window.open_page(page.title)
        settle()
        QApplication.processEvents()
        for one in page.findChildren(QAbstractButton):
            if one.text():
                assert one.height() >= one.minimumSizeHint().height(), one.text()
                assert one.width() >= one.minimumSizeHint().width(), one.text()
                assert one.mapTo(page, one.rect().topRight()).x() < page.width(), one.text()


def test_a_window_that_was_closed_goes_away(qtbot, preferences_store, qapp):
    import gc
    import weakref

    from PyQt6.QtCore import QCoreApplication, QEvent

    from satsuma.ui.preferences_window import PreferencesWindow

    made = PreferencesWindow(preferences_store)
    gone = weakref.ref(made)
    made.deleteLater()
    del made
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert gone() is None
    preferences_store.change(theme="dark")


def test_return_keeps_and_escape_keeps(qtbot, window):
    from PyQt6.QtCore import Qt

    fill(cache_folder())
    window.open_page("Storage")
    settle()
    page = window.storage.sizes
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        with qtbot.waitSignal(page.confirming) as asked:
            click(qtbot, page.buttons["graphs"])
        qtbot.keyClick(asked.args[0], key)
        settle()
        assert sizes()["graphs"].files == 1


def test_the_window_grows_with_the_scale_within_the_screen(window, monkeypatch):
    from satsuma.ui.theme import theme

    before = window.size()
    room = window.screen().availableSize()
    monkeypatch.setattr(type(window), "screen", lambda _: Screen())
    theme().apply("light", 200, "off")
    settle()
    assert window.size() == before * 2
    for row, page in enumerate(window.pages):
        window.list.setCurrentRow(row)
        settle()
        assert page.horizontalScrollBar().maximum() == 0, page.title
    monkeypatch.undo()
    theme().apply("light", 250, "off")
    settle()
    assert window.height() <= room.height()
    assert window.width() <= max(room.width(), window.minimumSizeHint().width())


class Screen:
    """A large one."""

    def availableSize(self):  # noqa: N802
        return self.availableGeometry().size()

    def availableGeometry(self):  # noqa: N802
        from PyQt6.QtCore import QRect

        return QRect(0, 0, 2560, 1440)


def test_a_choice_goes_down_where_there_is_no_room_across(qtbot, preferences_store):
    from PyQt6.QtWidgets import QBoxLayout

    from satsuma.ui.preference_rows import Choice

    made = Choice(preferences_store, "theme", "Colors", ("system", "As the system"),
                  ("light", "Light"), ("dark", "Dark"))
    qtbot.addWidget(made)
    made.show()
    for width, direction in ((900, QBoxLayout.Direction.LeftToRight),
                             (made.minimumSizeHint().width(), QBoxLayout.Direction.TopToBottom)):
        made.resize(width, 200)
        assert made._line.direction() == direction


def test_weights_that_are_not_here_are_offered_on_the_page(window, monkeypatch):
    from PyQt6.QtCore import Qt
    from PyQt6.QtTest import QTest
    from PyQt6.QtWidgets import QPushButton

    from satsuma.commands import FetchWeights

    window.open_page("Networks")
    settle()
    asked = []
    monkeypatch.setattr(window.networks.weights._performer, "perform",
                        lambda command, _: asked.append(command))
    fetch = next(one for one in window.networks.weights.findChildren(QPushButton)
                 if one.accessibleName().startswith("Download the weights"))
    QTest.mouseClick(fetch, Qt.MouseButton.LeftButton)
    assert isinstance(asked[0], FetchWeights)
    texts = " ".join(one.text() for one in window.networks.findChildren(type(window.trouble)))
    assert "terminal" not in texts


def test_when_weights_came_everybody_is_told(window, qtbot):
    from satsuma.commands import FetchWeights

    with qtbot.waitSignal(window.networks.weights.came):
        window.networks.weights._performer.done.emit(FetchWeights("resnet50"))
    settle()
