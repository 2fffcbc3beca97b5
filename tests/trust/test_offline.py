"""The whole lesson without a network: nothing is missed, and nothing is even tried."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.trust.hooks import ROOT, left_behind
from tests.trust.offline import Ended, can_seal, loudly, run_offline, why_no_namespace

LESSON = "workflows/animals.ows"
NODES = {"import-images", "image-embedding", "distances", "hierarchical-clustering",
         "image-viewer", "data-table"}


def _check(ended: Ended, folder: Path) -> None:
    assert ended.status == 0, ended.out + ended.err
    assert ended.noted == []
    assert ended.attempts in (0, None)
    assert left_behind(folder) == []
    if ended.attempts is None:
        loudly(f"THE LESSON RAN UNDER A HOOK, NOT WITHOUT A NETWORK: {why_no_namespace()}")


def _sealed_or_loudly() -> bool:
    if not can_seal():
        loudly("THE KERNEL TAKES NO FILTER OF SOCKETS HERE")
    return can_seal()


def test_the_lesson_runs_headless_without_a_network(tmp_path):
    ended = run_offline(tmp_path, ["-m", "satsuma", "run", LESSON])
    _check(ended, tmp_path)
    assert "6 nodes" in ended.out
    assert "error" not in ended.err


@pytest.mark.window
def test_the_lesson_runs_in_a_window_without_a_network(tmp_path, ready_network):
    ready_network.put_into(tmp_path / "ours" / "cache")
    ended = run_offline(tmp_path, ["-m", "tests.trust.watched_window", "lesson", LESSON])
    _check(ended, tmp_path)
    told = json.loads(ended.out.splitlines()[-1])
    assert told["states"] == dict.fromkeys(NODES, "done")
    assert set(told["open"]) == NODES


@pytest.mark.long
@pytest.mark.parametrize("arguments", [
    ["-m", "satsuma", "run", LESSON],
    ["-m", "satsuma", "run", LESSON, "--network-device", "cpu"],
    ["-m", "tests.trust.watched_window", "lesson", LESSON],
    ["-m", "satsuma", "networks", "list", "--all"],
    ["-m", "satsuma", "widgets"],
    ["-m", "satsuma", "cache", "show"],
    ["-m", "satsuma", "check", LESSON],
])
def test_with_a_network_there_nobody_uses_it(tmp_path, arguments):
    _check_hook(run_offline(tmp_path, arguments, way="hook"), tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("arguments", [
    ["-m", "satsuma", "run", LESSON],
    ["-m", "tests.trust.watched_window", "lesson", LESSON],
])
def test_nobody_asks_for_a_socket_of_the_internet(tmp_path, arguments):
    """Where no namespace can be made, this stands in: libraries in C are watched, too."""
    if _sealed_or_loudly():
        _check(run_offline(tmp_path, arguments, way="sealed"), tmp_path)


@pytest.mark.long
def test_nobody_calls_home_later(tmp_path):
    """Some libraries wait before they send; half a minute is more than any of them does."""
    code = ("import time; from satsuma.cli import main; "
            f"status = main(['run', '{LESSON}']); time.sleep(30); raise SystemExit(status)")
    _check(run_offline(tmp_path, ["-c", code]), tmp_path)


def _check_hook(ended: Ended, folder: Path) -> None:
    assert ended.status == 0, ended.out + ended.err
    assert ended.noted == []
    assert left_behind(folder) == []


def test_fetching_is_the_only_thing_that_asks_for_a_network(tmp_path):
    """And it is seen, so the other tests would see it too."""
    ended = run_offline(tmp_path, ["-m", "satsuma", "networks", "fetch", "resnet50"])
    assert ended.status == 1
    assert "could not be downloaded" in ended.err
    assert "Traceback" not in ended.err
    assert any("urllib.Request" in line for line in ended.noted)


@pytest.mark.parametrize("way", [None, "sealed"])
def test_what_a_library_in_c_tries_is_counted(tmp_path, way):
    """Looking up a name in libc is seen by no hook of Python's."""
    if way == "sealed" and not _sealed_or_loudly():
        return
    code = ("import ctypes, sys; libc = ctypes.CDLL(None); found = ctypes.c_void_p(); "
            "libc.getaddrinfo(b'127.0.0.53.example', b'80', None, ctypes.byref(found)); "
            "s = libc.socket(2, 2, 0); "
            "print(libc.connect(s, bytes([2, 0, 0, 80, 9, 9, 9, 9]) + bytes(8), 16))")
    ended = run_offline(tmp_path, ["-c", code], way=way)
    assert ended.status == 0, ended.err
    assert not ended.noted
    assert ended.attempts is None or ended.attempts >= 1


def test_onnx_runtime_is_imported_in_one_place_only():
    """From 1.31 on it calls home the moment it is imported, unless the environment forbids it."""
    importing = re.compile(r"^\s*(import|from) onnxruntime\b", re.MULTILINE)
    found = [file.name for folder in ("src", "widgets") for file in (ROOT / folder).rglob("*.py")
             if importing.search(file.read_text(encoding="utf-8"))]
    assert found == ["onnx_runtime.py"]


@pytest.mark.parametrize("way", [None, "sealed"])
@pytest.mark.parametrize("code", [
    "from satsuma.algorithms.onnx_runtime import onnx_runtime; onnx_runtime()",
    "from satsuma.algorithms import child; import os; os.environ.update(child.ENVIRONMENT); "
    "import onnxruntime",
])
def test_onnx_runtime_writes_no_id_of_this_computer(tmp_path, code, way):
    if way is None or _sealed_or_loudly():
        ended = run_offline(tmp_path, ["-c", code + "; import time; time.sleep(0.3)"], way=way)
        _check(ended, tmp_path)


FAST = """
import numpy as np
from satsuma.algorithms.inference import open_model
from satsuma.algorithms.networks import EFFICIENTNET_LITE0 as lite
from satsuma.algorithms.openvino_runtime import NoFastPrecision, openvino
from satsuma.algorithms.weights import find_weights
openvino()
try:
    with open_model(lite, find_weights(lite), precision="fast", device="cpu") as model:
        assert model(np.zeros((2, 224, 224, 3), np.uint8)).shape == (2, 1280)
except NoFastPrecision as error:  # of this processor; OpenVINO was there all the same
    assert "16 bits" in str(error), error
import sys, time
assert sys.modules["openvino_telemetry"] is None and "openvino" in sys.modules
time.sleep(0.5)
"""


def test_fast_precision_calls_nobody_and_leaves_nothing_behind(tmp_path):
    """OpenVINO hides what it does where CI is set; here it is not."""
    ended = run_offline(tmp_path, ["-c", FAST])
    _check(ended, tmp_path)


def test_openvino_left_to_itself_would_be_noticed(tmp_path):
    """It writes an id of the computer and calls its maker; so the test above would see it."""
    ended = run_offline(tmp_path, ["-c", "import openvino, time; time.sleep(0.5)"])
    assert any("intel" in line or "google" in line for line in ended.noted), ended.err
