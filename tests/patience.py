"""How long tests wait for what has to come: until it is there, however busy the computer is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

PATIENCE = 60_000
"""Milliseconds after which what did not come will never come."""


class PatientBot(QtBot):
    """A QtBot whose waiting ends with the event and not with a guess how long it may take."""

    def waitUntil(self, callback: Callable[[], bool | None], *,  # noqa: N802 - Qt's own name
                  timeout: int = PATIENCE) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE,  # noqa: N802
                   **more: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **more)

    def waitSignals(self, signals: Any, *, timeout: int = PATIENCE,  # noqa: N802
                    **more: Any) -> Any:
        return super().waitSignals(signals, timeout=timeout, **more)
