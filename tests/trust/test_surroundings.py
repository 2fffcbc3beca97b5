"""Full disks, no home, no cache, flipped bits, odd clocks: the work goes on, or says why not.

No result is wrong and no file is harmed. Nothing here depends on who runs it: where permissions
would do for others, a file stands where a folder should be, which stops everybody.
"""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from satsuma.algorithms.file_digest import file_digest
from satsuma.data import atomic, choices
from satsuma.data.cache import keep_within
from satsuma.data.column import numbers, texts
from satsuma.data.database import Database
from satsuma.data.known_files import Described, KnownFiles
from satsuma.data.scan import PictureFile
from satsuma.data.table import Table
from satsuma.engine.store import Disk
from satsuma.problem import Problem
from satsuma.workflow.model import Link, Workflow
from satsuma.workflow.ows import read_ows, write_ows
from satsuma.workflow.recovery import RecoveryStore
from tests.trust.children import ROOT, ended, pictures, places, satsuma, start

ANIMALS = ROOT / "workflows" / "animals.ows"
needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="no limits on files there")


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("place")


@pytest.fixture(scope="module")
def listing(place, catalog) -> Path:
    """A workflow that lists a folder of pictures."""
    pictures(place / "cows", 12)
    workflow, _ = Workflow().with_new_node(
        catalog.named("import-images")(sources=(str(place / "cows"),)), "Import")
    workflow, _ = workflow.with_new_node(catalog.named("data-table")(), "Table")
    workflow = workflow.with_link(Link("import", "data", "table", "data"))
    file = place / "listing.ows"
    write_ows(workflow, file)
    return file


@pytest.fixture(scope="module")
def whole(listing, place) -> bytes:
    """What comes out of the listing where all is well."""
    out = place / "whole.csv"
    done = satsuma("run", listing, "--save", f"import.data={out}", "--quiet",
                   env=places(place / "well"))
    assert done.returncode == 0, done.stderr
    return out.read_bytes()


def below_a_file(tmp_path: Path) -> Path:
    """A folder that nobody can make, not even root."""
    (tmp_path / "file").touch()
    return tmp_path / "file" / "home"


def bare(home: Path) -> dict[str, str]:
    """The usual places below a home, as on a computer where nothing is set."""
    env = {name: value for name, value in os.environ.items()
           if not name.startswith(("SATSUMA_", "XDG_"))}
    return env | {"HOME": str(home), "USERPROFILE": str(home), "QT_QPA_PLATFORM": "offscreen",
                  "LOCALAPPDATA": str(home), "APPDATA": str(home)}


# Nowhere to keep anything

def homes(tmp_path: Path) -> dict[str, dict[str, str]]:
    nowhere = str(below_a_file(tmp_path))
    (tmp_path / "dangling").symlink_to(tmp_path / "gone" / "far")
    own = places(tmp_path / "own")
    return {
        "a home that nobody can make": bare(Path(nowhere)),
        "a cache that is a file": own | {"SATSUMA_CACHE": str(tmp_path / "file")},
        "a cache that leads nowhere": own | {"SATSUMA_CACHE": str(tmp_path / "dangling")},
        "all places below a file": own | dict.fromkeys(
            ("SATSUMA_CACHE", "SATSUMA_CONFIG", "SATSUMA_DATA"), nowhere),
    }


def some(first: int, *others: int) -> pytest.MarkDecorator:
    """Which `homes` are tried each time, and which in the long run only."""
    return pytest.mark.parametrize("number", [
        first, *(pytest.param(number, marks=pytest.mark.long) for number in others)])


@some(3, 0, 1, 2)
def test_without_a_place_to_keep_things_the_results_are_the_same(tmp_path, listing, whole, number):
    name, env = list(homes(tmp_path).items())[number]
    out = tmp_path / "out.csv"
    done = satsuma("run", listing, "--save", f"import.data={out}", "--quiet", env=env)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), f"{name}: {done.stderr}"
    assert out.read_bytes() == whole


def test_somebody_without_a_home_gets_results_and_no_folder_called_tilde(tmp_path, listing, whole):
    here, out = tmp_path / "here", tmp_path / "out.csv"
    here.mkdir()
    ended(start("without_home", "run", listing, "--save", f"import.data={out}", "--quiet",
                cwd=here))
    assert out.read_bytes() == whole
    assert list(here.iterdir()) == []


