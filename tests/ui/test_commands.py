"""Commands: nothing is fetched before the person said yes; everything can be cancelled."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QDesktopServices
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QFileDialog, QWidget

from satsuma.algorithms.fast_trial import FastTrial
from satsuma.algorithms.networks import EFFICIENTNET_LITE0, RESNET50
from satsuma.algorithms.weights import Weights
from satsuma.commands import AddWeights, FetchWeights, Reload, ShowFile, TryFast
from satsuma.problem import Problem
from satsuma.run import Run
from satsuma.ui import commands
from satsuma.ui.background import background
from satsuma.ui.command_words import button_text
from satsuma.ui.commands import Performer, told_of_fetching
from satsuma.ui.progress_window import ProgressWindow
from satsuma.ui.question import Question
from tests.ui.conftest import collected

pytestmark = pytest.mark.window


class Ear:
    """What a performer told."""

    def __init__(self, performer: Performer) -> None:
        self.told: list[str] = []
        self.failed: list[str] = []
        self.done: list[Any] = []
        performer.told.connect(self.told.append)
        performer.failed.connect(self.failed.append)
        performer.done.connect(self.done.append)


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def performer(document, window):
    made = Performer(document, window)
    yield made
    made.cancel_all()


@pytest.fixture
def ear(performer):
    return Ear(performer)


@pytest.fixture
def reloads(document, monkeypatch):
    counted: list[None] = []
    monkeypatch.setattr(document.bridge.engine, "reload", lambda: counted.append(None))
    return counted


def question(window: QWidget) -> Question:
    background().wait(5)
    return next(one for one in window.findChildren(Question) if one.isVisible())


def press(asked: Question, name: str) -> None:
    QTest.mouseClick(asked.buttons[name], Qt.MouseButton.LeftButton)


def fetched(network: Any, run: Run = Run()) -> Weights:
    for _ in run.track(range(5), total=5):
        pass
    return Weights(network, Path("here"), network.digest, True)


def endless(network: Any, run: Run = Run()) -> Weights:
    for _ in run.track(iter(int, 1), total=1000):
        time.sleep(0.005)
    raise AssertionError


def test_what_is_fetched_is_told_before_anything_is_opened(performer, ear, window, monkeypatch):
    asked = []
    monkeypatch.setattr(commands, "fetch_weights", lambda *_: asked.append(1))
    performer.perform(FetchWeights("resnet50"))
    shown = question(window)
    told = shown.accessibleDescription()
    assert "103\N{NO-BREAK SPACE}MB" in told
    assert "download.pytorch.org" in told
    press(shown, "cancel")
    background().wait(5)
    assert not asked
    assert ear.done == []


def test_after_a_yes_it_is_fetched_and_everything_is_tried_again(performer, ear, window, reloads,
                                                                 monkeypatch):
    monkeypatch.setattr(commands, "fetch_weights", fetched)
    performer.perform(FetchWeights("resnet50"))
    press(question(window), "fetch")
    assert window.findChildren(ProgressWindow)
    background().wait(5)
    assert ear.done == [FetchWeights("resnet50")]
    assert ear.told == ["The weights of ResNet-50 are on this computer now."]
    assert len(reloads) == 1


def test_fetching_shows_how_far_it_is_and_can_be_cancelled(performer, ear, window, reloads,
                                                           monkeypatch, qtbot):
    monkeypatch.setattr(commands, "fetch_weights", endless)
    performer.perform(FetchWeights("resnet50"))
    press(question(window), "fetch")
    shown = window.findChild(ProgressWindow)
    qtbot.waitUntil(lambda: shown.bar.value() > 0 and "%" in shown.share.text())
    QTest.mouseClick(shown.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ear.told == ["Cancelled. Nothing was kept."])
    assert ear.done == []
    assert not reloads


def test_fast_precision_is_tried_out_and_what_came_of_it_told(performer, ear, window, reloads,
                                                              monkeypatch):
    trial = FastTrial("ResNet-50", 2.0, 23, 22, 0.9, 0.99)
    monkeypatch.setattr(commands, "try_fast", lambda run: [trial])
    performer.perform(TryFast())
    assert window.findChildren(ProgressWindow)
    background().wait(5)
    assert ear.told == [trial.told()]
    assert ear.done == [TryFast()]
    assert not reloads  # no result hangs on it


def test_trying_out_can_be_cancelled_and_runs_once(performer, ear, window, monkeypatch, qtbot):
    monkeypatch.setattr(commands, "try_fast", lambda run: endless(None, run))
    performer.perform(TryFast())
    performer.perform(TryFast())
    (shown,) = window.findChildren(ProgressWindow)
    QTest.mouseClick(shown.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ear.told == ["Cancelled. Fast precision was not tried out."])
    assert ear.done == []


def test_a_failed_fetch_says_why(performer, ear, window, monkeypatch):
    def failing(*_: Any) -> None:
        raise Problem("There is no connection.")

    monkeypatch.setattr(commands, "fetch_weights", failing)
    performer.perform(FetchWeights("resnet50"))
    press(question(window), "fetch")
    background().wait(5)
    assert ear.failed == ["There is no connection."]
    assert not [one for one in window.findChildren(ProgressWindow) if one.isVisible()]


def test_weights_that_come_with_the_program_are_not_fetched(performer, ear):
    performer.perform(FetchWeights(EFFICIENTNET_LITE0.id))
    background().wait(5)
    assert "cannot be downloaded" in ear.failed[0]


def test_a_file_of_weights_is_added(performer, ear, reloads, monkeypatch, tmp_path):
    file = tmp_path / "mine.pth"
    file.write_bytes(b"x")
    added = []

    def add(network: Any, place: Path, *, replace: bool, run: Run) -> Weights:
        added.append((network.id, place, replace))
        return Weights(network, place, "abc", False)

    monkeypatch.setattr(commands, "add_weights", add)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    performer.perform(AddWeights("resnet50"))
    background().wait(5)
    assert added == [("resnet50", file, True)]
    assert "custom weights" in ear.told[0]
    assert len(reloads) == 1


def test_other_weights_are_replaced_only_after_a_yes(performer, ear, window, monkeypatch, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / RESNET50.weights_file).write_bytes(b"old")
    file = tmp_path / "mine.pth"
    file.write_bytes(b"new")
    monkeypatch.setattr(commands, "weights_folder", lambda: own)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    performer.perform(AddWeights("resnet50"))
    shown = question(window)
    assert "Replace" in shown.windowTitle()
    press(shown, "cancel")
    background().wait(5)
    assert ear.done == []
    assert ear.told == []


def test_a_file_that_is_no_weights_is_refused(performer, ear, monkeypatch, tmp_path):
    def refusing(*_: Any, **__: Any) -> None:
        raise Problem("This file holds no weights.")

    file = tmp_path / "mine.pth"
    file.write_bytes(b"x")
    monkeypatch.setattr(commands, "add_weights", refusing)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    performer.perform(AddWeights("resnet50"))
    background().wait(5)
    assert ear.failed == ["This file holds no weights."]


def test_choosing_no_file_is_nothing(performer, ear, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    performer.perform(AddWeights("resnet50"))
    background().wait(5)
    assert (ear.told, ear.failed, ear.done) == ([], [], [])


def test_reload_looks_at_the_world_again(performer, ear, reloads):
    performer.perform(Reload())
    assert len(reloads) == 1
    assert ear.done == [Reload()]


def test_a_file_is_shown_in_its_folder(performer, ear, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)) or True)
    performer.perform(ShowFile(str(tmp_path / "cow.png")))
    assert background().wait(5)
    assert opened[0].toLocalFile() == str(tmp_path)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    performer.perform(ShowFile(str(tmp_path)))
    assert background().wait(5)
    assert "could not be opened" in ear.failed[0]


def test_questions_and_progress_leave_nothing_behind(performer, window, monkeypatch):
    monkeypatch.setattr(commands, "fetch_weights", fetched)
    for _ in range(100):
        performer.perform(FetchWeights("resnet50"))
        press(question(window), "fetch")
        background().wait(5)
        QApplication.processEvents()
    collected()
    assert not window.findChildren(ProgressWindow)
    assert not window.findChildren(Question)


def test_words():
    assert "license" in told_of_fetching(RESNET50).lower()
    for command in (FetchWeights("a"), AddWeights("a"), Reload(), ShowFile("a")):
        assert button_text(command)
