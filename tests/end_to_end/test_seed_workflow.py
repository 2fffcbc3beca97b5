"""A real mouse and keyboard build and use the seed workflow on a screen of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.desktop import missing_tools

pytestmark = pytest.mark.window

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(bool(missing_tools()),
                    reason=f"needs {' and '.join(missing_tools())}: apt install xvfb xdotool")
def test_the_seed_workflow_by_hand(tmp_path):
    shots = Path(os.environ.get("SATSUMA_SCREENSHOTS") or tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "tests.end_to_end.seed_workflow", "--screenshots", str(shots)],
        cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for step in ("pictures of the branch", "restored"):
        assert step in done.stdout