def test_a_tilde_of_somebody_unknown_is_a_folder_that_is_missing(tmp_path, listing):
    done = satsuma("run", listing, "--set", "import.sources=~nobody-at-all/cows", "--quiet",
                   env=places(tmp_path))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "nobody-at-all" in done.stderr


def test_what_cannot_be_kept_of_an_embedding_is_said(tmp_path):
    files, env = pictures(tmp_path / "p", 20), places(tmp_path)
    well = ended(start("embed", tmp_path / "p", tmp_path / "log", 0, env=env))
    nowhere = env | {"SATSUMA_CACHE": str(below_a_file(tmp_path))}
    for _ in range(2):  # slower: all of it again
        badly = ended(start("embed", tmp_path / "p", tmp_path / "log", 0, env=nowhere))
        assert badly[0] == well[0]
    assert len(files) == int(well[0].split()[1])


@pytest.mark.window
@some(0, 1, 2, 3)
def test_a_window_without_a_place_to_keep_things_opens_and_works(tmp_path, listing, number):
    env = list(homes(tmp_path).values())[number]
    said = ended(start("window", "open_and_run", listing, env=env))
    assert said[-1] == "done 2"


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("number", range(4))
def test_animals_are_told_apart_without_a_place_to_keep_things(tmp_path, number):
    out = [tmp_path / "well.csv", tmp_path / "badly.csv"]
    for file, env in zip(out, (places(tmp_path / "well"), list(homes(tmp_path).values())[number]),
                         strict=True):
        done = satsuma("run", ANIMALS, "--save", f"hierarchical-clustering.data={file}", env=env)
        assert done.returncode == 0, done.stderr
    if number != 1:
        assert "cannot be" in done.stdout + done.stderr  # slower, and says so
    assert np.array_equal(_clusters(out[0]), _clusters(out[1]))


def _clusters(file: Path) -> np.ndarray:
    """The columns that do not depend on which engine computed the network."""
    lines = [line.split(",") for line in file.read_text().splitlines()]
    return np.array([line[:3] for line in lines])


# A full disk

@needs_limits
def test_a_full_disk_is_told_and_the_old_file_stays(tmp_path, listing):
    out = tmp_path / "out.csv"
    out.write_text("old")
    child = start("small_files", 300, "run", listing, "--save", f"import.data={out}",
                  env=places(tmp_path))
    said, complaints = child.communicate(timeout=60)
    assert child.returncode == 1
    assert f"{out}: not written." in complaints
    assert "Traceback" not in complaints
    assert "12 pictures" in said
    assert out.read_text() == "old"
    assert not list(tmp_path.glob(".*.part"))


@needs_limits
@pytest.mark.window
def test_a_window_on_a_full_disk_says_so_and_saves_when_there_is_room(tmp_path):
    file = tmp_path / "cows.ows"
    said = ended(start("window", "full_disk", file, env=places(tmp_path)))
    told = next(line for line in said if line.startswith("told"))
    assert "Unsaved changes are not protected from a crash." in told
    assert "“cows.ows” was not saved." in told
    assert said[-2:] == ["unharmed True True", "saved True"]


@pytest.mark.parametrize("fails", ["write", "fsync", "replace"])
def test_no_room_at_any_step_of_a_writing_leaves_the_old_file(tmp_path, monkeypatch, fails):
    file = tmp_path / "a"
    file.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if fails != "write":
        monkeypatch.setattr(atomic.os, fails, full)

    def write() -> None:
        with atomic.atomic_write(file) as opened:
            opened.write(b"new")
            if fails == "write":
                full()

    with pytest.raises(Problem, match="no space left"):
        write()
    assert {one: one.read_bytes() for one in tmp_path.iterdir()} == {file: b"old"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_an_output_that_is_full_is_told(tmp_path, listing):
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, "-m", "satsuma", "check", str(listing)],
                              stdout=full, stderr=subprocess.PIPE, text=True, timeout=60,
                              env=places(tmp_path), check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("satsuma: The output cannot be written")


def test_a_device_is_never_replaced_by_a_file(tmp_path):
    pipe, link = tmp_path / "pipe", tmp_path / "out.csv"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for place in (pipe, link):
        with pytest.raises(Problem, match="no ordinary file"), atomic.atomic_write(place):
            pass
    assert pipe.is_fifo()


