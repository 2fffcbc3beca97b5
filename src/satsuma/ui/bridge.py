"""Bridge: the engine, seen from Qt's thread.

The engine tells its news from any thread, with its lock held; the bridge only notes which node
they are of. A timer in Qt's thread says so, a few times a second, whatever the engine's pace, and
a few at a time, so that a thousand news at once do not hold up the window.
"""

from __future__ import annotations

import time
from queue import Empty, SimpleQueue

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from satsuma.engine.engine import Engine
from satsuma.engine.result import Result, Status
from satsuma.engine.workshop import Workshop
from satsuma.workflow.model import Workflow

BEAT = 40
"""Milliseconds between two looks for news."""

SLICE = 0.012
"""Seconds in which news are handed out before the window gets its turn; one at least."""

UNDER_WAY = ("pending", "queued", "running")


class Bridge(QObject):
    """Aims an engine at a workflow and tells what became of its nodes."""

    news = pyqtSignal(str)
    settled = pyqtSignal()
    running_changed = pyqtSignal(int)

    def __init__(self, workshop: Workshop | None = None, *, waits: bool = False) -> None:
        """One that `waits` computes nothing before `begin`, so that a window is drawn first."""
        super().__init__()
        self._waits = waits
        self._told: SimpleQueue[Status] = SimpleQueue()
        self.engine = Engine(self._told.put, workshop)
        self._known: dict[str, Status] = {}
        self._latest: dict[str, Status] = {}  # of each node the latest that was not handed out
        self._under_way: set[str] = set()
        self._running_told = 0
        self._is_settled = True
        self._workflow = Workflow()
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self.drain)
        self._timer.start()

    def update(self, workflow: Workflow) -> None:
        """Aim at this workflow from now on."""
        for gone in self._known.keys() - workflow.nodes.keys():
            del self._known[gone]
            self._under_way.discard(gone)
        before, self._workflow = self._workflow, workflow
        if not self._waits and not _is_same_work(before, workflow):
            self.engine.update(workflow)
        self.drain()

    def begin(self) -> None:
        """Compute from now on."""
        if self._waits:
            self._waits = False
            self.engine.update(self._workflow)

    def status(self, node_id: str) -> Status:
        """How a node is doing, as last told; "waiting" for one never heard of."""
        return self._known.get(node_id) or Status(node_id, "waiting")

    def last(self, node_id: str) -> Result | None:
        """The last good result of a node, which may be of earlier settings; None for one never
        heard of, without waiting for the engine."""
        return self.engine.last(node_id) if node_id in self._known else None

    @property
    def running(self) -> int:
        """How many nodes are under way."""
        return len(self._under_way)

    def drain(self) -> None:
        """Hand out what came since the last time: of each node the latest only."""
        self._take_news()
        end = time.monotonic() + SLICE
        while self._latest:
            node_id = next(iter(self._latest))
            status = self._latest.pop(node_id)
            if node_id in self._workflow.nodes:
                self._note(node_id, status)
            if time.monotonic() > end:
                break
        self._tell_running()

    def _take_news(self) -> None:
        try:
            while True:
                status = self._told.get_nowait()
                self._latest[status.node] = status
        except Empty:
            pass

    def _note(self, node_id: str, status: Status) -> None:
        self._known[node_id] = status
        (self._under_way.add if status.state in UNDER_WAY else self._under_way.discard)(node_id)
        self.news.emit(node_id)

    def _tell_running(self) -> None:
        now = len(self._under_way)
        if now != self._running_told:
            self._running_told, self._is_settled = now, False
            self.running_changed.emit(now)
        if not self._is_settled and not now and not self._latest:
            self._is_settled = True
            self.settled.emit()

    def close(self, patience: float = 1.0) -> None:
        """Stop everything, and wait so many seconds for it. Comes before the window dies."""
        self._timer.stop()
        self._waits = False  # nothing begins any more
        self.engine.close(patience)


def _is_same_work(before: Workflow, after: Workflow) -> bool:
    """Whether nothing changed that matters to the engine: places, titles and notes do not."""
    return (before.links == after.links and before.nodes.keys() == after.nodes.keys()
            and all(old.widget is after.nodes[n].widget and old.auto == after.nodes[n].auto
                    for n, old in before.nodes.items()))
