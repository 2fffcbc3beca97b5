"""The preferences as the windows see them: one value, a signal, and saving out of sight."""

from __future__ import annotations

import logging
from dataclasses import replace
from threading import Lock
from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal

from satsuma.data.choices import choose
from satsuma.preferences import Preferences, load, save
from satsuma.problem import Problem
from satsuma.ui.background import background, in_time

PATIENCE = 1.0
"""Seconds that leaving the program waits for the disk at most."""

_log = logging.getLogger(__name__)


class PreferenceStore(QObject):
    """The preferences of the process. Made once, when the program starts; it reads the file then.

    A change holds at once everywhere and is then written by a worker, one writing at a time, so
    that the last change is the one that stays. `problems` says what was wrong with the file.
    """

    changed = pyqtSignal()
    trouble = pyqtSignal(str)  # they could not be kept: why, for the reader

    def __init__(self) -> None:
        super().__init__()
        self.value, self.problems = load()
        self._pen = _Pen(self.value)
        self._busy = False
        for each in self.problems:
            _log.warning("%s", each)

    def change(self, **fields: Any) -> None:
        """Other preferences from now on, such as `theme="dark"`."""
        value = replace(self.value, **fields)
        if value == self.value:
            return
        self.value = self._pen.wanted = value
        choose(value)
        self.changed.emit()
        self._save()

    def restore(self, *names: str) -> None:
        """The standard values of these fields."""
        standard = Preferences()
        self.change(**{name: getattr(standard, name) for name in names})

    def finish(self) -> None:
        """Write what is not written yet, and wait a moment for it: the program ends."""
        if not self._pen.rests and not in_time(self._write_last, PATIENCE):
            _log.warning("The preferences were not written: their folder does not answer.")

    def _write_last(self) -> None:
        try:
            self._pen.write()
        except Problem as error:
            _log.warning("%s", error)

    def _save(self) -> None:
        if not self._busy and not self._pen.rests:
            self._busy = True
            background().keep(self._pen.write, self._written, self._not_written)

    def _written(self, _: object) -> None:
        self._busy = False
        self._save()

    def _not_written(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, Problem):
            raise error
        _log.warning("%s", error)
        self.trouble.emit(str(error))


class _Pen:
    """Writes what is wanted when it is written; safe to use from several threads."""

    def __init__(self, value: Preferences) -> None:
        self.wanted = self._written = value
        self._lock = Lock()

    @property
    def rests(self) -> bool:
        """Whether all is written."""
        return self.wanted == self._written

    def write(self) -> None:
        with self._lock:
            value = self.wanted
            if value != self._written:
                save(value)
                self._written = value
