"""The hook of the other tests notes what it says, and the traps would be sprung."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.trust.hooks import environment, noted
from tests.trust.hostile_files import SPRUNG, set_trap, traps


@pytest.mark.parametrize(("code", "event"), [
    ("import socket; socket.socket()", "socket.__new__"),
    ("import os; os.system('true')", "os.system"),
    ("open('outside', 'w')", "open"),
    ("import os; os.mkdir('outside')", "os.mkdir"),
    ("import subprocess; subprocess.run(['true'])", "subprocess.Popen"),
    ("import pickle; pickle.loads(b'cos\\nsystem\\n.')", "pickle.find_class"),
    ("eval('1')", "exec"),
    ("import trap_module", "import"),
])
def test_the_hook_notes_what_it_forbids(tmp_path, code, event):
    whole = f"import sys, os, socket, subprocess, pickle; sys.satsuma_watch.begin_opening()\n{code}"
    if event == "exec":
        whole = whole.replace("eval('1')", "eval(made)").replace(
            "import sys,", "made = compile('1', 'x', 'eval')\nimport sys,")
    ended = subprocess.run([sys.executable, "-c", whole], cwd=tmp_path, env=environment(tmp_path),
                           capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert "is forbidden here" in ended.stderr
    assert any(json.loads(line)[0] == event for line in noted(tmp_path)), noted(tmp_path)


def test_children_are_watched_too(tmp_path):
    """The one program that may be started, the torch process, inherits the watch."""
    code = ("import subprocess, sys; subprocess.run([sys.executable, '-c', "
            "'import socket; socket.socket()', 'satsuma.algorithms.torch_child'])")
    ended = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment(tmp_path),
                           capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0
    assert [json.loads(line)[0] for line in noted(tmp_path)] == ["socket.__new__"]


def test_the_traps_are_traps(tmp_path):
    """Python's own reader springs them, so they would be noticed."""
    sprung = []
    for number, trap in enumerate(traps()):
        where = tmp_path / str(number)
        where.mkdir()
        set_trap(where)
        ended = subprocess.run(
            [sys.executable, "-c", f"import pickle; pickle.loads({trap!r})"], cwd=where,
            capture_output=True, timeout=60, check=False)
        sprung.append((where / SPRUNG).exists())
        assert ended.returncode in (0, 1)
    assert all(sprung), sprung
