"""Committing, for `satsuma run --commit`: nodes that write do so, and say what came of it."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from satsuma.cli import WrongUsage
from satsuma.cli.nodes import no_such_node
from satsuma.cli.one_line import one_line
from satsuma.cli.progress import Progress
from satsuma.cli.targets import check_places
from satsuma.data.choices import expanded
from satsuma.data.plan_words import receipt_lines
from satsuma.engine.committing import commitment
from satsuma.engine.engine import Engine
from satsuma.engine.live_run import LiveRun, Onces
from satsuma.engine.result import Status
from satsuma.engine.store import Memory
from satsuma.problem import Problem
from satsuma.widget import writes
from satsuma.workflow.model import Workflow


def nodes_to_commit(workflow: Workflow, asked: Sequence[str]) -> list[str]:
    """The nodes of all `--commit`, checked before anything runs. Raises WrongUsage."""
    writing = [name for name, node in workflow.nodes.items() if writes(node.widget)]
    for name in asked:
        if name not in workflow.nodes:
            raise no_such_node(workflow, name)
        if name not in writing:
            raise WrongUsage(f"--commit {name}: this node writes nothing. Those that do: "
                             f"{', '.join(writing) or 'none'}.")
        check_places(name, workflow.nodes[name].widget)
    return list(dict.fromkeys(asked))


def full_paths(asked: Sequence[str], commits: Sequence[str]) -> frozenset[str]:
    """The files of all `--replace`, with their full paths. Raises WrongUsage without `--commit`."""
    if asked and not commits:
        raise WrongUsage("--replace only says what --commit may replace, and no node is to write. "
                         "Name one, as in: --commit save-data")
    return frozenset(str(expanded(Path(name)).absolute()) for name in asked)


def commit_all(engine: Engine, nodes: Sequence[str], allowed: frozenset[str],
               progress: Progress) -> bool:
    """Let these nodes write, one after the other; whether all that was planned is there now.

    After Ctrl+C nothing more is written, and what was written is told.
    """
    run = _run(progress)
    _tell_unneeded(engine, nodes, allowed, progress)
    with _stopped_by_person(run):
        done = [_commit(engine, node, allowed, run, progress) for node in nodes]
    return all(done)


def _commit(engine: Engine, node: str, allowed: frozenset[str], run: LiveRun,
            progress: Progress) -> bool:
    if run.cancelled.is_set():
        progress.line(f"{node}: nothing was written, since it was stopped.", error=True)
        return False
    try:
        ready = commitment(engine, node)
        _check_allowed(ready.plan.to_replace(), allowed)
        receipt = ready.carry_out(allowed, run)
    except Problem as error:
        progress.line(f"{node}: {one_line(error)}", error=True)
        return False
    finally:
        progress.take(Status(node, "done"))
        progress.refresh()
    for line in receipt_lines(receipt):
        progress.line(line, error=not receipt.ok)
    return receipt.ok


def _tell_unneeded(engine: Engine, nodes: Sequence[str], allowed: frozenset[str],
                   progress: Progress) -> None:
    """Say of files that may be replaced and that no plan would: a wrong name, or no need."""
    wanted: set[str] = set()
    for node in nodes:
        with suppress(Problem):  # told when it is its turn
            wanted.update(commitment(engine, node).plan.to_replace())
    for file in sorted(allowed - wanted):
        progress.line(f"--replace {one_line(file)}: no node is about to replace this file.")


def _check_allowed(files: Sequence[str], allowed: frozenset[str]) -> None:
    if missing := [file for file in files if file not in allowed]:
        raise Problem(f"“{missing[0]}” is there already. Nothing was written. To replace it, name "
                      f"it: --replace {missing[0]}")


def _run(progress: Progress) -> LiveRun:
    def told() -> None:
        progress.take(Status("saving", "running", progress=run.progress, left=run.left))
        progress.refresh()

    run = LiveRun(Onces(Memory(0), None), {}, told)
    return run


@contextmanager
def _stopped_by_person(run: LiveRun) -> Iterator[None]:
    """Ctrl+C asks the run to end after the file it is at."""
    def stop(*_: Any) -> None:
        run.cancelled.set()

    try:
        before = signal.signal(signal.SIGINT, stop)
    except ValueError:  # not in the main thread, which alone hears of signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
