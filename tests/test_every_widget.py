"""What holds for every widget. A new file in widgets/ is tested without a new test."""

from __future__ import annotations

import dataclasses
import inspect
import re
import typing
from pathlib import Path

import pytest

from satsuma.algorithms import embed as embed_module
from satsuma.catalog import discover
from satsuma.data.fingerprint import fingerprint
from satsuma.gestures import Boxed, Clicked, Dragged
from satsuma.widget import ColumnChoice, result_settings, setting_fields
from satsuma.workflow.codec import from_json, to_json
from tests import odd_tables
from tests.answers import answer
from tests.trust.watching_model import Watching

CATALOG = discover(entry_points=False)
every_widget = pytest.mark.parametrize("cls", CATALOG.widgets.values(), ids=list(CATALOG.widgets))


def test_no_widget_is_broken():
    assert CATALOG.broken == {}


def test_the_six_of_the_first_lesson_are_there():
    assert {"satsuma.import_images", "satsuma.image_embedding", "satsuma.distances",
            "satsuma.hierarchical_clustering", "satsuma.image_viewer",
            "satsuma.data_table"} <= set(CATALOG.widgets)


@every_widget
def test_it_says_what_it_does(cls):
    first_line, _, rest = cls.spec.doc.partition("\n")
    assert first_line.endswith(".")
    assert len(first_line) <= 100
    assert len(rest.strip()) > 40
    assert cls.spec.title
    assert cls.spec.category


@every_widget
def test_its_icon_is_a_path(cls):
    assert re.fullmatch(r"[MLHVCSQTAZmlhvcsqtaz0-9,. -]+", cls.spec.icon)


@every_widget
def test_every_setting_has_a_default_a_label_and_help(cls):
    assert cls() == cls()
    for name, field in setting_fields(cls).items():
        assert field.metadata["label"], name
        assert field.metadata["help"].endswith("."), name


@every_widget
def test_its_settings_have_a_fingerprint_that_cosmetic_ones_leave_alone(cls):
    plain = cls()
    assert fingerprint(result_settings(plain)) == fingerprint(result_settings(cls()))
    for name, field in setting_fields(cls).items():
        if field.metadata["cosmetic"]:
            changed = dataclasses.replace(plain, **{name: field.metadata["low"]})
            assert fingerprint(result_settings(changed)) == fingerprint(result_settings(plain))


@every_widget
def test_its_settings_come_back_from_json(cls):
    hints = typing.get_type_hints(cls)
    for name in setting_fields(cls):
        value = getattr(cls(), name)
        assert from_json(to_json(value, hints[name]), hints[name]) == value


@every_widget
def test_its_choices_are_offered_with_words(cls):
    for name, field in setting_fields(cls).items():
        choices = field.metadata["choices"]
        if isinstance(choices, ColumnChoice):
            assert choices.port in cls.spec.inputs, name
        elif choices is not None:
            offered = choices()
            assert getattr(cls(), name) in [choice.value for choice in offered]
            assert all(choice.title for choice in offered)


@every_widget
def test_gestures_give_another_value_of_the_same_widget(cls):
    if not hasattr(cls, "edits"):
        return
    before = cls()
    for gesture in (Clicked(None), Clicked("a"), Clicked("a", toggle=True), Boxed(("a", "b")),
                    Dragged(40.0)):
        assert type(before.edits(gesture)) is cls
    assert before == cls()


@every_widget
def test_it_reads_settings_of_every_older_version(cls):
    assert set(getattr(cls, "migrations", {})) == set(range(1, cls.spec.version))


@every_widget
def test_it_can_take_a_run_where_it_works_long(cls):
    takes_run = "run" in inspect.signature(cls.compute).parameters
    assert takes_run or cls.spec.lane == "quick"


@every_widget
def test_its_file_is_short(cls):
    assert Path(inspect.getfile(cls)).read_text(encoding="utf-8").count("\n") <= 280


@pytest.fixture
def odd_place(tmp_path, cache, monkeypatch):
    """A folder with one picture, and a network that takes no time."""
    odd_tables.write_picture(tmp_path)
    monkeypatch.setattr(embed_module, "open_model", lambda *_, **__: Watching())
    return tmp_path


@every_widget
@pytest.mark.parametrize("many", [300, pytest.param(200_000, marks=pytest.mark.long)])
def test_it_has_a_sane_answer_to_odd_inputs(cls, many, odd_place):
    """Outputs as its ports promise, or an error in words; and soon."""
    for told, values in odd_tables.given(cls.spec, odd_place, many):
        for chosen, value in odd_tables.settings(cls, odd_tables.table_in(values)):
            try:
                found = answer(value, values)
            except Exception as error:
                raise AssertionError(f"{cls.spec.title}, {told}, {chosen}") from error
            assert found.seconds < 60, (told, chosen)
