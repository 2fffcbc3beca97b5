"""Save Images: every picture arrives, and nothing that was there is ever changed."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from satsuma.algorithms import picture_writing
from satsuma.data.column import categorical, images, numbers, texts
from satsuma.data.plan import Receipt
from satsuma.data.safe_names import key_of
from satsuma.data.table import Table
from satsuma.data.take_back import take_back
from satsuma.problem import Problem
from satsuma.run import Cancelled, Run
from satsuma.widget import WidgetError, is_in_use
from satsuma.widgets.images.save_images import SaveImages
from tests.picture_bytes import blocks, encoded


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder: content and time."""
    return {str(file.relative_to(folder)): (file.read_bytes(), file.stat().st_mtime_ns)
            for file in folder.rglob("*") if file.is_file()}


def picture(file: Path, seed: int = 0, size: tuple[int, int] = (12, 8), form: str = "PNG") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    shown = blocks(*size).rotate(90 * (seed % 4))
    shown.putpixel((0, 0), (seed % 256, seed // 256 % 256, 9))
    file.write_bytes(encoded(shown, form))
    os.utime(file, ns=(10**18, 10**18 + seed * 10**9))
    return file


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "source"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target"


def herd(source: Path, *names: str) -> Table:
    """A table of pictures that are there, each another one."""
    for seed, name in enumerate(names):
        picture(source / name, seed)
    return Table(names, {"image": images(names, source)})


def saved(widget: SaveImages, table: Table, run: Run = Run()) -> Receipt:
    return widget.commit(widget.compute(table, run), run)


# Orange's Save Images emptied the folder, and made one file of all that had equal stems

def test_computing_writes_nothing_at_all(source, target):
    target.mkdir()
    before = snapshot(target.parent)
    plan = SaveImages(folder=str(target / "new")).compute(herd(source, "a.png")).plan
    assert plan.counts == {"write": 1}
    assert snapshot(target.parent) == before | snapshot(target.parent)
    assert not (target / "new").exists()
    assert os.listdir(target) == []


def test_what_is_in_the_folder_already_stays(source, target):
    table = herd(source, "a.png", "b.png")
    (target / "cow").mkdir(parents=True)
    (target / "PRECIOUS.txt").write_text("precious")
    (target / "a.png").write_bytes(b"theirs")
    (target / "cow" / "b.png").write_bytes(b"theirs, too")
    before = snapshot(target)
    for widget in (SaveImages(folder=str(target)),
                   SaveImages(folder=str(target), format="jpeg"),
                   SaveImages(folder=str(target), longest=4)):
        receipt = saved(widget, table)
        assert receipt.ok
    after = snapshot(target)
    assert {name: after[name] for name in before} == before
    assert {"a (2).png", "b.png", "a.jpg", "b.jpg"} <= set(after)


def test_names_of_equal_stem_all_arrive(source, target):
    table = herd(source, "a/x.one.png", "a/x.two.png", "b/x.png", "c/x.png")
    receipt = saved(SaveImages(folder=str(target)), table)
    assert sorted(os.listdir(target)) == ["x (2).png", "x.one.png", "x.png", "x.two.png"]
    contents = {(source / name).read_bytes() for name in table.ids}
    assert {(target / name).read_bytes() for name in os.listdir(target)} == contents
    assert receipt.counts == {"written": 4}


def test_saving_onto_the_pictures_themselves_changes_nothing(source):
    table = herd(source, "a.png", "b.png")
    before = snapshot(source)
    receipt = saved(SaveImages(folder=str(source)), table)
    assert receipt.counts == {"there": 2}
    assert snapshot(source) == before
    assert take_back(receipt).counts == {"there": 2}
    assert snapshot(source) == before


# Copies

def test_a_copy_is_the_same_byte_for_byte_and_keeps_its_time(source, target):
    table = herd(source, "a.png", "b.png")
    saved(SaveImages(folder=str(target)), table)
    assert snapshot(target) == snapshot(source)


def test_pictures_that_are_there_already_are_not_saved_twice(source, target):
    table = herd(source, "a.png", "b.png")
    saved(SaveImages(folder=str(target)), table)
    again = SaveImages(folder=str(target)).compute(table)
    assert again.plan.counts == {"same": 2}
    receipt = SaveImages(folder=str(target)).commit(again)
    assert receipt.counts == {"there": 2}
    assert sorted(os.listdir(target)) == ["a.png", "b.png"]


def test_a_file_of_the_same_name_and_size_but_another_content_gets_a_number(source, target):
    table = herd(source, "a.png")
    target.mkdir()
    size = (source / "a.png").stat().st_size
    (target / "a.png").write_bytes(b"x" * size)
    receipt = saved(SaveImages(folder=str(target)), table)
    assert receipt.counts == {"written": 1}
    assert (target / "a.png").read_bytes() == b"x" * size
    assert (target / "a (2).png").read_bytes() == (source / "a.png").read_bytes()
    assert saved(SaveImages(folder=str(target)), table).counts == {"there": 1}


def test_equal_pictures_of_one_name_become_one_file(source, target):
    picture(source / "a" / "x.png", 1)
    picture(source / "b" / "x.png", 1)
    names = ("a/x.png", "b/x.png")
    receipt = saved(SaveImages(folder=str(target)), Table(names, {"image": images(names, source)}))
    assert receipt.counts == {"written": 1, "there": 1}
    assert os.listdir(target) == ["x.png"]


def test_a_picture_in_two_rows_is_saved_once(source, target):
    picture(source / "x.png")
    table = Table(("1", "2"), {"image": images(["x.png", "x.png"], source)})
    plan = SaveImages(folder=str(target)).compute(table).plan
    assert plan.counts == {"write": 1, "leave": 1}
    assert "“1”" in plan.step(1).reason


# Folders and names

def test_each_value_gets_a_folder_of_its_own(source, target):
    table = herd(source, "1.png", "2.png", "3.png", "4.png", "5.png", "6.png")
    table = table.with_column("kind", categorical(["a/b", "a_b", "Con", "cow", "Cow", None]))
    receipt = saved(SaveImages(folder=str(target), groups="kind"), table)
    assert receipt.counts == {"written": 6}
    folders = {Path(entry.target).parent.name for entry in receipt.entries[:5]}
    assert len({key_of(one) for one in folders}) == 5
    assert {"a_b", "a_b (2)", "Con_", "cow", "Cow (2)"} == folders
    assert Path(receipt.entries[5].target).parent == target


def test_a_category_cannot_lead_out_of_the_folder(source, target):
    table = herd(source, "1.png", "2.png", "3.png")
    table = table.with_columns({"kind": texts(["..", "/etc", "../../x"]),
                                "name": texts(["../../evil", "..", "/etc/passwd"])})
    receipt = saved(SaveImages(folder=str(target), groups="kind", names="name"), table)
    assert receipt.counts == {"written": 3}
    for entry in receipt.entries:
        assert Path(entry.target).resolve().is_relative_to(target.resolve())


def test_a_file_where_a_folder_should_be_is_gone_around(source, target):
    target.mkdir()
    (target / "cow").write_text("a file")
    table = herd(source, "1.png").with_column("kind", categorical(["cow"]))
    assert saved(SaveImages(folder=str(target), groups="kind"), table).counts == {"written": 1}
    assert (target / "cow").read_text() == "a file"
    assert os.listdir(target / "cow (2)") == ["1.png"]


def test_names_come_from_a_column(source, target):
    table = herd(source, "1.png", "2.png", "3.png", "4.png").with_columns({
        "name": texts(["bella", "bella", "", "what? a/b"]), "size": numbers([1, 2, 3, 4.5])})
    saved(SaveImages(folder=str(target), names="name"), table)
    assert sorted(os.listdir(target)) == ["3.png", "bella (2).png", "bella.png", "what_ a_b.png"]
    saved(SaveImages(folder=str(target / "n"), names="size"), table)
    assert sorted(os.listdir(target / "n")) == ["1.png", "2.png", "3.png", "4.5.png"]


def test_columns_that_are_not_there_are_warned_about(source, target):
    class Ear(Run):
        def __init__(self):
            self.told: list[str] = []

        def warn(self, text):
            self.told.append(text)

    ear = Ear()
    SaveImages(folder=str(target), groups="gone").compute(herd(source, "a.png"), ear)
    assert "“gone”" in ear.told[0]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(st.tuples(
    st.sampled_from(["a.png", "A.PNG", "sub/a.png", "b.png", "a (2).png", "käfer.png"]),
    st.sampled_from(["", "cow", "Cow", "con", "a/b", "a_b"])), max_size=12),
    there=st.lists(st.sampled_from(["a.png", "cow", "COW/a.png", "b (2).png"]), max_size=3))
def test_whatever_comes_all_pictures_arrive_and_nothing_is_lost(tmp_path_factory, rows, there):
    base = tmp_path_factory.mktemp("any")
    source, target = base / "source", base / "target"
    for name in there:
        place = target / name
        if not place.exists() and not place.parent.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(f"theirs: {name}")
    before = snapshot(target)
    files = [picture(source / f"{n}" / name, n) for n, (name, _) in enumerate(rows)]
    table = Table(tuple(map(str, range(len(rows)))), {
        "image": images([str(f.relative_to(source)) for f in files], source),
        "kind": categorical([kind or None for _, kind in rows])})
    receipt = saved(SaveImages(folder=str(target), groups="kind"), table)
    after = snapshot(target)
    assert {name: after[name] for name in before} == before
    for file, entry in zip(files, receipt.entries, strict=True):
        assert Path(entry.target).read_bytes() == file.read_bytes()
    assert len(after) == len(before) + receipt.counts.get("written", 0)
    take_back(receipt)
    assert snapshot(target) == before


# What cannot be saved

def test_missing_and_broken_pictures_are_listed_with_the_reason(source, target):
    table = herd(source, "fine.png", "empty.png")
    (source / "empty.png").write_bytes(b"")
    (source / "broken.png").write_bytes(b"no picture")
    names = ("fine.png", "gone.png", "away/x.png", "empty.png", "broken.png", "")
    table = Table(("1", "2", "3", "4", "5", "6"), {"image": images(names, source)})
    plan = SaveImages(folder=str(target), format="jpeg").compute(table).plan
    assert [plan.step(n).deed for n in range(6)] == [
        "write", "fail", "fail", "fail", "write", "leave"]
    receipt = SaveImages(folder=str(target), format="jpeg").commit(
        SaveImages(folder=str(target), format="jpeg").compute(table))
    states = [entry.state for entry in receipt.entries]
    assert states == ["written", "failed", "failed", "failed", "failed", "left"]
    assert all(entry.reason for entry in receipt.entries[1:])
    assert not receipt.ok
    assert os.listdir(target) == ["fine.jpg"]


def test_without_a_folder_it_asks_for_one(source):
    with pytest.raises(WidgetError) as caught:
        SaveImages().compute(herd(source, "a.png"))
    assert caught.value.asks == "folder"


@pytest.mark.skipif(os.name == "nt", reason="is a place there")
def test_a_place_of_another_system_is_refused(source):
    with pytest.raises(WidgetError, match="another computer"):
        SaveImages(folder="C:\\pictures").compute(herd(source, "a.png"))


def test_too_little_room_is_told_before_anything_is_written(source, target, monkeypatch):
    table = herd(source, "a.png")
    widget = SaveImages(folder=str(target))
    outputs = widget.compute(table)
    monkeypatch.setattr(picture_writing, "free_bytes", lambda _: 3)
    with pytest.raises(Problem, match="Nothing was written"):
        widget.commit(outputs)
    assert not target.exists()


# Other formats

@pytest.mark.parametrize(("form", "suffix", "kind"), [
    ("jpeg", ".jpg", "JPEG"), ("png", ".png", "PNG"), ("webp", ".webp", "WEBP"),
    ("tiff", ".tif", "TIFF")])
def test_pictures_are_converted(source, target, form, suffix, kind):
    table = herd(source, "a.b.png", "c.png")
    receipt = saved(SaveImages(folder=str(target), format=form), table)
    assert receipt.ok
    assert sorted(os.listdir(target)) == [f"a.b{suffix}", f"c{suffix}"]
    with Image.open(target / f"c{suffix}") as made:
        assert (made.format, made.size) == (kind, (12, 8))
    again = saved(SaveImages(folder=str(target), format=form), table)
    assert again.counts == {"there": 2}


def test_png_keeps_every_pixel(source, target):
    table = herd(source, "a.png")
    saved(SaveImages(folder=str(target), format="png"), table)
    with Image.open(target / "a.png") as made, Image.open(source / "a.png") as before:
        assert made.convert("RGB").tobytes() == before.convert("RGB").tobytes()


def test_a_turned_photograph_stands_upright_when_it_is_converted(source, target):
    source.mkdir()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20), "red").save(source / "turned.jpg", exif=exif)
    table = Table(("1",), {"image": images(["turned.jpg"], source)})
    saved(SaveImages(folder=str(target), format="png"), table)
    with Image.open(target / "turned.png") as made:
        assert made.size == (20, 40)
        assert 0x0112 not in made.getexif()


