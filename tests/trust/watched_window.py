"""A window in a watched process: does the whole lesson, or opens strangers' files one by one.

`python -m tests.trust.watched_window lesson FILE.ows` or `… open FOLDER`; what came out is told on
stdout as one line of JSON.
"""

from __future__ import annotations

import faulthandler
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QCoreApplication, QEvent
from PyQt6.QtWidgets import QApplication

from satsuma.ui import faults
from satsuma.ui.app import App
from satsuma.ui.background import background
from satsuma.ui.collecting import Collecting
from satsuma.ui.report.desk import desk

LONGEST_STALL = 5.0
"""Seconds that opening one file may hold up the window on a busy computer."""


def wait_until(done: Callable[[], bool], seconds: float) -> bool:
    """Let the window live until something is so."""
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.002)
    return done()


def settle(app: App) -> None:
    """What was asked for in the background is there, and the engines are at rest."""
    for _ in range(3):
        background().wait(30)
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    wait_until(lambda: not any(w.document.bridge.running for w in app.windows), 30)


def lesson(app: App, file: Path) -> dict[str, Any]:
    """Open the workflow, wait for its results, and look at every widget."""
    window = app.new_window()
    app.open(file, window)
    wait_until(lambda: bool(app.windows[-1].document.workflow.nodes), 20)
    document, windows = app.windows[-1].document, app.windows[-1].widget_windows
    nodes = list(document.workflow.nodes)

    def at_rest() -> bool:
        return all(document.bridge.status(n).state in ("done", "failed") for n in nodes)
    wait_until(at_rest, 120)
    for node in nodes:
        windows.open(node)
        settle(app)
    wait_until(lambda: False, 1.0)  # thumbnails
    return {"states": {n: document.bridge.status(n).state for n in nodes},
            "open": list(windows.open_ids)}


def opening(app: App, folder: Path) -> dict[str, Any]:
    """Open what lies in the folder; those called `0 …` are opened first, unguarded."""
    files = sorted(folder.iterdir())
    told: dict[str, Any] = {}
    for file in files:
        if not file.name.startswith("0 "):
            sys.satsuma_watch.begin_opening(in_window=True)  # type: ignore[attr-defined]
        told[file.name] = _opened(app, file)
    sys.satsuma_watch.end_opening()  # type: ignore[attr-defined]
    return told


def _opened(app: App, file: Path) -> dict[str, Any]:
    begin = time.process_time()
    sys.stderr.write(f"{file.name}\n")
    app.open(file, app.windows[-1])
    settle(app)
    told = [w.offer_bar.text for w in app.windows if w.offer_bar.text]
    nodes = len(app.windows[-1].document.workflow.nodes)
    for window in list(app.windows)[1:]:
        window.closing._for_good = True
        window.close()
    if desk().window is not None:
        desk().window.close()
    settle(app)
    return {"told": told, "nodes": nodes, "seconds": time.process_time() - begin}


def main(what: str, place: str) -> None:
    faulthandler.dump_traceback_later(170, exit=True)
    qt = QApplication(sys.argv[:1])
    faults.install()
    app = App(qt)
    collecting = Collecting(qt)
    app.store.change(motion="off")
    app.new_window()
    told = (lesson if what == "lesson" else opening)(app, Path(place))
    for window in list(app.windows):
        window.closing._for_good = True
        window.close()
    settle(app)
    app.finish()
    collecting.stop()
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
