"""Garbage is collected in Qt's thread, soon, and a little at a time."""

from __future__ import annotations

import gc
import threading
import time
import weakref

import pytest

from satsuma.ui import collecting as module
from satsuma.ui.collecting import Collecting

pytestmark = pytest.mark.window


class Ring:
    """Holds itself, so that only the collector can let it go."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def collections(qapp, monkeypatch):
    """What was collected: which generation, how many objects were new, in which thread."""
    collect, noted = gc.collect, []

    def noting(generation: int = 2) -> int:
        noted.append((generation, gc.get_count()[0], threading.current_thread()))
        return collect(generation)

    monkeypatch.setattr(module.gc, "collect", noting)
    collecting = Collecting(qapp)
    yield noted
    collecting.stop()
    collecting.deleteLater()
    assert gc.isenabled()


def test_what_holds_itself_is_gone_after_a_second(qtbot, collections):
    gone = weakref.ref(Ring())
    assert gone() is not None
    qtbot.waitUntil(lambda: gone() is None, timeout=5000)
    assert {thread for _, _, thread in collections} == {threading.main_thread()}


def test_many_new_objects_are_not_left_until_the_second_is_over(qtbot, collections, monkeypatch):
    monkeypatch.setattr(module, "YOUNG_EVERY", 1e9)
    gone, many = weakref.ref(Ring()), [[number] for number in range(2 * module.MANY)]
    qtbot.waitUntil(lambda: gone() is None, timeout=5000)
    assert len(many) == 2 * module.MANY


def test_the_oldest_wait_until_the_person_rests(qtbot, collections, monkeypatch):
    monkeypatch.setattr(module, "OLD_EVERY", 0.0)
    monkeypatch.setattr(module, "YOUNG_EVERY", 0.0)
    qtbot.waitUntil(lambda: bool(collections), timeout=5000)
    time.sleep(0.3)
    assert {generation for generation, _, _ in collections} == {1}
    monkeypatch.setattr(module, "IDLE", 0.0)
    qtbot.waitUntil(lambda: collections[-1][0] == 2, timeout=5000)


def test_the_longer_it_takes_the_longer_the_person_has_to_rest(qtbot, collections, monkeypatch):
    for name in ("OLD_EVERY", "YOUNG_EVERY", "IDLE"):
        monkeypatch.setattr(module, name, 0.0)
    monkeypatch.setattr(module, "REST", 1e9)
    qtbot.waitUntil(lambda: len(collections) > 3, timeout=5000)
    assert [generation for generation, _, _ in collections[:4]] == [2, 1, 1, 1]