# Losing power

def test_a_writing_is_flushed_before_and_after_it_takes_its_name(tmp_path, monkeypatch):
    did: list[str] = []

    def noted(name: str) -> None:
        real = getattr(os, name)

        def act(*given: object) -> object:
            folder = name == "fsync" and os.path.isdir(f"/proc/self/fd/{given[0]}")
            did.append("fsync of the folder" if folder else name)
            return real(*given)

        monkeypatch.setattr(atomic.os, name, act)

    noted("fsync")
    noted("replace")
    with atomic.atomic_write(tmp_path / "a") as opened:
        opened.write(b"new")
    assert did[:2] == ["fsync", "replace"]
    assert len(did) == (2 if sys.platform == "win32" else 3)


def test_a_share_that_knows_neither_permissions_nor_flushing_is_written_to(tmp_path, monkeypatch):
    file = tmp_path / "a"
    file.write_bytes(b"old")
    real_open = os.open

    def no_folders(path: object, flags: int, *more: object) -> int:
        if os.path.isdir(path):
            raise OSError(errno.EACCES, "no")
        return real_open(path, flags, *more)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(atomic.os, "chmod", refuse)
    monkeypatch.setattr(atomic.os, "open", no_folders)
    with atomic.atomic_write(file) as opened:
        opened.write(b"new")
    assert file.read_bytes() == b"new"


# A cache that is not as it was left

def test_a_cache_from_a_newer_version_is_left_alone(tmp_path):
    pictures(tmp_path / "p", 20)
    env = places(tmp_path)
    cache = tmp_path / "cache"
    cache.mkdir()
    newer = [cache / "vectors-9.sqlite", cache / "files-9.sqlite", cache / "thumbnails-9.sqlite"]
    for file in newer:
        connection = sqlite3.connect(file)
        connection.execute("CREATE TABLE entries(id, bytes, used, more, and_more)")
        connection.execute("CREATE TABLE something_else(id)")
        connection.close()
    (cache / "results").mkdir()
    (cache / "results" / f"{'0' * 32}.of-the-future").write_bytes(b"x" * 1000)
    before = {file: file.read_bytes() for file in cache.rglob("*") if file.is_file()}
    said = [ended(start("embed", tmp_path / "p", tmp_path / "log", 0, env=env)) for _ in range(2)]
    assert [line.split()[1] for (line,) in said] == ["20", "0"]
    assert {file: file.read_bytes() for file in before} == before


def test_a_database_of_another_version_under_our_name_is_begun_anew(tmp_path):
    file = tmp_path / "vectors-1.sqlite"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE entries(id INTEGER PRIMARY KEY, bytes, used, of_the_future)")
    connection.execute("PRAGMA user_version = 77")
    connection.close()
    pictures(tmp_path / "p", 8)
    env = places(tmp_path) | {"SATSUMA_CACHE": str(tmp_path)}
    assert ended(start("embed", tmp_path / "p", tmp_path / "log", 0, env=env))[0].startswith("8 8")
    assert ended(start("embed", tmp_path / "p", tmp_path / "log", 0, env=env))[0].startswith("8 0")


def flipped(content: bytes, pick: random.Random, most: int = 20) -> bytes:
    """The bytes with a few bits turned over."""
    spoiled = bytearray(content)
    for _ in range(pick.randint(1, most)):
        spoiled[pick.randrange(len(spoiled))] ^= 1 << pick.randrange(8)
    return bytes(spoiled)


@pytest.mark.parametrize("rounds", [150, pytest.param(5000, marks=pytest.mark.long)])
def test_flipped_bits_never_make_another_result(tmp_path, rounds):
    rng, pick = np.random.default_rng(0), random.Random(0)
    table = Table(tuple(f"row {i}" for i in range(40)), {
        "name": texts([f"näme {i}" for i in range(40)]), "size": numbers(rng.normal(size=40))})
    disk = Disk(tmp_path)
    assert disk.put("key", Table, (table,))
    file, = disk.folder.iterdir()
    good, read = file.read_bytes(), 0
    for _ in range(rounds):
        file.write_bytes(flipped(good, pick, 3))
        kept = disk.get("key", Table)
        if kept is not None:
            read += 1
            assert kept[0].ids == table.ids
            assert list(kept[0].columns) == ["name", "size"]
            for name, column in table.columns.items():
                assert np.array_equal(kept[0].columns[name].values, column.values)
                assert kept[0].columns[name].kind == column.kind
    assert read < rounds / 2  # the bits that were flipped did matter


