"""The wheel and the editable install hold all: widgets, workflows and examples."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

LOOK = """
from pathlib import Path
import satsuma
from satsuma.catalog import discover
from satsuma.workflow.ows import read_ows

home = Path(satsuma.__file__).parent
catalog = discover(entry_points=False)
assert not catalog.broken, catalog.broken
import satsuma.workflows
folder = Path(satsuma.workflows.__file__).parent
for file in sorted(folder.glob("*.ows")):
    opened = read_ows(file, catalog)
    assert not opened.problems, opened.problems
    for node in opened.workflow.nodes.values():
        for source in getattr(node.widget, "sources", ()):
            print(file.name, len(list(Path(source).rglob("*.png"))))
print(len(catalog.widgets), home)
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A copy of the sources, so that building leaves nothing behind."""
    folder = tmp_path_factory.mktemp("source") / "satsuma"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(
        ".git", ".venv", "build", "dist", "*.egg-info", "__pycache__", "tests", ".*_cache"))
    return folder


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """Lets another Python use what is installed here, but for Satsuma itself."""
    others = tmp_path_factory.mktemp("others")
    for installed in Path(sysconfig.get_path("purelib")).iterdir():
        if "satsuma" not in installed.name:
            (others / installed.name).symlink_to(installed)
    return {**os.environ, "PYTHONPATH": str(others), "PIP_NO_INDEX": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def run(*command, environment):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                          check=False, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def look(python, environment, folder):
    out = subprocess.run([str(python), "-c", LOOK], capture_output=True, text=True, check=False,
                         env=environment, cwd=folder)
    assert out.returncode == 0, out.stderr
    return out.stdout


def test_the_wheel_holds_widgets_workflows_and_examples(source, environment, tmp_path):
    left_over = source / "build" / "lib" / "satsuma" / "widgets" / "moved" / "away.py"
    left_over.parent.mkdir(parents=True)
    left_over.write_text("of an earlier build", encoding="utf-8")
    run(sys.executable, "-m", "pip", "wheel", source, "--no-deps", "--no-build-isolation",
        "--wheel-dir", tmp_path, environment=environment)
    (wheel,) = tmp_path.glob("*.whl")
    assert "satsuma/widgets/moved/away.py" not in zipfile.ZipFile(wheel).namelist()
    site = tmp_path / "site"
    run(sys.executable, "-m", "pip", "install", "--no-deps", "--target", site, wheel,
        environment=environment)
    path = os.pathsep.join([str(site), environment["PYTHONPATH"]])
    out = look(sys.executable, {**environment, "PYTHONPATH": path}, tmp_path)
    assert "animals.ows 23" in out
    assert str(site) in out


def test_the_editable_install_holds_them_too(source, environment, tmp_path):
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv", environment=environment)
    python = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps",
        "--no-build-isolation", "--editable", source, environment=environment)
    out = look(python, environment, tmp_path)
    assert "animals.ows 23" in out
    assert str(source) in out
