"""Plays what is done by hand."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.desktop import missing_tools

ROOT = Path(__file__).parents[2]

Play = Callable[[str], str]


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Plays `seed_workflow` or `lesson` to its end, and gives what was told of its steps.

    Pictures of the steps are kept in the folder that SATSUMA_SCREENSHOTS names.
    """
    if missing := missing_tools():
        pytest.skip(f"needs {' and '.join(missing)}: apt install xvfb xdotool")
    shots = Path(os.environ.get("SATSUMA_SCREENSHOTS") or tmp_path)

    def played(name: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", f"tests.end_to_end.{name}", "--screenshots", str(shots / name)],
            cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout
    return played