@pytest.mark.parametrize("rounds", [25, pytest.param(1000, marks=pytest.mark.long)])
def test_flipped_bits_in_what_is_known_of_files_never_tell_something_else(tmp_path, rounds):
    pick = random.Random(1)
    files = [PictureFile(Path(f"/cows/{i}.png"), f"{i}.png", 100 + i, 10**9 + i)
             for i in range(60)]
    digests = {file: f"{i:064x}" for i, file in enumerate(files)}
    headers = {file: Described(10.0 + i, 20.0, "PNG") for i, file in enumerate(files)}
    with KnownFiles(tmp_path) as known:
        known.remember_digests(list(digests.items()))
        known.remember_headers(list(headers.items()))
    base = tmp_path / "files-1.sqlite"
    good = base.read_bytes()
    for _ in range(rounds):
        base.write_bytes(flipped(good, pick, 60))
        with KnownFiles(tmp_path) as known:
            for file, digest, header in zip(files, known.digests(files), known.headers(files),
                                            strict=True):
                assert digest in (None, digests[file])
                assert header in (None, headers[file])
        for left in tmp_path.glob("files-1.sqlite-*"):
            left.unlink()


@pytest.mark.window
@pytest.mark.parametrize("rounds", [40, pytest.param(1000, marks=pytest.mark.long)])
def test_flipped_bits_never_show_another_thumbnail(tmp_path, rounds):
    from PIL import Image

    from satsuma.ui.painters.thumbnails_store import Small, Stamp, ThumbnailStore

    pick, noise = random.Random(3), np.random.default_rng(3)
    stamps = {Path(f"/cows/{i}.png"): Stamp(100 + i, 10**9 + i) for i in range(12)}
    store = ThumbnailStore(tmp_path)
    for file, stamp in stamps.items():
        pixels = noise.integers(0, 255, (90, 128, 3), np.uint8)
        store.put(file, stamp, 128, Small(Image.fromarray(pixels), False))
    right = {file: small.pixels.tobytes() for file, small in store.get(stamps, 128).items()}
    assert right.keys() == stamps.keys()
    store._database.close()
    base = tmp_path / "thumbnails-2.sqlite"
    good = base.read_bytes()
    for _ in range(rounds):
        base.write_bytes(flipped(good, pick, 60))
        for file, small in store.get(stamps, 128).items():
            assert small.pixels.tobytes() == right[file]
        store._database.close()
        for left in tmp_path.glob("thumbnails-2.sqlite-*"):
            left.unlink()


def test_a_flipped_digit_in_the_digest_of_weights_is_noticed(tmp_path, cache):
    file = tmp_path / "weights.pth"
    file.write_bytes(b"weights")
    right = file_digest(file)
    kept = cache / "networks" / "digests.json"
    for place in range(64):
        entry = json.loads(kept.read_text())
        digest = entry[str(file)][2]
        entry[str(file)][2] = digest[:place] + ("0" if digest[place] != "0" else "1") \
            + digest[place + 1:]
        kept.write_text(json.dumps(entry))
        assert file_digest(file) == right


@pytest.mark.long
@pytest.mark.timeout(900)
def test_flipped_bits_anywhere_in_the_cache_change_no_result(tmp_path):
    pick, env = random.Random(2), places(tmp_path)
    out = tmp_path / "out.npz"

    def distances() -> bytes:
        done = satsuma("run", ANIMALS, "--save", f"distances.distances={out}", "--quiet", env=env)
        assert done.returncode == 0, done.stderr
        return out.read_bytes()

    right = distances()
    shutil.copytree(tmp_path / "cache", tmp_path / "good")
    for round_ in range(40):
        shutil.rmtree(tmp_path / "cache")
        shutil.copytree(tmp_path / "good", tmp_path / "cache")
        for file in sorted((tmp_path / "cache").rglob("*")):
            # Every other round the graph stays whole: making it anew takes long.
            if file.is_file() and (round_ % 10 == 0 or file.suffix != ".onnx"):
                file.write_bytes(flipped(file.read_bytes(), pick, 200))
        assert distances() == right


