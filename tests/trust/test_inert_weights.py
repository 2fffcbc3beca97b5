"""Weights from strangers: files that would run something when torch opens them."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.trust.hooks import environment, noted
from tests.trust.hostile_files import SPRUNG, set_trap, traps


def _weights(folder: Path) -> list[Path]:
    """Files of weights that would run something, or unpack to far too much."""
    folder.mkdir()
    made = []
    for number, trap in enumerate(traps()):
        bare = folder / f"bare {number}.pth"
        bare.write_bytes(trap)
        packed = folder / f"packed {number}.pth"
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("archive/data.pkl", trap)
            archive.writestr("archive/version", "3\n")
            archive.writestr("archive/byteorder", "little")
        made += [bare, packed]
    bomb = folder / "bomb.pth"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/data.pkl", bytes(200_000_000))
        archive.writestr("archive/version", "3\n")
    script = folder / "script.pth"
    with zipfile.ZipFile(script, "w") as archive:
        archive.writestr("script/code/__torch__.py", "class Trap(Module):\n  pass\n")
        archive.writestr("script/constants.pkl", b"(t.")
        archive.writestr("script/data.pkl", traps()[0])
    (folder / "nothing.pth").write_bytes(b"")
    (folder / "lying.pth").write_bytes(b"PK\x03\x04" + bytes(5000))
    return [*made, bomb, script, folder / "nothing.pth", folder / "lying.pth"]


_TRYING = """
import hashlib, json, sys
from pathlib import Path
from satsuma.algorithms import torch_networks
from satsuma.algorithms.no_network import forbid_network
from satsuma.problem import Problem
forbid_network()
told = {}
for file in sorted(Path(sys.argv[1]).iterdir()):
    try:
        torch_networks._state(file, hashlib.sha256(file.read_bytes()).hexdigest())
        told[file.name] = ""
    except Problem as error:
        told[file.name] = str(error)
    sys.satsuma_watch.begin_opening(in_window=True)
sys.satsuma_watch.end_opening()
sys.stdout.write(json.dumps(told) + "\\n")
"""


def test_hostile_weights_are_refused_and_run_nothing(tmp_path):
    files = _weights(tmp_path / "weights")
    where = tmp_path / "where"
    where.mkdir()
    set_trap(where)
    (tmp_path / "weights" / "0 first.pth").write_bytes(b"no weights")
    ended = subprocess.run(
        [sys.executable, "-c", _TRYING, str(tmp_path / "weights")], cwd=where,
        env=environment(tmp_path), capture_output=True, text=True, timeout=100, check=False)
    assert ended.returncode == 0, ended.stderr[-2000:]
    told = json.loads(ended.stdout.splitlines()[-1])
    assert noted(tmp_path) == []
    assert not list(tmp_path.rglob(SPRUNG))
    assert {file.name for file in files} < set(told)
    assert all("cannot be used as weights" in text for text in told.values()), told


@pytest.mark.long
def test_adding_weights_with_a_payload_is_refused(tmp_path):
    file = _weights(tmp_path / "weights")[0]
    ended = subprocess.run(
        [sys.executable, "-m", "satsuma", "networks", "add", "resnet50", str(file)], cwd=tmp_path,
        env=environment(tmp_path), capture_output=True, text=True, timeout=100, check=False)
    assert ended.returncode == 1
    assert "asks for program code to be run, which is never done" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert noted(tmp_path) == []
    assert not list(tmp_path.rglob(SPRUNG))
    assert not list(tmp_path.rglob("weights/*/resnet50*"))
