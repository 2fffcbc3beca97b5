"""Changing preferences from windows."""

from __future__ import annotations

import json
import threading
import time

import pytest

from satsuma.data.choices import choices, preferences_file
from satsuma.preferences import Preferences, load

pytestmark = pytest.mark.window


@pytest.fixture
def store(preferences_store):
    return preferences_store


def kept(name: str) -> object:
    return json.loads(preferences_file().read_text())[name]


def test_a_change_holds_at_once_and_is_kept(qtbot, store):
    from satsuma.ui.background import background

    with qtbot.waitSignal(store.changed):
        store.change(theme="dark", cache_limit=3.5)
    assert store.value == Preferences(theme="dark", cache_limit=3.5)
    assert choices().cache_limit == 3.5
    assert background().wait()
    assert load() == (store.value, ())


def test_no_change_is_no_signal_and_no_file(qtbot, store):
    with qtbot.assertNotEmitted(store.changed, wait=50):
        store.change(theme="system")
    assert not preferences_file().exists()


def test_an_unknown_name_is_a_mistake(store):
    with pytest.raises(TypeError):
        store.change(colour="red")


def test_the_last_of_many_changes_stays_and_workers_write_one_at_a_time(qtbot, store, monkeypatch):
    from satsuma.ui import preference_store
    from satsuma.ui.background import background

    written, at_once = [], []
    busy = threading.Lock()

    def slow(value):
        at_once.append(not busy.acquire(blocking=False))
        written.append((value.scale, threading.current_thread() is threading.main_thread()))
        threading.Event().wait(0.02)
        busy.release()

    monkeypatch.setattr(preference_store, "save", slow)
    for scale in range(101, 200):
        store.change(scale=scale)
    assert background().wait()
    assert written[-1] == (199, False)
    assert len(written) < 10
    assert not any(at_once)


def test_what_is_not_written_yet_is_written_at_the_end(qtbot, store):
    store.change(grid=False)
    store.change(snap=False)
    store.finish()
    assert (kept("grid"), kept("snap")) == (False, False)


def test_a_home_that_does_not_answer_keeps_nobody_from_leaving(store, monkeypatch):
    from satsuma.ui import preference_store
    from satsuma.ui.background import background

    answer = threading.Event()
    monkeypatch.setattr(preference_store, "save", lambda _: answer.wait(20))
    monkeypatch.setattr(preference_store, "PATIENCE", 0.2)
    store.change(grid=False)
    began = time.monotonic()
    store.finish()
    assert 0.15 < time.monotonic() - began < 3
    answer.set()
    assert background().wait(30)


def test_a_folder_that_cannot_be_written_is_told_and_tried_again(qtbot, store):
    from satsuma.ui.background import background

    preferences_file().parent.write_text("a file in the way")
    with qtbot.waitSignal(store.trouble) as told:
        store.change(grid=False)
    assert "cannot be kept" in told.args[0]
    preferences_file().parent.unlink()
    store.change(snap=False)
    assert background().wait()
    assert (kept("grid"), kept("snap")) == (False, False)


def test_restoring_leaves_the_others(store):
    store.change(theme="dark", grid=False)
    store.restore("grid", "snap")
    assert store.value == Preferences(theme="dark")
    store.finish()


def test_problems_of_the_file_are_there_to_be_shown(qapp):
    from satsuma.ui.preference_store import PreferenceStore

    preferences_file().parent.mkdir(parents=True, exist_ok=True)
    preferences_file().write_text('{"theme": 5}')
    made = PreferenceStore()
    assert made.value == Preferences()
    assert "“theme” is “5”" in made.problems[0]
