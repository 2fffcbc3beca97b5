"""Scanning folders: what counts as a picture, in which order, and what a walk survives."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from PIL import Image

from satsuma.data.names import file_of, natural_key
from satsuma.data.scan import one_picture, scan
from satsuma.problem import Problem
from satsuma.run import Cancelled, Run


def stamp(folder, **options):
    return scan(folder, **options).digest()


@pytest.fixture
def draw(tmp_path):
    def draw(*names):
        for name in names:
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", (2, 2)).save(file, "PNG")
        return tmp_path
    return draw


def names(folder, **options):
    return [picture.relative for picture in scan(folder, **options).pictures]


def test_pictures_come_in_natural_order_folder_by_folder(draw):
    folder = draw("b 10.png", "b 2.png", "a/x.png", "c.png", "A1/y.png", "a/b/z.png")
    assert names(folder) == ["a/b/z.png", "a/x.png", "A1/y.png", "b 2.png", "b 10.png", "c.png"]


def test_the_order_is_that_of_the_natural_key(draw):
    found = names(draw("a/1.png", "a b/1.png", "a.png", "a-b.png", "A/2.png", "a/10.png"))
    assert found == sorted(found, key=natural_key)


def test_size_and_time_are_those_of_the_file(draw):
    folder = draw("a.png")
    os.utime(folder / "a.png", ns=(5, 1_234_567_891_234))
    picture = scan(folder).pictures[0]
    assert (picture.path, picture.size, picture.mtime_ns) == (
        folder / "a.png", (folder / "a.png").stat().st_size, 1_234_567_891_234)


def test_no_file_is_looked_at_twice(draw, monkeypatch):
    folder = draw("a.png", "b.png", "sub/c.png")
    looked = []
    true_stat = os.stat
    monkeypatch.setattr(os, "stat", lambda path, **how: looked.append(str(path)) or true_stat(
        path, **how))
    assert len(scan(folder).pictures) == 3
    assert not [path for path in looked if path.endswith(".png")]


def test_a_relative_folder_gives_paths_that_open(draw, monkeypatch):
    monkeypatch.chdir(draw("herd/a.png").parent)
    folder = Path(os.path.relpath(draw("herd/a.png") / "herd"))
    assert scan(folder).pictures[0].path.is_file()


def test_a_picture_is_told_by_its_first_bytes_where_the_name_says_nothing(draw):
    folder = draw("none", "odd.xyz", "dots.in.name")
    (folder / "notes.txt").write_text("BM is a good beginning for a text.")
    (folder / "P5 notes").write_text("P5 is another")
    (folder / "short").write_bytes(b"\xff")
    (folder / "empty").touch()
    found = scan(folder)
    assert [picture.relative for picture in found.pictures] == ["dots.in.name", "none", "odd.xyz"]
    assert found.others == 4


def test_whatever_is_called_like_a_picture_gets_a_row(tmp_path):
    for name in ("empty.jpg", "text.PNG", "drawing.svg", "paper.pdf", "raw.NEF", "layers.psd"):
        (tmp_path / name).write_text("")
    assert len(scan(tmp_path).pictures) == 6


def test_hidden_entries_are_passed_over_but_a_hidden_root_is_not(draw):
    folder = draw(".store/a.png", ".store/.b.png", ".store/.git/c.png")
    assert scan(folder).pictures == ()
    assert scan(folder).others == 0
    assert names(folder / ".store") == ["a.png"]


def test_subfolders_can_be_left_out(draw):
    assert names(draw("a.png", "sub/b.png"), subfolders=False) == ["a.png"]


@pytest.mark.parametrize(("patterns", "expected"), [
    (("*.PNG",), ["cow/1.png", "cow2.png", "frog/cow.png"]),
    (("cow*",), ["cow2.png", "frog/cow.png"]),
    (("cow/*",), ["cow/1.png"]),
    (("/cow*",), ["cow/1.png", "cow2.png"]),
    (("1.png", "cow?.png"), ["cow/1.png", "cow2.png"]),
    (("*.jpg",), []),
    (("",), ["cow/1.png", "cow2.png", "frog/cow.png"]),
])
def test_patterns_choose_names(draw, patterns, expected):
    assert names(draw("cow/1.png", "cow2.png", "frog/cow.png"), patterns=patterns) == expected


def test_a_pattern_finds_composed_and_decomposed_letters(draw):
    assert len(names(draw("ka\u0308fer.png"), patterns=("käfer*",))) == 1


def test_files_outside_the_patterns_are_not_counted(draw):
    folder = draw("cow.png", "frog.png")
    (folder / "cow.txt").write_text("x")
    (folder / "frog.txt").write_text("x")
    found = scan(folder, patterns=("cow*",))
    assert (len(found.pictures), found.others) == (1, 1)


def test_the_first_pictures_are_those_of_the_whole_order(draw):
    folder = draw("b.png", "a/2.png", "a/10.png", "c.png")
    assert names(folder, most=2) == names(folder)[:2] == ["a/2.png", "a/10.png"]
    assert names(folder, most=99) == names(folder)


def test_a_missing_folder_a_file_and_a_folder_that_may_not_be_read_are_problems(draw):
    folder = draw("a.png")
    with pytest.raises(Problem, match="does not exist"):
        scan(folder / "gone")
    with pytest.raises(Problem, match="not a folder"):
        scan(folder / "a.png")
    with pytest.raises(Problem, match="gone.png"):
        one_picture(folder / "gone.png")


def test_a_folder_that_cannot_be_read_is_told_and_the_rest_is_found(draw, monkeypatch):
    folder = draw("a.png", "locked/b.png", "z/c.png")
    true_scandir = os.scandir

    def scandir(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return true_scandir(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = scan(folder)
    assert [picture.relative for picture in found.pictures] == ["a.png", "z/c.png"]
    assert found.problems == ("1 folder cannot be read: locked",)
    with pytest.raises(Problem, match="cannot be read"):
        scan(folder / "locked")


def test_odd_names_open_again(hostile, tmp_path):
    made = 0
    for name in hostile.ODD_NAMES:
        (tmp_path / os.fsdecode(name)).write_bytes(hostile.encoded(hostile.blocks(), "PNG"))
        made += 1
    pictures = scan(tmp_path).pictures
    assert len(pictures) == made == 9
    for picture in pictures:
        picture.relative.encode("utf-8")
        assert file_of(tmp_path, picture.relative).samefile(picture.path)


def test_every_file_of_an_odd_folder_is_counted_once(hostile, tmp_path):
    plain_files = hostile.odd_folder(tmp_path / "odd")
    (tmp_path / "odd" / "notes.txt").write_text("x")
    found = scan(tmp_path / "odd")
    relative = [picture.relative for picture in found.pictures]
    assert set(plain_files) <= set(relative)
    assert "a.jpg/inside.png" in relative
    assert "a.jpg" not in relative
    assert len(set(relative)) == len(relative) == len(plain_files) + len(hostile.ODD_NAMES) + 1
    assert found.others == 2  # the text and the pipe
    assert found.problems == ("2 links lead nowhere: nowhere.png, round.png",)


def test_a_pipe_is_never_waited_for(hostile, tmp_path):
    os.mkfifo(tmp_path / "pipe.png")
    os.mkfifo(tmp_path / "pipe")
    thread = threading.Thread(target=scan, args=(tmp_path,), daemon=True)
    thread.start()
    thread.join(5)
    assert not thread.is_alive()


def test_links_to_files_are_pictures_and_links_in_circles_are_harmless(draw):
    folder = draw("a/1.png", "a/b/2.png")
    (folder / "linked.png").symlink_to(folder / "a" / "1.png")
    (folder / "a" / "up").symlink_to(folder)
    (folder / "a" / "self").symlink_to(folder / "a")
    (folder / "a" / "b" / "loop.png").symlink_to(folder / "a" / "b" / "loop.png")
    (folder / "a" / "other").symlink_to(folder / "gone")
    found = scan(folder)
    assert [p.relative for p in found.pictures] == ["a/1.png", "a/b/2.png", "linked.png"]
    assert found.problems == ("1 link leads nowhere: a/b/loop.png",)
    assert found.others == 1


def test_a_linked_folder_elsewhere_is_walked_once(draw):
    folder = draw("root/a.png", "elsewhere/b.png", "elsewhere/c/d.png") / "root"
    (folder / "first").symlink_to(folder.parent / "elsewhere")
    (folder / "second").symlink_to(folder.parent / "elsewhere")
    assert names(folder) == ["a.png", "first/b.png", "first/c/d.png"]


def test_a_link_to_a_folder_inside_leaves_the_pictures_in_their_own_place(draw):
    folder = draw("z/a.png")
    (folder / "0link").symlink_to(folder / "z")
    assert names(folder) == ["z/a.png"]


def test_a_link_is_the_way_into_a_hidden_folder(draw):
    folder = draw(".store/a.png")
    (folder / "pictures").symlink_to(folder / ".store")
    assert names(folder) == ["pictures/a.png"]


def test_folders_are_walked_without_recursion(tmp_path):
    deep = tmp_path
    for _ in range(300):
        deep = deep / "d"
    deep.mkdir(parents=True)
    Image.new("RGB", (1, 1)).save(deep / "a.png")
    assert names(tmp_path) == ["d/" * 300 + "a.png"]


def test_a_scan_can_be_cancelled(draw):
    class Stopped(Run):
        def check(self):
            raise Cancelled

    with pytest.raises(Cancelled):
        scan(draw("a.png"), run=Stopped())


def test_the_stamp_tells_new_changed_and_renamed_pictures_and_nothing_else(draw):
    folder = draw("a.png", "b.png")
    first = stamp(folder)
    (folder / "notes.txt").write_text("no picture")
    assert stamp(folder) == first
    assert stamp(folder, patterns=("a*",)) != first
    draw("c.png")
    second = stamp(folder)
    os.utime(folder / "a.png", ns=(0, 7))
    third = stamp(folder)
    (folder / "a.png").rename(folder / "d.png")
    assert len({first, second, third, stamp(folder)}) == 4


def test_a_loose_picture_is_told_like_one_in_a_folder(draw):
    folder = draw("a.png")
    assert one_picture(folder / "a.png") == scan(folder).pictures[0]
