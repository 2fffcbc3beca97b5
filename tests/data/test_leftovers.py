"""What killed programs left is deleted; whatever may be somebody's stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from satsuma.data.atomic import atomic_write
from satsuma.data.leftovers import delete_leftovers, delete_leftovers_of, part_of

posix = pytest.mark.skipif(sys.platform == "win32", reason="no such locks there")


def left(file: Path, *, age: float = 100, content: bytes = b"half") -> Path:
    """What a program that was killed so many seconds ago left of this file."""
    part = part_of(file)
    part.write_bytes(content)
    os.utime(part, (time.time() - age,) * 2)
    return part


def test_what_a_killed_program_left_of_this_file_goes(tmp_path):
    file = tmp_path / "cöws.ows"
    file.write_bytes(b"whole")
    for age in (100, 10**7, -10**7):  # the clock was put right meanwhile
        left(file, age=age)
    delete_leftovers_of(file)
    assert {one: one.read_bytes() for one in tmp_path.iterdir()} == {file: b"whole"}


def test_what_is_new_or_of_another_file_or_looks_alike_stays(tmp_path):
    file = tmp_path / "cows.ows"
    stay = [left(file, age=5), left(tmp_path / "pigs.ows")]
    part = left(file)
    for name in (".holiday.part", f".{'a' * 16}.part", f".{'a' * 32}.part", part.name[1:],
                 f"{part.name}.png", f"{part.name[:-5]}.Part"):
        stay.append(part.with_name(name))
        stay[-1].touch()
        os.utime(stay[-1], (1, 1))
    delete_leftovers_of(file)
    assert sorted(tmp_path.iterdir()) == sorted(stay)


@posix
def test_a_link_a_folder_a_pipe_and_a_second_name_stay(tmp_path):
    file, mine = tmp_path / "cows.ows", tmp_path / "mine"
    mine.write_bytes(b"mine")
    os.utime(mine, (1, 1))
    part_of(file).symlink_to(mine)
    os.link(mine, part_of(file))
    part_of(file).mkdir()
    os.mkfifo(part_of(file))
    for one in tmp_path.iterdir():
        os.utime(one, (1, 1), follow_symlinks=False)
    before = sorted(tmp_path.iterdir())
    delete_leftovers_of(file)
    assert sorted(tmp_path.iterdir()) == before


@posix
def test_what_another_process_writes_stays_however_long_it_takes(tmp_path):
    file = tmp_path / "cows.ows"
    code = ("import sys, time; from pathlib import Path; "
            "from satsuma.data.atomic import atomic_write\n"
            "with atomic_write(Path(sys.argv[1])) as opened:\n"
            "    opened.write(b'half'); opened.flush(); print('writes', flush=True)\n"
            "    time.sleep(60)")
    child = subprocess.Popen([sys.executable, "-c", code, str(file)], stdout=subprocess.PIPE)
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == b"writes\n"
        part, = tmp_path.iterdir()
        os.utime(part, (1, 1))
        delete_leftovers_of(file)
        assert list(tmp_path.iterdir()) == [part]
        child.send_signal(signal.SIGKILL)
        child.communicate(timeout=60)
        delete_leftovers_of(file)
        assert list(tmp_path.iterdir()) == []
    finally:
        child.kill()
        child.communicate(timeout=60)


def test_a_folder_that_cannot_be_listed_is_no_trouble(tmp_path):
    delete_leftovers_of(tmp_path / "gone" / "cows.ows")
    delete_leftovers(tmp_path / "gone")


def test_a_link_to_a_file_is_tidied_where_the_file_lies(tmp_path):
    (tmp_path / "herd").mkdir()
    file, link = tmp_path / "herd" / "cows.ows", tmp_path / "link.ows"
    file.touch()
    link.symlink_to(file)
    part = left(file)
    with atomic_write(link) as opened:
        opened.write(b"new")
    delete_leftovers_of(link)
    assert not part.exists()


def test_in_a_folder_of_the_program_all_old_ones_go(tmp_path):
    old = [left(tmp_path / "a", age=10**6), tmp_path / f".{'a' * 16}.part"]
    old[1].touch()
    os.utime(old[1], (1, 1))
    new = left(tmp_path / "a")
    delete_leftovers(tmp_path)
    assert list(tmp_path.iterdir()) == [new]