# Two programs at once

@pytest.mark.parametrize("programs", [3, pytest.param(12, marks=pytest.mark.long)])
def test_programs_on_one_cache_agree_while_a_fourth_empties_it(tmp_path, programs):
    pictures(tmp_path / "p", 120)
    env = places(tmp_path)
    lone = ended(start("embed", tmp_path / "p", tmp_path / "lone", 0, env=places(tmp_path / "2")))
    children = [start("embed", tmp_path / "p", tmp_path / f"log{i}", 0.03, env=env)
                for i in range(programs)]
    emptied = satsuma("cache", "empty", env=env)
    said = [ended(child) for child in children]
    assert (emptied.returncode, emptied.stderr) == (0, "")
    assert {line.split()[2] for (line,) in said} == {lone[0].split()[2]}


@pytest.mark.window
def test_two_programs_with_windows_share_all_folders(tmp_path, listing):
    children = [start("window", "open_and_run", listing, env=places(tmp_path)) for _ in range(2)]
    for child in children:
        assert ended(child)[-1] == "done 2"
    assert not list((tmp_path / "data" / "recovery").glob("*.unsaved"))


# A clock that jumps

@pytest.mark.parametrize("years", [-30, 30])
def test_a_clock_that_jumps_changes_no_result(tmp_path, listing, whole, years):
    env = places(tmp_path)
    out = tmp_path / "out.csv"
    ended(start("odd_clock", years, "run", listing, "--save", f"import.data={out}", "--quiet",
                env=env))
    assert out.read_bytes() == whole
    assert satsuma("run", listing, "--save", f"import.data={out}", env=env).returncode == 0
    assert out.read_bytes() == whole  # what was kept meanwhile is right, too


def test_what_was_kept_with_a_wrong_clock_leaves_first_or_is_put_right(cache, monkeypatch):
    now = time.time()
    future = cache / "results" / "a.npz"
    future.parent.mkdir(parents=True)
    future.write_bytes(b"x" * 50_000)
    os.utime(future, (now + 10**9, now + 10**9))
    keep_within(10)
    assert not future.exists()
    base = Database(cache / "vectors-1.sqlite", "CREATE TABLE entries(id INTEGER PRIMARY KEY, "
                    "bytes INTEGER NOT NULL, used INTEGER NOT NULL)")
    base.write(lambda connection: connection.executemany(
        "INSERT INTO entries VALUES (?, 1, ?)", [(1, int(now) + 10**9), (2, int(now) - 10**9)]))
    base.note_use([(1, int(now) + 10**9), (2, int(now) - 10**9), (3, "damaged")])
    assert all(abs(used - now) < 60 for (used,) in base.read("SELECT used FROM entries"))
    base.close()


def test_pictures_from_the_future_are_read_again_and_never_mistaken(tmp_path):
    pictures(tmp_path / "p", 16)
    for file in (tmp_path / "p").iterdir():
        os.utime(file, (4_000_000_000, 4_000_000_000))
    env = places(tmp_path)
    first = ended(start("embed", tmp_path / "p", tmp_path / "log", 0, env=env))[0].split()
    again = ended(start("embed", tmp_path / "p", tmp_path / "log", 0, env=env))[0].split()
    assert (first[1], again[1]) == ("16", "0")
    assert first[2] == again[2]


@pytest.mark.parametrize("when", [-1e18, 1e300, float("nan"), float("inf"), 4e9])
def test_unsaved_work_of_an_odd_time_is_offered_still(tmp_path, catalog, when):
    folder = tmp_path / "recovery"
    RecoveryStore(folder).write("a", Workflow(title="Cows"), None)
    for lock in folder.glob("*.running"):
        lock.unlink()
    file, = folder.glob("*.unsaved")
    header, _, text = file.read_bytes().partition(b"\n")
    file.write_bytes(json.dumps(json.loads(header) | {"time": when}).encode() + b"\n" + text)
    store = RecoveryStore(folder)
    one, = store.abandoned()
    time.localtime(one.time)  # it can be shown
    assert one.workflow(catalog).workflow.title == "Cows"
    store.close()


# Preferences that are damaged

