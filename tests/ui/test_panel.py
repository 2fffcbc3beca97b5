"""The form: every setting of every widget can be changed by its control."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDropEvent, QWheelEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QFileDialog

from satsuma.algorithms.fast_trial import FastTrial
from satsuma.catalog import discover
from satsuma.commands import AddWeights, FetchWeights
from satsuma.data.branch import Branch
from satsuma.data.column import Kind, Role, categorical, images, numbers, texts
from satsuma.data.condition import Condition
from satsuma.data.keys import KeyPair
from satsuma.data.table import Table
from satsuma.ui.background import background
from satsuma.ui.editors.cards import CardsEditor, DescribedWordsEditor
from satsuma.ui.editors.choose import kind_for
from satsuma.ui.editors.column import ColumnEditor
from satsuma.ui.editors.column_list import ColumnListEditor
from satsuma.ui.editors.conditions import ConditionsEditor
from satsuma.ui.editors.facts import Facts, facts_of, sentence_case
from satsuma.ui.editors.key_pairs import KeyPairsEditor
from satsuma.ui.editors.note import NoteEditor
from satsuma.ui.editors.number import LimitEditor, NumberEditor
from satsuma.ui.editors.number_line import allowed, clamped, read_number
from satsuma.ui.editors.picked import PickedEditor
from satsuma.ui.editors.place import PlaceEditor
from satsuma.ui.editors.place_to_save import PlaceToSaveEditor
from satsuma.ui.editors.places import PlacesEditor
from satsuma.ui.editors.seed import SeedEditor
from satsuma.ui.editors.switch import SwitchEditor
from satsuma.ui.editors.text_line import PartsEditor, TextEditor
from satsuma.ui.editors.words import SegmentsEditor, WordsEditor
from satsuma.ui.panel import Panel
from satsuma.widget import Choice, columns, setting, settings_fingerprint, widget
from satsuma.widgets.images import image_embedding
from satsuma.workflow.model import Workflow

pytestmark = pytest.mark.window

SETTINGS = [(cls, facts) for cls in discover().widgets.values()
            for facts in facts_of(cls) if facts.in_form]


class Spot(NamedTuple):
    x: int
    y: int


@widget("Toy", icon="M0 0")
class Toy:
    """A setting of every kind there is."""

    yes: bool = setting(False, "Yes")
    count: int = setting(3, "Count", low=1, high=10)
    share: float = setting(0.5, "Share")
    limit: int | None = setting(None, "Limit", low=1)
    few: Literal["a", "b"] = setting("a", "Few")
    many: Literal["one", "two", "three", "four"] = setting("one", "Many")
    text: str = setting("", "Text")
    maybe: str | None = setting(None, "Maybe")
    column: str | None = setting(None, "Column", choices=columns("data", (Kind.TEXT,)))
    card: str = setting("x", "Card", choices=lambda: [Choice("x", "X"), Choice("y", "Y", "Why")])
    parts: tuple[str, ...] = setting((), "Parts")
    folder: str = setting("", "Folder", path="folder")
    sources: tuple[str, ...] = setting((), "Sources", path="pictures")
    picked: tuple[str, ...] | Literal["all"] = setting((), "Picked")
    branches: tuple[Branch, ...] = setting((), "Branches")
    spots: tuple[Spot, ...] = setting((), "Spots")
    odd: int | str = setting(1, "Odd")

    def compute(self, data: Table) -> Table:
        return data


@widget("Modes", icon="M0 0")
class Modes:
    """Settings that have an effect only while another has a certain value."""

    mode: Literal["fast", "careful"] = setting("fast", "Mode")
    tries: int = setting(3, "Tries", low=1, when=("mode", "careful"))
    noted: bool = setting(False, "Noted")
    place: str = setting("", "Place", when=("noted", True))

    def compute(self, data: Table) -> Table:
        return data


@dataclass
class Form:
    """A panel with what it told."""

    panel: Panel
    told: list[tuple[str, Any]]

    def show(self, widget: Any, **inputs: Any) -> None:
        self.panel.show_widget(widget, inputs)
        background().wait(5)


@pytest.fixture
def form(qtbot):
    panel = Panel()
    qtbot.addWidget(panel)
    made = Form(panel, [])
    panel.edited.connect(lambda name, value: made.told.append((name, value)))
    panel.resize(300, 700)
    panel.show()
    return made


def table() -> Table:
    return Table(("a", "b"), {
        "image name": texts(["cow", "dog"]), "note": texts(["", "x"]),
        "image": images(["a.png", "b.png"], Path("/pictures")),
        "kind": categorical(["cow", "dog"], Role.META), "size": numbers([1.0, 2.0], Role.META)})


# Driving each kind of control as a person does; gives the value that should arrive.

def drive_switch(editor: SwitchEditor) -> Any:
    wanted = not editor.switch.isChecked()
    QTest.mouseClick(editor.switch, Qt.MouseButton.LeftButton)
    return wanted


def drive_number(editor: NumberEditor) -> Any:
    return drive_line(editor.line, editor.facts)


def drive_line(line: Any, facts: Facts) -> Any:
    low = facts.low if facts.low is not None else 0
    high = facts.high if facts.high is not None else low + 1000
    wanted = next(one for one in (low, high) if one != line.value)
    wanted = int(wanted) if facts.plain is int else float(wanted)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, f"{wanted:g}")
    QTest.keyClick(line, Qt.Key.Key_Return)
    return wanted


def drive_limit(editor: LimitEditor) -> Any:
    QTest.mouseClick(editor.free, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    return editor._last  # noqa: SLF001 - what it offers first


def drive_segments(editor: SegmentsEditor) -> Any:
    wanted = next(word for word, own in editor.buttons.items() if not own.isChecked())
    QTest.mouseClick(editor.buttons[wanted], Qt.MouseButton.LeftButton)
    return wanted


def drive_combo(editor: WordsEditor) -> Any:
    editor.combo.setFocus()
    key = Qt.Key.Key_Down if editor.combo.currentIndex() == 0 else Qt.Key.Key_Up
    QTest.keyClick(editor.combo, key)
    return editor.combo.currentData()


def drive_columns(editor: ColumnListEditor) -> Any:
    editor.menu.aboutToShow.emit()
    action = editor.menu.actions()[0]
    action.trigger()
    return (action.text(),)


def drive_text(editor: TextEditor) -> Any:
    editor.line.setFocus()
    editor.line.selectAll()
    QTest.keyClicks(editor.line, "new")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    return "new"


def drive_parts(editor: PartsEditor) -> Any:
    editor.line.setFocus()
    QTest.keyClicks(editor.line, "*.jpg, cow*")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    return ("*.jpg", "cow*")


def drive_cards(editor: CardsEditor) -> Any:
    wanted = next(name for name, card in editor.cards.items() if not card.radio.isChecked())
    QTest.mouseClick(editor.cards[wanted], Qt.MouseButton.LeftButton)
    return wanted


def drive_places(editor: PlacesEditor) -> Any:
    drop(editor, ["/somewhere/cows"])
    return ("/somewhere/cows",)


def drive_conditions(editor: ConditionsEditor) -> Any:
    QTest.mouseClick(editor.add, Qt.MouseButton.LeftButton)
    card = editor.cards[0]
    return (Condition(card.column.currentText(), card.operator.currentText()),)


def drive_keys(editor: KeyPairsEditor) -> Any:
    QTest.mouseClick(editor.add, Qt.MouseButton.LeftButton)
    return (KeyPair(),)


def drive_seed(editor: SeedEditor) -> Any:
    before = editor.line.value
    QTest.mouseClick(editor.again, Qt.MouseButton.LeftButton)
    return before + 1


def drive_picked(editor: PickedEditor) -> Any:
    QTest.mouseClick(editor.clear, Qt.MouseButton.LeftButton)
    return ()


DRIVES: dict[type, Any] = {
    SwitchEditor: drive_switch, NumberEditor: drive_number, LimitEditor: drive_limit,
    SegmentsEditor: drive_segments, WordsEditor: drive_combo, ColumnEditor: drive_combo,
    DescribedWordsEditor: drive_combo, TextEditor: drive_text, PlaceEditor: drive_text,
    PlaceToSaveEditor: drive_text,
    PartsEditor: drive_parts, CardsEditor: drive_cards, PlacesEditor: drive_places,
    PickedEditor: drive_picked, ColumnListEditor: drive_columns,
    ConditionsEditor: drive_conditions, KeyPairsEditor: drive_keys, SeedEditor: drive_seed,
}


def drop(editor: Any, paths: list[str]) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    action = Qt.DropAction.CopyAction
    QApplication.sendEvent(editor, QDragEnterEvent(QPoint(5, 5), action, mime, buttons, keys))
    QApplication.sendEvent(editor, QDropEvent(QPointF(5, 5), action, mime, buttons, keys))


def first_value(facts: Facts) -> dict[str, Any]:
    """What a control needs to hold before it can be driven."""
    if kind_for(facts) is PickedEditor:
        return {facts.name: (Branch(("a",)),) if "Branch" in str(facts.hint) else ("a",)}
    return {}


@pytest.fixture
def fast_is_worth_it(monkeypatch):
    """Fast precision was tried out on this computer, whichever it is."""
    monkeypatch.setattr(image_embedding, "openvino_is_here", lambda: True)
    monkeypatch.setattr(image_embedding, "lacks_16_bits", lambda: False)
    monkeypatch.setattr(image_embedding, "kept_trials",
                        lambda: [FastTrial("ResNet-50", 2.0, 23, 23, 0.98, 0.999)])


@pytest.mark.parametrize(("cls", "facts"), SETTINGS,
                         ids=[f"{c.spec.slug}-{f.name}" for c, f in SETTINGS])
def test_every_setting_can_be_changed_by_its_control(form, cls, facts, fast_is_worth_it):
    value = cls(**first_value(facts))
    workflow, node = Workflow().with_new_node(value)
    form.show(value, **dict.fromkeys(cls.spec.inputs, table()))
    editor = form.panel.editor(facts.name)
    assert not isinstance(editor, NoteEditor)
    wanted = DRIVES[type(editor)](editor)
    assert form.told == [(facts.name, wanted)]
    assert wanted != getattr(value, facts.name)
    changed = workflow.with_setting(node, *form.told[0])
    assert getattr(changed.nodes[node].widget, facts.name) == wanted


@pytest.mark.parametrize("name", [f.name for f in facts_of(Toy)])
def test_every_kind_of_setting_has_its_control(form, name):
    facts = next(one for one in facts_of(Toy) if one.name == name)
    form.show(Toy(**first_value(facts)), data=table())
    editor = form.panel.editor(name)
    if name in ("spots", "odd"):
        assert isinstance(editor, NoteEditor)
        return
    assert form.told == []
    wanted = DRIVES[type(editor)](editor)
    assert form.told == [(name, wanted)]


def test_showing_never_tells(form):
    form.show(Toy(), data=table())
    form.show(Toy(True, 7, 0.1, 12, "b", "four", "t", "m", "note", "y", ("p",), "/f", ("/s",),
                  "all", (), (), "word"), data=table())
    form.show(Toy(), data=table())
    assert form.told == []


def test_controls_have_names_and_labels(form):
    form.show(Toy(), data=table())
    for name, row in form.panel.rows.items():
        assert row.facts.label
        focus = row.editor.focusProxy()
        if focus is not None:
            assert focus.accessibleName(), name


def test_typing_is_not_disturbed_by_news(form):
    form.show(Toy())
    line = form.panel.editor("count").line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "1")
    form.show(Toy(yes=True))
    assert line.text() == "1"
    QTest.keyClicks(line, "0")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert form.told == [("count", 10)]


def test_a_number_outside_its_limits_is_not_sent_and_said(form):
    form.show(Toy())
    line = form.panel.editor("count").line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "11")
    QTest.keyClick(line, Qt.Key.Key_Return)
    row = form.panel.rows["count"]
    assert form.told == []
    assert row.sentence.isVisible()
    assert row.sentence.text() == "Enter a whole number from 1 to 10."
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert not row.sentence.isVisible()


def test_a_number_typed_counts_after_a_pause(form, qtbot):
    form.show(Toy())
    line = form.panel.editor("count").line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "8")
    assert form.told == []
    qtbot.waitUntil(lambda: form.told == [("count", 8)])


def test_arrow_keys_and_slider_change_a_number(form):
    form.show(Toy())
    editor = form.panel.editor("count")
    editor.line.setFocus()
    QTest.keyClick(editor.line, Qt.Key.Key_Up)
    assert form.told[-1] == ("count", 4)
    editor.slider.setFocus()
    QTest.keyClick(editor.slider, Qt.Key.Key_End)
    assert form.told[-1] == ("count", 10)
    assert editor.line.text() == "10"


@pytest.mark.parametrize("name", ["many", "count", "column"])
def test_the_wheel_turns_only_what_has_the_focus(form, name):
    form.show(Toy(), data=table())
    control = form.panel.editor(name).focusProxy()
    form.panel.editor("text").line.setFocus()
    # Unaccepted, so the form scrolls: Qt hands it on only when it comes from the system.
    assert not turn_wheel(control).isAccepted()
    assert form.told == []
    control.setFocus()
    turn_wheel(control)
    assert [told[0] for told in form.told] == [name]


def turn_wheel(control: Any) -> QWheelEvent:
    wheel = QWheelEvent(QPointF(5, 5), QPointF(control.mapToGlobal(QPoint(5, 5))), QPoint(),
                        QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                        Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(control, wheel)
    return wheel


def test_a_column_that_is_lacking_is_kept_struck_and_told(form):
    form.show(Toy(column="gone"), data=table())
    editor = form.panel.editor("column")
    assert editor.combo.currentText() == "gone (not in this table)"
    assert editor.is_lacking
    assert "line-through" in editor.combo.styleSheet()
    assert "gone" in form.panel.rows["column"].sentence.text()
    assert editor.combo.itemText(0) == "Automatic: image name"
    form.show(Toy(column="note"), data=table())
    assert editor.combo.currentText() == "note"
    assert not form.panel.rows["column"].sentence.isVisible()
    assert form.told == []


def test_a_column_of_an_unknown_table_is_not_struck(form):
    form.show(Toy(column="gone"))
    editor = form.panel.editor("column")
    assert editor.combo.currentText() == "gone"
    assert not editor.is_lacking


def test_reset_gives_the_default(form):
    form.show(Toy(count=9))
    row = form.panel.rows["count"]
    assert row.more.isVisible()
    QTest.mouseClick(row.more, Qt.MouseButton.LeftButton)
    assert form.told == [("count", 3)]
    form.show(Toy())
    assert not row.more.isVisible()


def test_network_cards_offer_to_fetch_and_to_add(form, catalog):
    asked = []
    form.panel.asked.connect(asked.append)
    form.show(catalog.named("image_embedding")())
    cards = form.panel.editor("network").cards
    assert cards["efficientnet_lite0"].offer.available
    missing = cards["resnet50"]
    assert "not on this computer" in missing.offer.state
    assert "satsuma networks" not in missing.offer.detail
    for button in missing.buttons:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [FetchWeights("resnet50"), AddWeights("resnet50")]
    assert form.told == []


def test_a_network_that_is_not_listed_is_kept(form, catalog):
    form.show(catalog.named("image_embedding")(network="vgg16"))
    card = form.panel.editor("network").cards["vgg16"]
    assert card.radio.isChecked()
    assert form.told == []


def test_places_are_added_by_dialog_and_drop_and_removed_by_key(form, monkeypatch, tmp_path):
    (tmp_path / "cow.png").touch()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    form.show(Toy())
    editor = form.panel.editor("sources")
    QTest.mouseClick(editor.add_folder, Qt.MouseButton.LeftButton)
    drop(editor, [str(tmp_path / "cow.png"), str(tmp_path)])
    both = (str(tmp_path), str(tmp_path / "cow.png"))
    assert [value for _, value in form.told] == [both[:1], both]
    editor.list.setCurrentRow(0)
    QTest.keyClick(editor.list, Qt.Key.Key_Delete)
    assert form.told[-1] == ("sources", both[1:])


def test_missing_places_are_told(form, tmp_path):
    form.show(Toy(sources=(str(tmp_path), str(tmp_path / "gone"))))
    assert "1 place is not there" in form.panel.rows["sources"].sentence.text()
    form.show(Toy(sources=(str(tmp_path),)))
    assert not form.panel.rows["sources"].sentence.isVisible()


def test_another_scale_keeps_the_values(form):
    from satsuma.ui.theme import theme

    form.show(Toy(count=9, text="kept"), data=table())
    theme().apply("dark", 200, "off")
    assert form.panel.editor("count").line.text() == "9"
    assert form.panel.editor("text").line.text() == "kept"


NUMBER = Facts(Toy, "n", "N", "", int, 1, low=1, high=1000)


@given(st.integers(-10**6, 10**6))
def test_a_whole_number_is_read_as_it_is_written(number):
    assert read_number(str(number), whole=True) == number
    assert read_number(f"{number:,}", whole=True) == number
    assert 1 <= clamped(number, NUMBER) <= 1000


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_none(text):
    for whole in (True, False):
        value = read_number(text, whole=whole)
        assert value is None or value == value


@pytest.mark.parametrize(("text", "value"), [
    ("0,5", 0.5), ("1.5", 1.5), ("1,000.5", 1000.5), ("50 %", 50.0), ("−3", -3.0), ("x", None),
    ("inf", None), ("", None)])
def test_fractions_are_read_as_people_write_them(text, value):
    assert read_number(text, whole=False) == value


def test_words():
    assert sentence_case("leave_one") == "Leave one"
    assert allowed(NUMBER) == "Enter a whole number from 1 to 1,000."


def test_a_setting_without_effect_says_when_it_has_one(form):
    form.show(Modes())
    row = form.panel.rows["tries"]
    assert not row.editor.isVisible()
    assert row.idle.isVisible()
    assert row.idle.text() == "Tries – with Mode: Careful"
    assert form.panel.rows["place"].idle.text() == "Place – with Noted: on"
    high = row.height()
    form.show(Modes(mode="careful"))
    QApplication.processEvents()
    assert row.editor.isVisible()
    assert not row.idle.isVisible()
    assert row.height() > 2 * high
    assert form.panel.rows["mode"].editor.isVisible()
    assert not form.panel.rows["mode"].idle.isVisible()


def test_a_setting_without_effect_changes_no_result():
    assert settings_fingerprint(Modes(tries=5)) == settings_fingerprint(Modes(tries=9))
    assert settings_fingerprint(Modes("careful", 5)) != settings_fingerprint(Modes("careful", 9))


@pytest.mark.parametrize(("cls", "facts"), [one for one in SETTINGS if one[1].when is not None],
                         ids=lambda one: getattr(one, "name", getattr(one, "__name__", "")))
def test_what_a_setting_hangs_on_is_there_and_can_have_that_value(cls, facts):
    name, value = facts.when
    ruler = next(one for one in facts_of(cls) if one.name == name)
    assert ruler.when is None
    assert value in ruler.words or (ruler.plain is bool and isinstance(value, bool))