def test_large_pictures_become_smaller_and_small_ones_are_copied(source, target):
    picture(source / "large.png", 1, (400, 100))
    picture(source / "small.png", 2, (40, 10))
    picture(source / "odd.bmp", 4, (400, 100), "BMP")
    names = ("large.png", "small.png", "odd.bmp")
    receipt = saved(SaveImages(folder=str(target), longest=50),
                    Table(names, {"image": images(names, source)}))
    assert receipt.counts == {"written": 3}
    assert (target / "small.png").read_bytes() == (source / "small.png").read_bytes()
    for name in ("large.png", "odd.png"):
        with Image.open(target / name) as made:
            assert max(made.size) == 50
            assert made.format == "PNG"


def test_a_better_quality_is_larger(source, target):
    rough = Image.effect_noise((64, 64), 90).convert("RGB")
    source.mkdir()
    rough.save(source / "a.png")
    table = Table(("1",), {"image": images(["a.png"], source)})
    for quality in (20, 95):
        saved(SaveImages(folder=str(target / str(quality)), format="jpeg", quality=quality), table)
    sizes = [(target / str(quality) / "a.jpg").stat().st_size for quality in (20, 95)]
    assert sizes[0] < sizes[1]


# Stopping, taking back, and what happens meanwhile

class Stopping(Run):
    """A run that is cancelled after so many files."""

    def __init__(self, after: int) -> None:
        self.left = after

    def count(self, done: int, total: int) -> None:
        self.left -= 1

    def check(self) -> None:
        if self.left <= 0:
            raise Cancelled

    def track(self, items: Any, total: int | None = None) -> Any:
        for item in items:
            self.check()
            yield item


