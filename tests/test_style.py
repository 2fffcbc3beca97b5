"""Style and types are in order."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def complaints(*command: str) -> str:
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True,
                          check=False, cwd=ROOT)
    return done.stdout + done.stderr if done.returncode else ""


def test_the_style_is_kept(tmp_path):
    assert complaints("ruff", "check", "--no-cache", ".") == ""


def test_the_types_fit(tmp_path):
    assert complaints("mypy", "--cache-dir", str(tmp_path), "src", "widgets") == ""
