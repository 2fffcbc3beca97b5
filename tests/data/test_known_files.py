"""What is known of files holds exactly as long as they stay as they were."""

from __future__ import annotations

import math
import os
import sqlite3
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from satsuma.data import known_files
from satsuma.data.known_files import Described, KnownFiles, content_digest
from satsuma.data.scan import PictureFile
from satsuma.run import Cancelled, Run


@pytest.fixture
def known(tmp_path):
    with KnownFiles(tmp_path / "cache") as known:
        yield known


def file(path: Path, size: int = 10, mtime_ns: int = 1_000) -> PictureFile:
    return PictureFile(path, path.name, size, mtime_ns)


def pictures(folder: Path, n: int) -> list[PictureFile]:
    found = []
    for i in range(n):
        path = folder / f"{i}.png"
        Image.new("RGB", (i + 1, 7)).save(path)
        os.utime(path, ns=(10**18, 10**18))
        found.append(file(path, path.stat().st_size, 10**18))
    return found


def test_a_digest_is_known_for_the_same_path_size_and_time_only(known):
    a = file(Path("/a/b.jpg"))
    known.remember_digests([(a, "12ab")])
    others = [a, replace(a, size=11), replace(a, mtime_ns=1_001), file(Path("/a/c.jpg"))]
    assert known.digests(others) == ["12ab", None, None, None]


def test_what_is_remembered_later_replaces_what_was_known(known):
    a = file(Path("/a.jpg"))
    known.remember_digests([(a, "old")])
    known.remember_digests([(replace(a, mtime_ns=5), "new")])
    assert known.digests([a, replace(a, mtime_ns=5)]) == [None, "new"]


def test_digests_and_headers_do_not_disturb_each_other(known):
    a = file(Path("/a.jpg"))
    known.remember_digests([(a, "12")])
    assert known.headers([a]) == [None]
    known.remember_headers([(a, Described(30, 40, "JPEG"))])
    assert known.headers([a]) == [Described(30, 40, "JPEG")]
    assert known.digests([a]) == ["12"]


def test_another_process_finds_what_was_remembered(known, tmp_path):
    known.remember_digests([(file(Path("/a.jpg")), "12")])
    with KnownFiles(tmp_path / "cache") as other:
        assert other.digests([file(Path("/a.jpg"))]) == ["12"]


def test_a_relative_path_is_the_same_file(known, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    known.remember_digests([(file(Path("a.jpg")), "12")])
    assert known.digests([file(tmp_path / "a.jpg")]) == ["12"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=40).filter(lambda b: b"\0" not in b), unique=True,
                max_size=20))
def test_any_name_a_file_can_have_is_kept(tmp_path_factory, names):
    files = [file(Path("/", os.fsdecode(b"x" + name))) for name in names]
    files = list({os.path.abspath(f.path): f for f in files}.values())
    with KnownFiles(tmp_path_factory.mktemp("cache")) as known:
        known.remember_digests([(f, f"{i:x}") for i, f in enumerate(files)])
        assert known.digests(files) == [f"{i:x}" for i in range(len(files))]


def test_more_files_than_one_question_may_hold_are_found(known):
    files = [file(Path(f"/{i}.jpg")) for i in range(2345)]
    known.remember_digests([(f, f.relative) for f in files])
    assert known.digests([*files[::-1], file(Path("/new.jpg"))]) == [
        *(f.relative for f in files[::-1]), None]


def test_a_file_that_changed_just_now_is_not_remembered(known):
    now = time.time_ns()
    a, b = file(Path("/a"), mtime_ns=now), file(Path("/b"), mtime_ns=now - 10**9)
    known.remember_digests([(a, "1"), (b, "2")])
    assert known.digests([a, b]) == [None, "2"]


def test_the_digest_is_that_of_the_bytes(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    assert content_digest(path).startswith("ba7816bf8f01cfea")


def test_headers_are_read_once(known, tmp_path, monkeypatch):
    files = pictures(tmp_path, 5)
    first = known.described(files)
    assert [(h.width, h.height, h.format, h.problem) for h in first] == [
        (i + 1, 7, "PNG", "") for i in range(5)]
    monkeypatch.setattr(known_files, "describe", lambda _: pytest.fail("read again"))
    assert known.described(files) == first


def test_an_unreadable_header_tells_why_and_is_read_again(known, tmp_path):
    (tmp_path / "a.png").write_bytes(b"nothing")
    a = file(tmp_path / "a.png", 7)
    (bad,) = known.described([a])
    assert math.isnan(bad.width)
    assert math.isnan(bad.height)
    assert bad.problem
    Image.new("RGB", (3, 4)).save(tmp_path / "a.png")
    assert known.described([a])[0].width == 3


def test_a_cancelled_run_keeps_the_headers_it_read(known, tmp_path, monkeypatch):
    files = pictures(tmp_path, 5)

    class Stopped(Run):
        def track(self, items, total=None):
            yield from items[:3]
            raise Cancelled

    with pytest.raises(Cancelled):
        known.described(files, Stopped())
    assert [h is not None for h in known.headers(files)] == [True] * 3 + [False] * 2


@pytest.mark.parametrize("column", ["value", "checksum", "mtime_ns", "path"])
def test_a_damaged_entry_counts_as_unknown(known, tmp_path, column):
    a = file(Path("/a.jpg"))
    known.remember_digests([(a, "12")])
    connection = sqlite3.connect(tmp_path / "cache" / "files-1.sqlite")
    with connection:
        connection.execute(f"UPDATE entries SET {column} = 7")
    connection.close()
    assert known.digests([a]) == [None]
    known.remember_digests([(a, "34")])
    assert known.digests([a]) == ["34"]


def test_where_nothing_can_be_kept_nothing_is_known_and_the_trouble_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with KnownFiles(tmp_path / "file" / "cache") as known:
        known.remember_digests([(file(Path("/a")), "1")])
        assert known.digests([file(Path("/a"))]) == [None]
        assert known.trouble


def test_threads_may_share_it(known):
    def work(number):
        for i in range(20):
            one = file(Path(f"/{number}/{i}"))
            known.remember_digests([(one, "ff")])
            assert known.digests([one]) == ["ff"]

    failures = []
    threads = [threading.Thread(target=lambda n=n: _collect(failures, work, n)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert not known.trouble


def _collect(failures, work, number):
    try:
        work(number)
    except AssertionError as error:
        failures.append(error)