@pytest.mark.parametrize("form", ["as_it_is", "jpeg"])
def test_stopping_keeps_what_is_written_and_leaves_no_half_file(source, target, form):
    table = herd(source, *(f"{n}.png" for n in range(10)))
    widget = SaveImages(folder=str(target), format=form)
    receipt = widget.commit(widget.compute(table), Stopping(3))
    assert receipt.counts == {"written": 3, "unreached": 7}
    assert len(os.listdir(target)) == 3
    assert not any(name.startswith(".") for name in os.listdir(target))
    assert receipt.stopped
    take_back(receipt)
    assert not target.exists()


def test_a_file_that_came_since_the_plan_is_gone_around(source, target):
    table = herd(source, "a.png", "b.png")
    widget = SaveImages(folder=str(target))
    outputs = widget.compute(table)
    target.mkdir()
    (target / "a.png").write_bytes(b"theirs")
    receipt = widget.commit(outputs)
    assert (target / "a.png").read_bytes() == b"theirs"
    assert receipt.counts == {"written": 2}
    assert "a (2).png" in receipt.entries[0].reason


def test_a_picture_that_went_since_the_plan_is_told(source, target):
    widget = SaveImages(folder=str(target))
    outputs = widget.compute(herd(source, "a.png", "b.png"))
    (source / "a.png").unlink()
    receipt = widget.commit(outputs)
    assert [entry.state for entry in receipt.entries] == ["failed", "written"]
    assert receipt.entries[0].reason.startswith("It cannot be read")


