"""Engine: brings the results of a workflow up to date, in the background.

`update` aims at a workflow; what is missing is computed, what is no longer wanted is cancelled.
Runs are known by the key of their result (see `plan.py`), not by their node: equal nodes share a
run, and a late result is stored under its key and simply not shown.

What belongs to this session only stands here: stamps (how the outside world looked), failures
that may mend themselves, results that hold for now only, and runs that the user stopped.
Everything else is a function of the workflow. One lock guards it all; nothing slow happens under
it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from threading import Condition, Timer
from typing import Any

from satsuma.data.fingerprint import fingerprint
from satsuma.engine.computing import computed
from satsuma.engine.fetching import Asked, Fetching
from satsuma.engine.lanes import Job, Lane
from satsuma.engine.live_run import LiveRun
from satsuma.engine.plan import StampKey, holds_for_now, key_for_now, keys, stamp_key
from satsuma.engine.result import Result, Status
from satsuma.engine.store import WORTH_KEEPING
from satsuma.engine.workshop import Workshop
from satsuma.workflow.model import Workflow

PATIENCE = 0.5
"""Seconds after which a cancelled run that does not answer is abandoned."""

Notify = Callable[[Status], None]


def _is_worth_keeping(key: str, result: Result) -> bool:
    for_now = result.passing or holds_for_now(key)
    return result.ok and not for_now and result.seconds >= WORTH_KEEPING


def _ignore(status: Status) -> None:
    """The listener of an engine that nobody listens to."""


@dataclass
class _Running:
    """A run under way."""

    key: str
    run: LiveRun
    age: int = 0
    job: Job | None = None
    lane: Lane | None = None


class Engine:
    """Runs what is missing, cancels what is no longer wanted, tells what happens.

    `notify` is called from any thread, with the engine's lock held: it must only take the news
    and return.
    """

    def __init__(self, notify: Notify = _ignore, workshop: Workshop | None = None) -> None:
        self._notify = notify
        self._shop = workshop or Workshop()
        self._memory, self._disk = self._shop.memory, self._shop.disk
        self._fetching = Fetching(self._disk)
        self._changed = Condition()
        self._workflow = Workflow({}, ())
        self._keys: dict[str, str | None] = {}
        self._stamps: dict[StampKey, Any] = {}
        self._outdated: set[StampKey] = set()
        self._stamping: set[StampKey] = set()
        self._running: dict[str, _Running] = {}
        self._failed: dict[str, Result] = {}
        self._passing: dict[str, str] = {}  # key -> the key of a result that holds for now only
        self._stopped: dict[str, LiveRun] = {}
        self._held: dict[str, str] = {}
        self._told: dict[str, Status] = {}
        self._onces_of: dict[str, set[str]] = {}
        self._unanswering: list[_Running] = []
        self._age = 0

    # What may be asked for

    def update(self, workflow: Workflow) -> None:
        """Aim at this workflow from now on."""
        with self._changed:
            before, known, self._workflow = self._workflow, self._keys, workflow
            gone = set(self._held) - set(workflow.nodes)
            for node in gone:
                del self._held[node]
            self._told = {n: s for n, s in self._told.items() if n in workflow.nodes}
            self._plan()
            self._advance(n for n in workflow.order() if self._concerns(n, before, known))
            self._changed.notify_all()

    def _concerns(self, node: str, before: Workflow, known: dict[str, str | None]) -> bool:
        """Whether another workflow may mean something else for a node. Of a thousand nodes an
        edit concerns a few."""
        key, old, now = self._keys[node], before.nodes.get(node), self._workflow.nodes[node]
        # A paused node keeps its key, whatever is done above it, and says when it is old.
        return (key is None or old is None or known.get(node) != key or not (old.auto and now.auto)
                or before.into(node) != self._workflow.into(node))

    def status(self, node: str) -> Status:
        """How a node of the current workflow is doing."""
        with self._changed:
            return self._status(node)

    def result(self, node: str) -> Result | None:
        """The node's current result; None while there is none."""
        return self.status(node).result

    def current(self, node: str) -> tuple[Any, Result | None]:
        """A node's widget, and its result if that is of the workflow as it is now."""
        with self._changed:
            status = self._status(node)
            at_rest = status.state in ("done", "failed")
            return self._workflow.nodes[node].widget, status.result if at_rest else None

    def last(self, node: str) -> Result | None:
        """The last good result of the node, which may be of other settings."""
        with self._changed:
            key = self._held.get(node)
            return self._memory.get(key) if key else None

    def cancel(self, node: str) -> None:
        """Stop the node's run. It stays stopped until it is retried or its key changes."""
        with self._changed:
            key = self._keys.get(node)
            if key in self._running:
                running = self._running[key]
                self._stopped[key] = running.run
                self._let_go(running)
                self._aim()

    def retry(self, node: str) -> None:
        """Run the node again if it failed, was stopped, or its result holds for now only."""
        with self._changed:
            key = self._keys.get(node)
            if key is not None:
                self._failed.pop(key, None)
                self._stopped.pop(key, None)
                self._passing = {k: own for k, own in self._passing.items() if own != key}
            self._aim()

    def reload(self) -> None:
        """Look at the outside world again: files, folders, weights. Failures are tried again, and
        so is what holds for now only.

        Results stay until the new look is there, and where nothing changed nothing runs.
        """
        with self._changed:
            self._age += 1
            self._outdated = set(self._stamps)
            self._stamping.clear()
            self._failed.clear()
            self._passing.clear()
            self._stopped.clear()
            self._aim()

    def look_again(self, node: str) -> None:
        """Look at the outside world of this one node again: it has just been written to."""
        with self._changed:
            place = stamp_key(self._workflow.nodes[node].widget)
            if place is not None:
                self._outdated.add(place)
                self._stamping.discard(place)
            self._aim()

    def finish(self, timeout: float | None = None) -> bool:
        """Wait until nothing is left to run; False when the seconds ran out."""
        with self._changed:
            return self._changed.wait_for(self._is_idle, timeout)

    def close(self, patience: float = 1.0) -> None:
        """Cancel everything, and give what runs a moment to end."""
        self.update(Workflow({}, ()))
        with self._changed:
            self._notify = _ignore
            self._changed.wait_for(lambda: not self._running, patience)
        self._memory.release(self)

    # Planning

    def _is_idle(self) -> bool:
        busy = self._running or self._fetching.is_asking
        return not busy and not (self._stamping & self._wanted_stamps().keys())

    def _wanted_stamps(self) -> dict[StampKey, Any]:
        found = {}
        for node in self._workflow.nodes.values():
            if node.auto and (place := stamp_key(node.widget)) is not None:
                found[place] = node.widget
        return found

    def _aim(self) -> None:
        self._plan()
        self._advance(self._workflow.order())
        self._changed.notify_all()

    def _plan(self) -> None:
        self._take_stamps()
        self._keys = keys(self._workflow, self._stamps, self._held, self._passing)
        self._keep()
        wanted = set(self._keys.values())
        for running in list(self._running.values()):
            if running.key not in wanted:
                self._let_go(running)

    def _keep(self) -> None:
        wanted = {key for key in self._keys.values() if key is not None}
        held = set(self._held.values())
        onces = (self._onces_of.get(key, set()) for key in wanted | held)
        self._memory.want(self, wanted.union(held, *onces))
        self._fetching.remember(wanted)
        self._onces_of = {k: v for k, v in self._onces_of.items()
                          if k in wanted or k in held or k in self._running}

    def _take_stamps(self) -> None:
        wanted = self._wanted_stamps()
        # Nobody looks after the stamps of settings that are no more: should they come back, what
        # is known is shown, and the world looked at anew.
        self._outdated |= self._stamps.keys() - wanted.keys()
        for place, widget in wanted.items():
            known = place in self._stamps and place not in self._outdated
            if not known and place not in self._stamping:
                self._stamping.add(place)
                self._shop.stamps.submit(partial(self._stamp, place, widget, self._age))

    def _stamp(self, place: StampKey, widget: Any, age: int) -> None:
        try:
            stamp = widget.stamp()
            fingerprint(stamp)
        except Exception as error:  # noqa: BLE001 - compute meets the same trouble and tells it
            stamp = ("unknown", type(error).__name__, str(error))
        with self._changed:
            if age != self._age:
                return  # the world was asked to be looked at anew in the meantime
            self._stamping.discard(place)
            self._outdated.discard(place)
            self._stamps[place] = stamp
            self._aim()

    # Running

    def _advance(self, nodes: Iterable[str]) -> None:
        """Start what can be started among these nodes, and tell how they are doing."""
        asked: dict[str, Any] = {}
        for node in nodes:
            key = self._keys[node]
            if key is not None and self._is_to_run(node, key):
                inputs, missing = self._inputs(node)
                if not missing:
                    self._start(node, key, inputs)
                elif self._fetching.may_have(key):
                    asked[key] = self._workflow.nodes[node].widget
            self._tell(node)
        if asked:
            # What comes last is what is looked at, and often the smallest.
            self._ask_disk(list(reversed(asked.items())))

    def _is_known(self, key: str) -> bool:
        return (key in self._memory or key in self._running
                or key in self._failed or key in self._stopped)

    def _is_to_run(self, node: str, key: str) -> bool:
        if self._is_known(key) or not self._workflow.nodes[node].auto:
            return False
        return not self._is_outdated(node)

    def _is_outdated(self, node: str) -> bool:
        """Whether the world is being looked at anew: what ran now would get an old name."""
        return stamp_key(self._workflow.nodes[node].widget) in self._outdated

    def _inputs(self, node: str) -> tuple[dict[str, Any], tuple[str, ...]]:
        """The values on the inputs, and the names of those that are needed and missing."""
        needed = self._workflow.nodes[node].widget.spec.inputs
        values: dict[str, Any] = {n: [] if port.many else None for n, port in needed.items()}
        unfinished = set()
        for link in self._workflow.into(node):
            result = self._current(link.source)
            if result is None or not result.ok:
                unfinished.add(link.input)
                continue
            value = result.values.get(link.output)
            port = needed.get(link.input)
            if port is not None and port.many:
                if value is not None:
                    values[link.input].append(value)
            else:
                values[link.input] = value
        missing = {n for n, p in needed.items() if p.required and values.get(n) is None}
        return values, tuple(n for n in needed if n in missing | unfinished)

    def _current(self, node: str) -> Result | None:
        key = self._keys.get(node)
        if key is None:
            return None
        result: Result | None = self._memory.get(key)
        return result or self._failed.get(key)

    def _start(self, node: str, key: str, inputs: dict[str, Any]) -> None:
        widget = self._workflow.nodes[node].widget
        run = LiveRun(self._shop.onces, self._names(node), lambda: self._tell_key(key))
        running = self._running[key] = _Running(key, run, self._age)
        lane = running.lane = self._shop.lanes[widget.spec.lane]
        running.job = lane.submit(lambda: self._work(running, widget, inputs))

    def _names(self, node: str) -> dict[int, str]:
        names = {}
        for link in self._workflow.into(node):
            result = self._current(link.source)
            value = result.values.get(link.output) if result is not None else None
            if value is not None:
                names[id(value)] = f"{self._keys[link.source]}.{link.output}"
        return names

    def _work(self, running: _Running, widget: Any, inputs: dict[str, Any]) -> None:
        result = None
        if not running.run.cancelled.is_set():
            running.run.started = time.monotonic()
            result = self._from_disk(running.key, widget) or self._computed(running, widget, inputs)
        with self._changed:
            self._ended(running, result)

    # What the disk has, while its inputs are still to come

    def _ask_disk(self, asked: list[Asked]) -> None:
        self._fetching.begin(asked)
        self._shop.fetches.submit(partial(self._look_on_disk, asked))

    def _look_on_disk(self, asked: list[Asked]) -> None:
        found: list[Asked] = []
        try:
            found = self._fetching.kept(asked)
        finally:
            with self._changed:
                self._fetching.end(asked, found)
                wanted = set(self._keys.values())
                for key, widget in found:
                    if key in wanted and not self._is_known(key):
                        self._start_fetching(key, widget)
                self._changed.notify_all()

    def _start_fetching(self, key: str, widget: Any) -> None:
        run = LiveRun(self._shop.onces, {}, partial(self._tell_key, key))
        running = self._running[key] = _Running(key, run, self._age)
        lane = running.lane = self._shop.fetches
        running.job = lane.submit(partial(self._fetch, running, widget))
        self._tell_key(key)

    def _fetch(self, running: _Running, widget: Any) -> None:
        cancelled = running.run.cancelled.is_set()
        result = None if cancelled else self._from_disk(running.key, widget)
        with self._changed:
            if result is None and not cancelled:
                self._fetching.lacks(running.key)
            self._ended(running, result)

    def _from_disk(self, key: str, widget: Any) -> Result | None:
        if self._disk is None or holds_for_now(key):
            return None
        kept = self._disk.get(key, type(widget))
        if kept is None:
            return None
        values = kept["values"]
        bundle = widget.spec.bundle
        value = bundle(**values) if bundle else next(iter(values.values()), None)
        return Result(values, value, kept["warnings"], seconds=kept["seconds"], computed=False)

    def _computed(self, running: _Running, widget: Any, inputs: dict[str, Any]) -> Result | None:
        result = computed(widget, inputs, running.run)
        if self._disk and result is not None and _is_worth_keeping(running.key, result):
            self._disk.put(running.key, type(widget), {
                "values": result.values, "warnings": result.warnings, "seconds": result.seconds})
        return result

    def _ended(self, running: _Running, result: Result | None) -> None:
        key = running.key
        if self._running.get(key) is running:
            del self._running[key]
        if running in self._unanswering:
            self._unanswering.remove(running)
            self._abandon_one()
        if result is not None and result.passing:
            self._ended_for_now(running, result)
            return
        self._onces_of[key] = running.run.onces_used
        if result is not None and (result.ok or result.lasting):
            self._memory.put(key, result)
        elif result is not None and not running.run.cancelled.is_set():
            self._failed[key] = result
        self._keep()
        # No name changes when a run ends, so only its nodes and the next ones are concerned.
        ended = [node for node, own in self._keys.items() if own == key]
        after = [link.target for node in ended for link in self._workflow.out_of(node)]
        self._advance(dict.fromkeys([*ended, *after]))
        self._changed.notify_all()

    def _ended_for_now(self, running: _Running, result: Result) -> None:
        """The result gets a key of its own, and whatever it feeds is called otherwise too."""
        if running.age == self._age:  # otherwise the world is to be looked at anew: run again
            own = self._passing[running.key] = key_for_now(running.key)
            self._onces_of[own] = running.run.onces_used
            self._memory.put(own, result)
        self._aim()

    # Stopping

    def _let_go(self, running: _Running) -> None:
        """Cancel a run; one that does not answer in time loses its place in the lane."""
        if not running.run.cancelled.is_set():
            running.run.cancelled.set()
            timer = Timer(PATIENCE, self._lose_patience, (running,))
            timer.daemon = True
            timer.start()

    def _lose_patience(self, running: _Running) -> None:
        with self._changed:
            if self._running.get(running.key) is running:
                self._unanswering.append(running)
                self._abandon_one()

    def _abandon_one(self) -> None:
        """Abandon the first run that does not answer: never more than one at a time."""
        if self._unanswering:
            first = self._unanswering[0]
            if first.job and first.lane and not first.job.abandoned:
                first.lane.abandon(first.job)
                if self._running.get(first.key) is first:
                    del self._running[first.key]
                    self._aim()

    # Telling

    def _status(self, node: str) -> Status:
        key = self._keys.get(node)
        held = self._held.get(node)
        stale = held is not None and held != key and held in self._memory
        if not self._workflow.nodes[node].auto:
            return Status(node, "paused", held, self._memory.get(held) if held else None,
                          stale=self._would_differ(node, held))
        if key is None:
            return Status(node, self._state_without_key(node), stale=stale,
                          waiting_for=self._inputs(node)[1])
        if (result := self._memory.get(key) or self._failed.get(key)) is not None:
            return Status(node, "done" if result.ok else "failed", key, result, progress=1.0,
                          stale=stale and not result.ok)
        if key in self._running:
            run = self._running[key].run
            job = self._running[key].job
            state: Any = "running" if job is None or job.started else "queued"
            return Status(node, state, key, stale=stale, progress=run.progress, left=run.left,
                          text=run.text, price=run.announced, counted=run.counted)
        if key in self._stopped:
            run = self._stopped[key]
            return Status(node, "stopped", key, stale=stale, text=run.stopped_text,
                          counted=run.counted)
        state = "pending" if self._is_outdated(node) else "waiting"
        return Status(node, state, key, stale=stale, waiting_for=self._inputs(node)[1])

    def _state_without_key(self, node: str) -> Any:
        """Pending when only a stamp is missing; waiting when a paused node above has nothing."""
        place = stamp_key(self._workflow.nodes[node].widget)
        if place is not None and place not in self._stamps:
            return "pending"
        above = [link.source for link in self._workflow.into(node)
                 if self._keys.get(link.source) is None]
        idle = [n for n in above if not self._workflow.nodes[n].auto]
        return "waiting" if idle or not above else self._state_without_key(above[0])

    def _would_differ(self, node: str, held: str | None) -> bool:
        """Whether a paused node would give something else if it ran."""
        running = self._workflow.with_auto(node, True)
        would_be = keys(running, self._stamps, self._held, self._passing)
        return held is not None and would_be.get(node) != held

    def _tell(self, node: str) -> None:
        status = self._status(node)
        if status.state == "done" and status.key is not None:
            self._held[node] = status.key
        if self._told.get(node) != status:
            self._told[node] = status
            self._notify(status)

    def _tell_key(self, key: str) -> None:
        with self._changed:
            for node, own in self._keys.items():
                if own == key:
                    self._tell(node)
