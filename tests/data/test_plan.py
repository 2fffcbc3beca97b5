"""Plans and receipts: safe names, no name twice, nothing of anybody else's lost, taking back."""

from __future__ import annotations

import os
import re
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.data import new_file
from satsuma.data.carrying_out import Account
from satsuma.data.new_file import made_folders, new_part, put_in_place, written_file
from satsuma.data.plan import PICTURES, Entry, Plan, Receipt, Step, plan_of
from satsuma.data.plan_words import (
    button_words,
    counts_told,
    plan_lines,
    plan_title,
    receipt_line,
    receipt_lines,
    receipt_title,
    told_bytes,
    told_seconds,
)
from satsuma.data.safe_names import key_of, safe_name, split_suffix, with_number
from satsuma.data.shelf import Shelf
from satsuma.data.take_back import take_back
from satsuma.engine.store import arrays_in
from satsuma.problem import Problem
from satsuma.run import Cancelled, Run

ANY_NAME = st.text(st.characters(codec="utf-8"), max_size=300) | st.sampled_from(
    ["", ".", "..", "CON", "con.txt", "nul", "LPT1.jpg", "COM¹", "a/b", "a\\b", "a:b", "x.", "x ",
     "~", "-rf", "\u202egpj.exe", "e\u0301" * 200, "🐮" * 100, ".jpg", "a\0b", "\n"])


def windows_takes(name: str) -> bool:
    """The rules of Windows, as Microsoft has written them down."""
    stem = name.partition(".")[0].rstrip(" ").upper()
    reserved = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
                *(f"{word}{n}" for word in ("COM", "LPT") for n in "0123456789¹²³")}
    return not (re.search(r'[<>:"/\\|?*\x00-\x1f]', name) or name[-1:] in (" ", ".", "")
                or stem in reserved or len(name.encode("utf-16-le")) > 2 * 255)


def plan(*steps: Step, folder: str = "/place", **more: object) -> Plan:
    return plan_of(steps, PICTURES, folder, **more)  # type: ignore[arg-type]


# Names

@given(ANY_NAME)
def test_every_system_takes_a_safe_name(name):
    made = safe_name(name)
    assert windows_takes(made)
    assert windows_takes(with_number(made, 99_999))
    assert len(with_number(made, 99_999).encode()) <= 255
    assert safe_name(made) == made
    assert made not in (".", "..")


@pytest.mark.parametrize(("name", "made"), [
    ("cow-1.png", "cow-1.png"), ("a/b", "a_b"), ("käfer.jpg", "käfer.jpg"), ("con.jpg", "con_.jpg"),
    ("", "_"), ("..", "_"), ("what?", "what_"), ("ends. ", "ends"), ("a.tar.gz", "a.tar.gz")])
def test_names_stay_as_near_as_they_can(name, made):
    assert safe_name(name) == made


def test_a_long_name_keeps_its_ending():
    assert safe_name("x" * 400 + ".jpeg").endswith("x.jpeg")


def test_names_that_some_system_takes_for_one_have_one_key():
    assert key_of("K\u00e4fer.JPG") == key_of("ka\u0308fer.jpg")
    assert split_suffix("a.b.csv.gz") == ("a.b", ".csv.gz")
    assert split_suffix(".jpg") == (".jpg", "")


# A folder's names

def test_a_shelf_gives_no_name_twice_and_none_that_is_there(tmp_path):
    (tmp_path / "A.jpg").write_bytes(b"old")
    (tmp_path / "a (2).JPG").mkdir()
    shelf = Shelf(str(tmp_path))
    given_names = [shelf.place("a.jpg", 99)[0] for _ in range(5)]
    assert given_names == [f"a ({n}).jpg" for n in range(3, 8)]


def test_a_file_of_the_same_size_is_told_as_the_same(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"old")
    assert Shelf(str(tmp_path)).place("a.jpg", 3) == ("a.jpg", "same")
    assert Shelf(str(tmp_path)).place("a.jpg", 4) == ("a (2).jpg", "number")
    assert Shelf(str(tmp_path)).place("a.jpg", None) == ("a.jpg", "same")


def test_a_hundred_thousand_equal_names_take_no_time(tmp_path):
    shelf = Shelf(str(tmp_path))
    names = {shelf.place("a.jpg", 1)[0] for _ in range(100_000)}
    assert len(names) == 100_000


@given(st.lists(st.sampled_from(["a.jpg", "A.jpg", "a (2).jpg", "b", "a (2) (2).jpg", "B"]),
                max_size=20))
def test_whatever_is_wanted_all_names_differ_on_every_system(tmp_path_factory, wanted):
    shelf = Shelf(str(tmp_path_factory.getbasetemp() / "nowhere"))
    names = [shelf.place(name, 1)[0] for name in wanted]
    assert len({key_of(name) for name in names}) == len(names)