def test_the_command_line_says_that_the_preferences_are_damaged(tmp_path, listing, whole):
    env = places(tmp_path)
    file = Path(env["SATSUMA_CONFIG"]) / "preferences.json"
    file.parent.mkdir()
    out = tmp_path / "out.csv"
    file.write_bytes(b'{"cache_limit"')
    done = satsuma("run", listing, "--save", f"import.data={out}", "--quiet", env=env)
    assert done.returncode == 0
    assert out.read_bytes() == whole
    assert done.stderr.startswith(f"satsuma: The preferences in “{file}”: they are damaged")
    assert file.read_bytes() == b'{"cache_limit"'  # the window sets it aside


@pytest.mark.window
def test_damaged_preferences_are_told_once_at_the_start_and_kept_beside(tmp_path):
    env = places(tmp_path)
    file = Path(env["SATSUMA_CONFIG"]) / "preferences.json"
    file.parent.mkdir()
    file.write_bytes(b'{"theme": "dark", "sca')
    told = ended(start("window", "tell_notice", env=env))[-1]
    assert "The preferences were damaged. The standard ones are used" in told
    assert (file.parent / "preferences-damaged.json").read_bytes() == b'{"theme": "dark", "sca'
    assert ended(start("window", "tell_notice", env=env))[-1].strip() == "notice"


def test_a_complaint_names_the_file_and_what_is_wrong(tmp_path, monkeypatch):
    monkeypatch.setenv("SATSUMA_CONFIG", str(tmp_path))
    assert choices.complaint() == ""
    (tmp_path / "preferences.json").write_text('{"theme": "dark"}')
    assert choices.complaint() == ""
    (tmp_path / "preferences.json").write_text('{"cache_limit": -3}')
    assert "“cache_limit” is “-3” and has to be" in choices.complaint()
    (tmp_path / "preferences.json").unlink()
    (tmp_path / "preferences.json").mkdir()
    assert "cannot be read" in choices.complaint()


# Saving while everything else hangs

@pytest.mark.window
def test_saving_waits_for_no_folder_that_does_not_answer(qtbot, tmp_path, catalog):
    from satsuma.ui.autosave import Autosave
    from satsuma.ui.background import background
    from satsuma.ui.document import Document
    from satsuma.ui.files import FileWork
    from satsuma.ui.preference_store import PreferenceStore

    answer = threading.Event()
    for _ in range(20):
        background().submit(answer.wait, print)
    document = Document()
    work, store = FileWork(document, catalog), RecoveryStore(tmp_path / "recovery")
    autosave, preferences = Autosave(document, store), PreferenceStore()
    try:
        document.edit(Workflow(title="Cows"), "Rename")
        qtbot.waitUntil(lambda: autosave._kept is not None)
        work.save(tmp_path / "cows.ows")
        qtbot.waitUntil(lambda: not document.modified)
        preferences.change(theme="dark")
        qtbot.waitUntil(lambda: preferences._pen.rests)
        assert read_ows(tmp_path / "cows.ows", catalog).workflow.title == "Cows"
    finally:
        answer.set()
        background().wait(5)
        preferences.change(theme="light")
        autosave.close()
        document.close()
        background().wait(5)


@pytest.mark.window
def test_a_save_that_hangs_holds_up_no_other(qtbot, tmp_path, catalog, monkeypatch):
    from satsuma.ui import files
    from satsuma.ui.background import background
    from satsuma.ui.document import Document

    answer, write = threading.Event(), files.write_ows

    def on_share(workflow: Workflow, file: Path) -> None:
        if "share" in file.name:
            answer.wait(20)
        write(workflow, file)

    monkeypatch.setattr(files, "write_ows", on_share)
    documents = [Document() for _ in range(9)]
    works = [files.FileWork(document, catalog) for document in documents]
    for number, (document, work) in enumerate(zip(documents, works, strict=True)):
        document.edit(Workflow(title=str(number)), "Rename")
        work.save(tmp_path / (f"share{number}.ows" if number < 8 else "here.ows"))
    qtbot.waitUntil(lambda: not documents[8].modified)
    assert all(document.modified for document in documents[:8])
    answer.set()
    qtbot.waitUntil(lambda: not any(document.modified for document in documents))
    for document in documents:
        document.close()
    background().wait(5)
