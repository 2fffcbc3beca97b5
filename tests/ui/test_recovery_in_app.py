"""A program that was killed: the next one offers what was not saved, and brings it back."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.window

_PROGRAM = """
import sys
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication
from satsuma.ui import app as module, starting

apps = []
class App(module.App):
    def __init__(self, qt):
        super().__init__(qt)
        apps.append(self)
        QTimer.singleShot(50, {act})
starting.App = App

def work():
    window = apps[0].windows[0]
    cls = apps[0].catalog.widgets["satsuma.data_table"]
    workflow, _ = window.document.workflow.with_new_node(cls(), "Precious")
    window.document.edit(workflow, "Add")
    until(lambda: window.autosave._kept is not None, lambda: print("kept", flush=True))

def restore():
    until(lambda: "recovery" in apps[0].others._open, chosen)

def chosen():
    dialog = apps[0].others._open["recovery"]
    print("offered", dialog.isVisible(), flush=True)
    dialog.restore_all_button.click()
    until(lambda: any(w.document.workflow.nodes for w in apps[0].windows), back)

def back():
    (window,) = apps[0].windows
    (node,) = window.document.workflow.nodes.values()
    print("back", node.title, window.document.modified, window.document.title, flush=True)
    window.closing._for_good = True
    window.close()

def until(true, then):
    if true():
        then()
    else:
        QTimer.singleShot(20, lambda: until(true, then))

sys.exit(starting.run([]))
"""


def _start(act: str, env: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", _PROGRAM.replace("{act}", act)], env=env,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_what_was_not_saved_comes_back_after_a_kill(tmp_path):
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "SATSUMA_CONFIG": str(tmp_path / "config"),
                        "SATSUMA_DATA": str(tmp_path / "data")}
    with _start("work", env) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "kept\n"
        first.kill()
    with _start("restore", env) as second:
        said, complaints = second.communicate(timeout=60)
    assert said == "offered True\nback Precious True Untitled\n", complaints
    assert second.returncode == 0