# Putting a file in its place

@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_a_file_that_is_there_is_never_replaced(tmp_path, monkeypatch, links):
    if not links:
        monkeypatch.setattr(new_file.os, "link", _no_links)
    theirs = tmp_path / "a"
    theirs.write_bytes(b"theirs")
    with new_part(str(tmp_path)) as part:
        open(part, "wb").close()
        with pytest.raises(FileExistsError):
            put_in_place(part, str(theirs))
        put_in_place(part, str(tmp_path / "b"))
    assert theirs.read_bytes() == b"theirs"
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]


def _no_links(*_):
    raise PermissionError(1, "Operation not permitted")


def test_of_many_at_once_only_one_gets_the_name(tmp_path):
    won = []

    def put(number):
        part = tmp_path / f"part {number}"
        part.write_text(str(number))
        try:
            put_in_place(str(part), str(tmp_path / "target"))
            won.append(number)
        except FileExistsError:
            pass

    threads = [threading.Thread(target=put, args=(n,)) for n in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(won) == 1
    assert (tmp_path / "target").read_text() == str(won[0])


def test_only_folders_that_were_not_there_count_as_made(tmp_path):
    assert made_folders(str(tmp_path)) == ()
    made = made_folders(str(tmp_path / "a" / "b"))
    assert made == (str(tmp_path / "a"), str(tmp_path / "a" / "b"))
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file of that name"):
        made_folders(str(tmp_path / "file" / "c"))


# Plans

def test_a_plan_counts_its_steps():
    found = plan(Step("1", "/a", "a", "write", "", "a"), Step("2", "/b", "b", "same", "", "b"),
                 Step("3", "/c", "", "fail", "It is gone."))
    assert found.counts == {"write": 1, "same": 1, "fail": 1}
    assert (len(found), found.to_write, found.is_worth_it) == (3, 1, True)
    assert found.file(0) == os.path.join("/place", "a")
    assert found.file(2) == ""
    assert found.step(2) == Step("3", "/c", "", "fail", "It is gone.")


def test_a_plan_of_nothing_is_one():
    found = plan()
    assert not found.is_worth_it
    assert plan_title(found) == "There is nothing to save"
    assert list(plan_lines(found, 5))


def test_a_long_plan_is_weighed_quickly():
    steps = (Step(f"row {n}", f"/pics/{n}.jpg", f"{n}.jpg", "write", "", f"{n}.jpg")
             for n in range(100_000))
    assert len(arrays_in(plan_of(steps, PICTURES, "/place"))) < 10


def test_a_plan_tells_what_would_happen():
    found = plan(Step("1", "/a", "x/a", "write", "", "x/a"),
                 Step("evil\x1b[2Jname", "/c", "", "fail", "It is gone."), free=5_000_000_000)
    text = "\n".join(plan_lines(found, 5))
    assert "1 picture to save" in text
    assert "1 folder in it · 5.0\N{NO-BREAK SPACE}GB free" in text
    assert "It is gone." in text
    assert "\x1b" not in text
    assert button_words(found) == "Save 1 picture to “place”"


def test_of_a_long_plan_what_goes_wrong_is_listed_whatever_its_length():
    steps = [Step(str(n), "/a", f"{n}", "write", "", f"{n}") for n in range(50)]
    lines = list(plan_lines(plan(*steps, Step("6", "/z/bad.png", "", "fail", "It is gone.")), 3))
    assert "  cannot be saved: bad.png (It is gone.)" in lines
    assert "  … and 47 more" in lines
    assert len(lines) == 8


@pytest.mark.parametrize(("number", "told"), [
    (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1_500, "1.5 kB"), (2_345_678, "2.3 MB"),
    (7e9, "7.0 GB")])
def test_bytes_are_told_as_people_read_them(number, told):
    assert told_bytes(number).replace("\N{NO-BREAK SPACE}", " ") == told


def test_times_are_told_as_people_read_them():
    told = [told_seconds(one).replace("\N{NO-BREAK SPACE}", " ") for one in (0.04, 61, 7_260)]
    assert told == ["0.0 s", "1 min 1 s", "2 h 1 min"]


# Carrying out

def three() -> Plan:
    return plan(*(Step(str(n), f"/{n}", f"{n}", "write", "", f"{n}") for n in range(3)))


def test_whatever_happens_the_receipt_has_every_step():
    account = Account(three())
    errors = [Problem("It is too large."), OSError(13, "Permission denied"), ZeroDivisionError("x")]
    with account.whole():
        for number, error in enumerate(errors):
            with account.step(number):
                raise error
    receipt = account.receipt()
    assert [entry.state for entry in receipt.entries] == ["failed"] * 3
    assert [entry.reason for entry in receipt.entries] == [
        "It is too large.", "It cannot be written: permission denied.",
        "It broke: ZeroDivisionError: x"]
    assert not receipt.ok


def test_what_cannot_be_read_is_not_told_as_what_cannot_be_written():
    account = Account(three())
    with account.step(1):
        raise PermissionError(13, "Permission denied", "/1")
    assert account.receipt().entries[1].reason == "It cannot be read: permission denied."


def test_a_full_disk_ends_it_and_says_so():
    account = Account(three())
    with account.whole():
        for number in range(3):
            with account.step(number):
                raise OSError(28, "No space left on device")
    receipt = account.receipt()
    assert [entry.state for entry in receipt.entries] == ["failed", "unreached", "unreached"]
    assert receipt.stopped.startswith("The disk is full.")


def test_what_is_done_when_it_is_cancelled_counts():
    account = Account(three())
    with account.whole():
        account.note(0, Entry("0", "/0", "/place/0", "written"))
        raise Cancelled
    receipt = account.receipt()
    assert receipt.counts == {"written": 1, "unreached": 2}
    assert receipt.stopped
    assert not receipt.ok
    assert "\n".join(receipt_lines(receipt)).startswith("1 picture saved")


# Taking back

@pytest.fixture
def written(tmp_path):
    """A receipt of three files in a folder of their own, and the files."""
    folder = tmp_path / "new"
    made = made_folders(str(folder))
    files = []
    for name in ("a", "b", "c"):
        (folder / name).write_text(name)
        files.append(folder / name)
    digest = {name: __import__("hashlib").sha256(name.encode()).hexdigest() for name in "abc"}
    entries = tuple(Entry(file.name, "", str(file), "written", "",
                          (written_file(str(file), digest[file.name]),)) for file in files)
    return Receipt(PICTURES, str(folder), entries, made), files


def test_taking_back_leaves_the_disk_as_it_was(written, tmp_path):
    receipt, _ = written
    after = take_back(receipt)
    assert os.listdir(tmp_path) == []
    assert after.counts == {"removed": 3}
    assert receipt_title(after) == "3 pictures removed again"
    assert after.removable == 0


def test_what_was_changed_since_stays_and_so_does_what_others_put_there(written, tmp_path):
    receipt, (first, second, third) = written
    first.write_text("changed")
    os.utime(second, ns=(1, 1))  # touched, but of the same content
    third.unlink()
    theirs = tmp_path / "new" / "PRECIOUS.txt"
    theirs.write_text("theirs")
    after = take_back(receipt)
    assert [entry.state for entry in after.entries] == ["kept", "removed", "removed"]
    assert "changed" in after.entries[0].reason
    assert theirs.read_text() == "theirs"
    assert first.read_text() == "changed"
    assert receipt_title(after).endswith(" removed again, 1 left as it is")


def test_what_took_the_place_of_another_file_stays(written):
    receipt, files = written
    entries = (receipt.entries[0]._replace(replaced=True), *receipt.entries[1:])
    receipt = Receipt(PICTURES, receipt.folder, entries)
    assert receipt.removable == 2
    after = take_back(receipt)
    assert files[0].exists()
    assert after.entries[0].state == "kept"


def test_a_folder_or_link_in_the_place_of_a_file_stays(written, tmp_path):
    receipt, (first, second, _) = written
    first.unlink()
    first.mkdir()
    other = tmp_path / "elsewhere"
    other.write_text("b")
    second.unlink()
    second.symlink_to(other)
    take_back(receipt)
    assert first.is_dir()
    assert other.read_text() == "b"


def test_what_was_not_reached_when_it_was_cancelled_can_be_taken_back_later(written):
    class Once(Run):
        def track(self, items, total=None):
            yield next(iter(items))
            raise Cancelled

    receipt, files = written
    after = take_back(receipt, Once())
    assert after.counts == {"written": 2, "removed": 1}
    assert take_back(after).counts == {"removed": 3}
    assert not any(file.exists() for file in files)


def test_counts_are_told_in_words(written):
    assert counts_told(written[0]) == "3 saved"


def test_the_line_of_a_node_says_what_was_saved_and_when():
    entries = (Entry("a", "/a", "/out/a", "written"), Entry("b", "/b", "", "failed", "Gone."))
    ended = time.mktime((2026, 3, 1, 14, 2, 0, 0, 0, -1))
    assert receipt_line(Receipt(PICTURES, "/out", entries, ended=ended)) \
        == "1 picture saved · 1 failed · 14:02"
