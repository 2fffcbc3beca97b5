"""The scripts in examples/ run as a reader would run them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"


def run(script, *arguments, folder):
    done = subprocess.run([sys.executable, EXAMPLES / script, *arguments], capture_output=True,
                          text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_embedding_a_folder_writes_the_table(tmp_path):
    out = run("embed_folder.py", folder=tmp_path)
    assert "23 pictures, features (23, 1280)" in out
    assert (tmp_path / "embedded.npz").is_file()


def test_the_nearest_to_a_frog_are_frogs(tmp_path):
    out = run("find_similar.py", EXAMPLES / "animals", "frog/frog-1.png", folder=tmp_path)
    nearest = [line.split()[1] for line in out.splitlines()[1:]]
    assert set(nearest[:2]) == {"frog/frog-2.png", "frog/frog-3.png"}


def test_clustering_a_folder_prints_each_kind_in_one_line(tmp_path):
    lines = run("cluster_folder.py", folder=tmp_path).splitlines()
    for animal in ("frog", "dolphin", "tiger", "horse"):
        assert sum(f"{animal}/" in line for line in lines) == 1, animal


def test_a_new_picture_quite_unlike_the_others_lands_with_its_kind(tmp_path):
    nearest, family = run("new_picture.py", folder=tmp_path).splitlines()
    assert nearest.startswith("nearest to the newcomer: horse/")
    assert family.count("horse/") == 3


def test_every_script_is_run_here():
    here = Path(__file__).read_text(encoding="utf-8")
    scripts = [f.name for f in EXAMPLES.glob("*.py") if f.name != "__init__.py"]
    assert len(scripts) >= 4
    assert all(f'"{name}"' in here for name in scripts)


@pytest.mark.parametrize("kind", ["frog", "dolphin", "tiger", "horse", "dog", "cow", "fowl"])
def test_the_pictures_are_named_in_their_sources(kind):
    sources = (EXAMPLES / "animals" / "SOURCES.md").read_text(encoding="utf-8")
    assert all(file.name in sources for file in (EXAMPLES / "animals" / kind).glob("*.png"))
