"""A file is the old one or the whole new one."""

from __future__ import annotations

import os
import stat
import threading

import pytest

from satsuma.data.atomic import atomic_write
from satsuma.problem import Problem


def test_the_file_appears_only_when_it_is_whole(tmp_path):
    file = tmp_path / "a"
    with atomic_write(file) as opened:
        opened.write(b"whole")
        assert not file.exists()
    assert file.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), OSError(5, "broken")])
def test_on_any_error_the_old_file_stays_and_nothing_else(tmp_path, error):
    file = tmp_path / "a"
    file.write_bytes(b"old")
    wanted = Problem if isinstance(error, OSError) else type(error)

    def write():
        with atomic_write(file) as opened:
            opened.write(b"half")
            raise error

    with pytest.raises(wanted):
        write()
    assert {one: one.read_bytes() for one in tmp_path.iterdir()} == {file: b"old"}


def test_permissions_are_kept_and_new_files_follow_the_umask(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    old.touch()
    old.chmod(0o640)
    before = os.umask(0o027)
    try:
        for file in (old, new):
            with atomic_write(file):
                pass
    finally:
        os.umask(before)
    assert [stat.S_IMODE(file.stat().st_mode) for file in (old, new)] == [0o640, 0o640]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "folder").mkdir()
    target, link = tmp_path / "folder" / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    with atomic_write(link) as opened:
        opened.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("place", ["missing/a", "folder", "file/a"])
def test_a_place_that_cannot_be_written_to_is_a_problem(tmp_path, place):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(Problem, match="cannot be written: .*Choose another folder"), \
            atomic_write(tmp_path / place):
        pass


def test_two_writers_at_once_leave_one_whole_file(tmp_path):
    file = tmp_path / "a"

    def write(letter):
        for _ in range(20):
            with atomic_write(file) as opened:
                opened.write(letter * 10_000)

    writers = [threading.Thread(target=write, args=(letter,)) for letter in (b"a", b"b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert file.read_bytes() in (b"a" * 10_000, b"b" * 10_000)
    assert list(tmp_path.iterdir()) == [file]
