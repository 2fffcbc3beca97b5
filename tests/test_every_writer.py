"""What holds for every widget that writes: only `commit` does, and what is there stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from satsuma.catalog import discover
from satsuma.data.plan import Plan, Receipt
from satsuma.data.plan_words import plan_lines, receipt_lines
from satsuma.data.take_back import take_back
from satsuma.views import Planned
from satsuma.widget import WidgetError, setting_fields, writes
from tests import odd_tables
from tests.answers import check_words
from tests.widgets.test_save_images import snapshot

WRITERS = [cls for cls in discover(entry_points=False).widgets.values() if writes(cls)]
every_writer = pytest.mark.parametrize("cls", WRITERS, ids=lambda cls: cls.spec.slug)

PLACES = {"new folder": "target", "new file": "target/file.npz"}
"""Where each kind of setting leads; an ending of the widget's own stands behind it."""


def aimed(cls: Any, base: Path) -> Any:
    """The widget with a place to write to."""
    places = {name: PLACES[field.metadata["path"]] + "".join(field.metadata["endings"][:1])
              for name, field in setting_fields(cls).items()
              if field.metadata.get("path") in PLACES}
    assert places, "a widget that writes has a setting that says where to"
    return replace(cls(), **{name: str(base / place) for name, place in places.items()})


def test_there_are_some():
    assert {cls.spec.title for cls in WRITERS} >= {"Save Data", "Save Images", "Save Model"}


@every_writer
def test_it_sends_nothing_that_was_not_written_yet(cls):
    assert "plan" in cls.spec.shown
    assert hasattr(cls, "view")
    assert hasattr(cls, "stamp")


@every_writer
def test_whatever_comes_what_was_there_stays(cls, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    odd_tables.write_picture(source)
    for number, (told, values) in enumerate(odd_tables.given(cls.spec, source, 300)):
        base = tmp_path / str(number)
        (base / "target").mkdir(parents=True)
        for name in ("there.png", "PRECIOUS.txt", "file.npz", "file.npz.satsuma-model"):
            (base / "target" / name).write_text("theirs")
        before = snapshot(base)
        table = odd_tables.table_in(values)
        for chosen, widget in odd_tables.settings(cls, table):
            places = {n: getattr(aimed(cls, base), n) for n, f in setting_fields(cls).items()
                      if f.metadata.get("path") in PLACES}
            _try(replace(widget, **places), values, base, before, f"{told}, {chosen}")


def is_one_line(text: str) -> bool:
    return text.replace("\N{NO-BREAK SPACE}", " ").isprintable()


def _try(widget: Any, values: dict[str, Any], base: Path, before: dict[str, Any],
         told: str) -> None:
    try:
        outputs = widget.compute(**values)
    except WidgetError as error:
        check_words(str(error))
        return
    assert snapshot(base) == before, told
    assert isinstance(outputs.plan, Plan), told
    assert isinstance(widget.view(outputs), Planned)
    for line in plan_lines(outputs.plan, 5):
        assert is_one_line(line), told
    receipt = widget.commit(outputs)
    assert isinstance(receipt, Receipt)
    for line in receipt_lines(receipt):
        assert is_one_line(line), told
    assert all("It broke" not in entry.reason for entry in receipt.entries), told
    after = snapshot(base)
    assert {name: after[name] for name in before} == before, told
    take_back(receipt)
    assert snapshot(base) == before, told
