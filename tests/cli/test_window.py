"""`satsuma` with and without a screen: what is said where no window can open, and how it starts."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from satsuma.cli import main
from satsuma.cli.window import _workflows

HEAVY = ("torch", "scipy", "sklearn", "onnxruntime", "pillow_heif", "openpyxl", "pyarrow", "rich")


def _run(*args: str, script: str = "", **changes: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items()
           if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")} | changes
    command = ["-c", script] if script else ["-m", "satsuma"]
    return subprocess.run([sys.executable, *command, *args], env=env, capture_output=True,
                          text=True, timeout=60, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_it_says_so_and_what_works():
    ended = _run()
    assert ended.returncode == 1
    assert not ended.stdout
    assert "There is no screen here" in ended.stderr
    assert "satsuma run FILE.ows" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_a_screen_that_cannot_be_reached_is_told():
    ended = _run(DISPLAY=":4242")
    assert ended.returncode == 1
    assert "“:4242” that DISPLAY names cannot be reached" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="about system packages of Linux")
def test_without_system_libraries_it_names_the_packages(monkeypatch, capsys):
    def missing(name: str) -> None:
        raise OSError(f"{name}: cannot open shared object file")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.setattr("ctypes.CDLL", missing)
    assert main([]) == 1
    said = capsys.readouterr().err
    assert "libxcb-cursor" in said
    assert "sudo apt-get install" in said


def test_without_qt_s_libraries_it_names_the_packages(monkeypatch, capsys):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setitem(sys.modules, "satsuma.ui.starting", None)
    monkeypatch.setattr("builtins.__import__", _without_qt(__import__))
    assert main([]) == 1
    assert "sudo apt-get install" in capsys.readouterr().err


def _without_qt(real):
    def load(name, *args, **kwargs):
        if name.startswith("satsuma.ui.starting"):
            raise ImportError("libEGL.so.1: cannot open shared object file")
        return real(name, *args, **kwargs)
    return load


def test_an_unknown_option_is_wrong_usage():
    ended = _run("--nosuch")
    assert ended.returncode == 2
    assert "There is no option “--nosuch”" in ended.stderr
    assert "satsuma --help" in ended.stderr


def test_a_folder_a_picture_and_a_table_are_no_workflows(tmp_path, capsys):
    (tmp_path / "cow.JPG").touch()
    (tmp_path / "cows.csv").touch()
    for name, what in (("", "a folder"), ("cow.JPG", "a picture"), ("cows.csv", "a table")):
        assert main([str(tmp_path / name)]) == 2
        told = capsys.readouterr().err
        assert f"is {what}, not a workflow" in told
        assert "drop it there" in told
        assert "satsuma run FILE.ows --set" in told


def test_one_of_a_wrong_kind_is_told_and_the_others_open(tmp_path, capsys):
    (tmp_path / "cow.jpg").touch()
    good = tmp_path / "cows.ows"
    assert _workflows([tmp_path / "cow.jpg", good]) == [good]
    told = capsys.readouterr().err
    assert "cow.jpg” is a picture, not a workflow" in told
    assert "cows.ows" not in told
    assert main([str(tmp_path / "cow.jpg"), str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "is a picture" in told
    assert "is a folder" in told


def test_an_empty_name_is_told(capsys):
    for words in ([""], ["window", ""]):
        assert main(words) == 2
        assert "There is an empty name ('')" in capsys.readouterr().err


def test_help_answers_without_qt_and_numpy():
    ended = _run(script="import sys; from satsuma.cli import main\n"
                 "try: main(['--help'])\n"
                 "except SystemExit as end: code = end.code\n"
                 "print([m for m in ('PyQt6', 'numpy', 'torch') if m in sys.modules], code)")
    assert "usage: satsuma" in ended.stdout
    assert ended.stdout.rstrip().endswith("[] 0")


_START = f"""
import sys
sys.path.append({str(Path(__file__).parents[2])!r})
from tests.own_time import own_time
begin = own_time()
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication
from satsuma.cli import main
from satsuma.ui.main_window import MainWindow
shown = MainWindow.showEvent
def note(self, event):
    shown(self, event)
    QTimer.singleShot(0, lambda: tell(self))
def tell(window):
    print("shown", round(own_time() - begin, 3))
    print("heavy", [m for m in sys.argv[1].split(",") if m in sys.modules])
    QTimer.singleShot(400, lambda: end(window))
def end(window):
    print("told", window.offer_bar.text)
    QApplication.closeAllWindows()
MainWindow.showEvent = note
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture
def places(tmp_path):
    return {"QT_QPA_PLATFORM": "offscreen", "SATSUMA_CONFIG": str(tmp_path / "config"),
            "SATSUMA_DATA": str(tmp_path / "data")}


@pytest.mark.window
def test_a_window_is_shown_without_loading_what_is_not_needed_yet(places):
    ended = _run(",".join(HEAVY), script=_START, **places)
    assert ended.returncode == 0, ended.stderr
    lines = dict(line.split(" ", 1) for line in ended.stdout.splitlines())
    assert lines["heavy"] == "[]"
    assert float(lines["shown"]) < 3.0  # half a second on a quiet computer


@pytest.mark.window
def test_a_file_that_is_not_there_is_told_in_the_window(places, tmp_path):
    ended = _run(",".join(HEAVY), str(tmp_path / "nosuch.ows"), script=_START, **places)
    assert ended.returncode == 0, ended.stderr
    assert "“nosuch.ows” could not be opened" in ended.stdout


@pytest.mark.window
def test_the_program_ends_soon_after_its_window_closed(places):
    begin = time.monotonic()
    ended = _run(",".join(HEAVY), script=_START, **places)
    assert ended.returncode == 0
    assert time.monotonic() - begin < 15
