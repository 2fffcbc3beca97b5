"""Who listens to what lasts is forgotten when it dies, without a word having been said."""

from __future__ import annotations

import gc

import pytest
from PyQt6 import sip
from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QWidget

from satsuma.ui.lasting_signal import LastingSignal

pytestmark = pytest.mark.window


class Listener(QWidget):
    def __init__(self, signal: LastingSignal) -> None:
        super().__init__()
        self.heard = 0
        signal.connect(self.hear)

    def hear(self) -> None:
        self.heard += 1


def test_listeners_hear_until_they_die(qapp):
    signal = LastingSignal()
    first, second = Listener(signal), Listener(signal)
    signal.emit()
    assert (first.heard, second.heard, signal.listeners) == (1, 1, 2)
    sip.delete(first)
    assert signal.listeners == 1
    signal.emit()
    assert second.heard == 2


def test_nobody_is_kept_alive(qapp):
    signal = LastingSignal()
    for _ in range(50):
        Listener(signal)
    gc.collect()
    assert signal.listeners == 0
    signal.emit()


def test_functions_and_slots_of_qt_may_listen_too(qapp):
    signal, told, widget = LastingSignal(), [], QWidget()
    signal.connect(lambda: told.append(1))
    signal.connect(widget.show)
    signal.emit()
    assert told == [1]
    assert widget.isVisible()
    assert isinstance(signal, QObject)
    widget.close()