def test_digests_in_the_receipt_are_those_of_the_files(source, target):
    receipt = saved(SaveImages(folder=str(target), format="webp"), herd(source, "a.png"))
    (file,) = receipt.entries[0].files
    assert hashlib.sha256(Path(file.path).read_bytes()).hexdigest() == file.digest


def test_the_stamp_changes_when_the_folder_does(source, target):
    widget = SaveImages(folder=str(target), groups="kind")
    before = widget.stamp()
    saved(widget, herd(source, "a.png").with_column("kind", categorical(["cow"])))
    after = widget.stamp()
    assert before != after
    picture(target / "cow" / "new.png")
    assert widget.stamp() != after


def test_a_plan_for_many_pictures_is_quick(tmp_path):
    """5,000 of 100,000: in full in a benchmark."""
    names = [f"{n % 50}/{n}.jpg" for n in range(5_000)]
    for folder in range(50):
        (tmp_path / "source" / str(folder)).mkdir(parents=True)
    for name in names:
        (tmp_path / "source" / name).write_bytes(b"x")
    table = Table(tuple(names), {"image": images(names, tmp_path / "source"),
                                 "kind": categorical([f"k{n % 9}" for n in range(5_000)])})
    started = time.thread_time()
    plan = SaveImages(folder=str(tmp_path / "t"), groups="kind").compute(table).plan
    assert plan.counts == {"write": 5_000}
    assert time.thread_time() - started < 2


@pytest.mark.parametrize(("form", "longest", "used"), [
    ("as_it_is", None, False), ("as_it_is", 20, True), ("jpeg", None, True), ("webp", 5, True),
    ("png", 20, False), ("tiff", None, False)])
def test_the_form_offers_the_quality_where_it_counts(form: Any, longest: int | None,
                                                     used: bool) -> None:
    assert is_in_use(SaveImages(format=form, longest=longest), "quality") is used
