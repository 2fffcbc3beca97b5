"""Finding widgets: those of the package, of one's own folder, of installed packages."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from satsuma import catalog as catalog_module
from satsuma.catalog import discover
from satsuma.problem import Problem

WIDGET = '''
from __future__ import annotations
from satsuma.data.table import Table
from satsuma.widget import setting, widget

@widget("{title}", icon="M4 4h16v16H4z")
class {name}:
    """Do something."""
    amount: int = setting(1, "Amount")
    def compute(self, data: Table) -> Table:
        return data
'''


@pytest.fixture
def own(tmp_path):
    """A folder of one's own widgets, and a function that puts files there."""
    def put(place, text=None, title="Own", name="Own"):
        file = tmp_path / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(WIDGET.format(title=title, name=name) if text is None else text,
                        encoding="utf-8")
        return file

    put.folder = tmp_path
    return put


def found(own):
    return discover(own.folder, entry_points=False)


def test_the_six_of_the_first_lesson_are_found_with_their_files():
    catalog = discover(entry_points=False)
    assert catalog.broken == {}
    for stem in ("import_images", "image_embedding", "distances", "hierarchical_clustering",
                 "image_viewer", "data_table"):
        spec = catalog.widgets[f"satsuma.{stem}"].spec
        assert spec.id == f"satsuma.{stem}"
        assert catalog.files[spec.id].name == f"{stem}.py"
        assert catalog.files[spec.id].parent.name == spec.category.lower()


def test_a_file_in_a_folder_of_ones_own_is_a_widget(own):
    file = own("my_lab/large_images.py", title="Large Images", name="LargeImages")
    catalog = found(own)
    cls = catalog.widgets["satsuma.large_images"]
    assert (cls.spec.title, cls.spec.category) == ("Large Images", "My lab")
    assert catalog.files["satsuma.large_images"] == file
    assert cls(3) == cls(amount=3)
    assert catalog.named("large_images") is cls
    assert catalog.named("large-images") is cls
    assert catalog.named("satsuma.large_images") is cls


def test_the_folder_may_be_named_by_the_environment(own, monkeypatch):
    own("lab/mine.py")
    monkeypatch.setenv("SATSUMA_WIDGETS", str(own.folder))
    assert "satsuma.mine" in discover(entry_points=False).widgets


def test_the_same_file_gives_the_same_class_and_a_changed_one_another(own):
    file = own("lab/mine.py")
    before = found(own).named("mine")
    assert found(own).named("mine") is before
    file.write_text(WIDGET.format(title="Another", name="Other"), encoding="utf-8")
    assert found(own).named("mine").spec.title == "Another"


@pytest.mark.parametrize(("text", "told"), [
    ("import no_such_module_at_all", "ModuleNotFoundError: No module named"),
    ("def broken(:", "SyntaxError"),
    ("raise RuntimeError('not today')", "RuntimeError: not today"),
    ("import sys; sys.exit(3)", "SystemExit: 3"),
    ("x = 1", "There is no widget in this file"),
    ("\0", "null bytes"),
    (WIDGET.replace("-> Table", "-> Tabel").format(title="A", name="A"), "NameError"),
])
def test_a_broken_file_stops_nobody(own, text, told):
    file = own("lab/bad.py", text)
    own("lab/good.py")
    catalog = found(own)
    assert told in catalog.broken[str(file)]
    assert list(catalog.broken) == [str(file)]
    assert {"satsuma.good", "satsuma.import_images"} <= set(catalog.widgets)


def test_of_two_files_with_one_name_the_second_is_an_error(own):
    first = own("a/mine.py", title="First")
    second = own("b/mine.py", title="Second")
    clash = own("a/data_table.py", title="Mine")
    catalog = found(own)
    assert catalog.named("mine").spec.title == "First"
    assert catalog.named("data_table").spec.title == "Data Table"
    assert set(catalog.broken) == {str(second), str(clash)}
    assert str(first) in catalog.broken[str(second)]


def test_private_and_hidden_files_and_loose_ones_are_no_widgets(own):
    for place in ("lab/_parts.py", "lab/.hidden.py", "_lab/mine.py", ".git/mine.py", "loose.py",
                  "lab/notes.txt"):
        own(place, "raise RuntimeError")
    assert found(own) == discover(entry_points=False)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    catalog = discover(tmp_path / "none", entry_points=False)
    assert catalog.broken == {str(tmp_path / "none"): "There is no such folder of widgets."}


def test_installed_packages_bring_widgets(own, monkeypatch):
    own("add_on_for_tests.py")
    own("no_add_on_for_tests.py", "x = 1")
    monkeypatch.syspath_prepend(own.folder)
    points = [EntryPoint("module", "add_on_for_tests", "satsuma.widgets"),
              EntryPoint("class", "add_on_for_tests:Own", "satsuma.widgets"),
              EntryPoint("missing", "add_on_that_is_not_there", "satsuma.widgets"),
              EntryPoint("empty", "no_add_on_for_tests:x", "satsuma.widgets")]
    monkeypatch.setattr(catalog_module, "installed", lambda group: points)
    catalog = discover()
    assert catalog.files["satsuma.add_on_for_tests"] == Path(own.folder / "add_on_for_tests.py")
    assert set(catalog.broken) == {"add_on_that_is_not_there", "no_add_on_for_tests:x"}


def test_a_name_that_is_not_there_tells_those_alike():
    with pytest.raises(Problem, match="image-embedding"):
        discover(entry_points=False).named("image_embeding")
    with pytest.raises(Problem, match="There is no widget “zzz”. There is: "):
        discover(entry_points=False).named("zzz")
