"""Disks that are really full, and disks that can only be read: mounted for the purpose.

A limit on the size of files, or a file in the place of a folder, is refused at other moments and
with other errors than a disk that was there before and has no room left. Only Linux lets anybody
mount one, in a namespace of its own; elsewhere these say so and try nothing.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from satsuma.workflow.model import Link, Workflow
from satsuma.workflow.ows import read_ows, write_ows
from tests.trust.children import ROOT, pictures, places
from tests.trust.offline import loudly

ONLY_READ = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1"'
FULL = ('cp -a "$1" "$1.kept" && mount -t tmpfs -o size=4m none "$1" && cp -a "$1.kept/." "$1" && '
        'dd if=/dev/zero of="$1/filler" bs=4k 2>/dev/null; true')
"""A copy of the folder on a disk of four megabytes, which is then filled to the last byte."""

DISKS = {"only read": ONLY_READ, "full": FULL}


@cache
def why_no_mounts() -> str:
    """Why this computer cannot mount for a test; "" when it can."""
    if sys.platform != "linux":
        return "only Linux can"
    try:
        tried = subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"],
                               capture_output=True, text=True, check=False)
    except OSError as error:
        return str(error)
    return "" if tried.returncode == 0 else tried.stderr.strip() or "the kernel forbids it"


@pytest.fixture(autouse=True)
def mounts() -> bool:
    if why_no_mounts():
        loudly(f"NO DISK COULD BE MOUNTED FOR A TEST: {why_no_mounts()}")
    return not why_no_mounts()


@pytest.fixture(params=DISKS)
def disk(request) -> str:
    return DISKS[request.param]


def on(disk: str, folder: Path, *command: object, env: Mapping[str, str],
       then: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command while a folder lies on such a disk; `then` is a line of shell after it."""
    return subprocess.run(
        ["unshare", "-rm", "sh", "-c", f'{disk}; place="$1"; shift; "$@"; status=$?; {then}\n'
         "exit $status", "sh", str(folder), sys.executable, *map(str, command)],
        env=dict(env) | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=150,
        check=False)


CHILDREN = ROOT / "tests" / "trust" / "children.py"


@pytest.fixture
def home(tmp_path) -> Path:
    """Where every place of the program lies, with what earlier runs have left there."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def listing(tmp_path, catalog) -> Path:
    pictures(tmp_path / "p", 12)
    workflow, _ = Workflow().with_new_node(
        catalog.named("import-images")(sources=(str(tmp_path / "p"),)), "Import")
    workflow, _ = workflow.with_new_node(catalog.named("data-table")(), "Table")
    workflow = workflow.with_link(Link("import", "data", "table", "data"))
    write_ows(workflow, tmp_path / "listing.ows")
    return tmp_path / "listing.ows"


before = pytest.mark.parametrize("was_there", [True, pytest.param(False, marks=pytest.mark.long)])


def embedded(tmp_path: Path, home: Path, disk: str) -> list[str]:
    """How many vectors, how many of them computed, and their digest."""
    done = on(disk, home, CHILDREN, "embed", tmp_path / "p", tmp_path / "log", 0,
              env=places(home))
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout.split()


@before
def test_vectors_are_the_same_whatever_can_be_kept(tmp_path, home, disk, mounts, was_there):
    """What lies in a cache that can only be read is used; new pictures are computed each time."""
    if not mounts:
        return
    pictures(tmp_path / "p", 20)
    if was_there:
        embedded(tmp_path, home, "true")
    pictures(tmp_path / "p", 30)
    for _ in range(2):
        bad = embedded(tmp_path, home, disk)
    well = embedded(tmp_path, tmp_path / "other", "true")
    assert (bad[0], bad[2]) == (well[0], well[2])
    assert int(bad[1]) == (10 if was_there else 30)


@before
def test_a_workflow_runs_and_its_output_elsewhere_is_whole(tmp_path, home, disk, listing, mounts,
                                                           was_there):
    if not mounts:
        return
    outs = [tmp_path / "well.csv", tmp_path / "badly.csv"]
    for how, place, out in (("true", home if was_there else tmp_path / "other", outs[0]),
                            (disk, home, outs[1])):
        done = on(how, home, "-m", "satsuma", "run", listing, "--save", f"import.data={out}",
                  "--quiet", env=places(place))
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert outs[0].read_bytes() == outs[1].read_bytes()


@pytest.mark.window
def test_a_window_opens_and_works(tmp_path, home, disk, listing, mounts):
    if not mounts:
        return
    done = on(disk, home, CHILDREN, "window", "open_and_run", listing, env=places(home))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "done 2"
    assert "Traceback" not in done.stderr


def test_what_cannot_be_written_there_is_told_and_the_old_file_stays(tmp_path, home, disk, listing,
                                                                     mounts):
    if not mounts:
        return
    out = home / "out.csv"
    out.write_text("old")
    done = on(disk, home, "-m", "satsuma", "run", listing, "--save", f"import.data={out}",
              env=places(tmp_path / "other"), then='cat "$place/out.csv"; ls -A "$place" >&2')
    assert done.returncode == (1 if disk == FULL else 2)  # before anything runs, where it is seen
    assert done.stdout.endswith("old")
    assert f"{out}: not written." in done.stderr or f"write to “{out}”" in done.stderr
    assert "Traceback" not in done.stderr
    assert ".part" not in done.stderr


@pytest.mark.window
def test_a_window_cannot_save_there_and_loses_nothing(tmp_path, home, disk, catalog, mounts):
    if not mounts:
        return
    file = home / "cows.ows"
    write_ows(Workflow(title="Old"), file)
    done = on(disk, home, CHILDREN, "window", "cannot_save", file, env=places(tmp_path / "other"),
              then='cp "$place/cows.ows" "$place/../after.ows"')
    assert done.returncode == 0, done.stderr
    told, modified = done.stdout.splitlines()[-2:]
    assert "“cows.ows” was not saved." in told
    assert modified == "modified True"
    assert read_ows(tmp_path / "after.ows", catalog).workflow.title == "Old"
