"""The whole program in a test: an App whose windows are closed afterwards, and its parts."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PyQt6.QtCore import QCoreApplication, QEvent

from satsuma.ui.app import App
from satsuma.ui.background import background
from satsuma.ui.main_window import MainWindow
from satsuma.workflow.model import Workflow
from satsuma.workflow.ows import write_ows


@contextmanager
def opened_app(qapp, catalog, monkeypatch) -> Iterator[App]:
    """A program whose windows are closed in the end, whatever is in them."""
    monkeypatch.setattr("satsuma.ui.app.discover", lambda: catalog)
    made = App(qapp)
    made.store.change(theme="light", motion="off")
    yield made
    for window in list(made.windows):
        window.closing._for_good = True
        window.close()
    made.others.close_all()
    background().wait(3)
    qapp.removeEventFilter(made)
    made.deleteLater()
    settle()


def ready_window(app, qtbot) -> MainWindow:
    """An empty window, ready for keys."""
    made = app.new_window()
    qtbot.waitExposed(made)
    made.start.dismiss()
    made.come_to_front()
    settle()
    return made


def settle() -> None:
    """What was asked for in the background is there, and what was closed is gone."""
    for _ in range(3):
        background().wait(5)
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def collected() -> None:
    """Everything that nobody holds is gone."""
    for _ in range(3):
        settle()
        gc.collect()


def add(window, *ids: str) -> tuple[str, ...]:
    """Put widgets side by side on the canvas; returns their nodes."""
    workflow, made = window.document.workflow, []
    for place, widget_id in enumerate(ids, len(workflow.nodes)):
        cls = window.catalog.widgets[widget_id]
        workflow, node_id = workflow.with_new_node(cls(), position=(200.0 * place, 100.0))
        made.append(node_id)
    window.document.edit(workflow, "Add widgets")
    return tuple(made)


def saved(path: Path, workflow: Workflow | None = None) -> Path:
    """A file of a workflow."""
    write_ows(workflow or Workflow(title="Cows"), path)
    return path
