"""`satsuma run`: bring a workflow up to date and say what came out."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from satsuma.algorithms.device import devices_to_try
from satsuma.algorithms.model_file import write_model
from satsuma.cli import WrongUsage
from satsuma.cli.committing import commit_all, full_paths, nodes_to_commit
from satsuma.cli.lines import outcome_lines, shown_text
from satsuma.cli.nodes import no_such_node
from satsuma.cli.one_line import one_line
from satsuma.cli.opening import open_workflow
from satsuma.cli.pictures import Picturing, check_can_draw, make_pictures, picturing
from satsuma.cli.progress import Progress
from satsuma.cli.targets import check_format, check_target
from satsuma.data.choices import expanded
from satsuma.data.distances import Distances
from satsuma.data.formats import PICTURE_SUFFIXES, suffix_of
from satsuma.data.learner import Model
from satsuma.data.places import cache_folder
from satsuma.data.side_file import side_file
from satsuma.data.table import Table
from satsuma.data.table_suffix import plain_suffix
from satsuma.data.tables import write_distances, write_table
from satsuma.engine.engine import Engine
from satsuma.engine.workshop import Workshop
from satsuma.problem import Problem
from satsuma.workflow.missing import places_read
from satsuma.workflow.model import Workflow

_UNSETTLED = ("pending", "queued", "running")

SECOND_FILE = (".csv", ".tsv", ".tab")
"""Tables in these have a second file beside them, for what plain text cannot say."""


class Saving(NamedTuple):
    """One `--save`: what a node sends by a port goes into a file."""

    node: str
    port: str
    file: Path


def main(options: argparse.Namespace) -> int:
    with _device(options.network_device):
        return _run(options)


def _run(options: argparse.Namespace) -> int:
    opened, _ = open_workflow(options.file)
    workflow = opened.workflow
    for text in options.set:
        workflow = with_set(workflow, text)
    savings = [saving(workflow, text) for text in options.save]
    pictures = [picturing(workflow, text) for text in options.picture]
    commits = nodes_to_commit(workflow, options.commit)
    allowed = full_paths(options.replace, commits)
    _check_apart([*savings, *pictures])
    for file in (*(one.file for one in savings), *(one.file for one in pictures)):
        _check_no_source(workflow, file)
    check_can_draw(pictures)
    for problem in opened.problems:
        sys.stderr.write(f"satsuma: {one_line(options.file)}: {one_line(problem)}\n")
    with Progress(quiet=options.quiet) as progress:
        started = time.monotonic()
        engine = Engine(progress.take, Workshop(disk=cache_folder()))
        try:
            engine.update(workflow)
            failed = _follow(engine, workflow, progress)
            unsaved = [one for one in savings if not _save(engine, one, progress)]
            drawn = make_pictures(engine, workflow, pictures, partial(_say, progress))
            done = commit_all(engine, commits, allowed, progress)
        finally:
            engine.close()
        progress.line(f"{len(workflow.nodes)} nodes, {time.monotonic() - started:.1f} s")
    return 1 if failed or unsaved or not drawn or not done else 0


def _follow(engine: Engine, workflow: Workflow, progress: Progress) -> list[str]:
    """Print each node when it and those before it are at rest; returns the nodes that failed."""
    order = workflow.order()
    printed = 0
    idle = False
    while printed < len(order):
        idle = engine.finish(0.1)
        progress.refresh()
        while printed < len(order):
            status = engine.status(order[printed])
            if status.state in _UNSETTLED or (status.state == "waiting" and not idle):
                break
            for line in outcome_lines(workflow, status):
                progress.line(line, error=status.state == "failed")
            printed += 1
    statuses = [engine.status(node) for node in order]
    for status in statuses:
        if text := shown_text(workflow, status):
            progress.line(f"\n{one_line(workflow.nodes[status.node].title)}\n{text}\n")
    return [status.node for status in statuses if status.state == "failed"]


def with_set(workflow: Workflow, text: str) -> Workflow:
    """The workflow with one `--set NODE.SETTING=VALUE` carried out. Raises WrongUsage."""
    place, equals, value = text.partition("=")
    node, dot, name = place.partition(".")
    if not (equals and dot and name):
        raise WrongUsage(f"--set wants NODE.SETTING=VALUE, not “{text}”.")
    _check_node(workflow, node)
    try:
        return workflow.with_parsed_setting(node, name, value, Path.cwd())
    except Problem as error:
        raise WrongUsage(f"--set {text}: {error}") from error


def saving(workflow: Workflow, text: str) -> Saving:
    """One `--save NODE.PORT=FILE`, checked before anything runs. Raises WrongUsage."""
    place, equals, file = text.partition("=")
    node, dot, port = place.partition(".")
    if not (equals and dot and port and file):
        raise WrongUsage(f"--save wants NODE.PORT=FILE, not “{text}”.")
    _check_node(workflow, node)
    ports = workflow.nodes[node].widget.spec.outputs
    if port not in ports:
        raise WrongUsage(f"--save {text}: {node} has no output “{port}”. "
                         f"It has: {', '.join(ports) or 'none'}.")
    path = expanded(Path(file))
    check_format(f"--save {text}", ports[port], path)
    check_target(f"--save {text}", path)
    return Saving(node, port, path)


@contextmanager
def _device(named: str | None) -> Iterator[None]:
    """Networks run on the named device in the block. Raises WrongUsage when it is not here."""
    before = os.environ.get("SATSUMA_DEVICE")
    wanted = named or before
    if wanted:
        try:
            devices_to_try(wanted)
        except Problem as error:
            raise WrongUsage(str(error)) from error
        os.environ["SATSUMA_DEVICE"] = wanted
    try:
        yield
    finally:
        if named and before is None:
            del os.environ["SATSUMA_DEVICE"]
        elif named and before is not None:
            os.environ["SATSUMA_DEVICE"] = before


def _say(progress: Progress, text: str, error: bool) -> None:
    progress.line(text, error=error)


def _check_apart(savings: Sequence[Saving | Picturing]) -> None:
    seen: set[Path] = set()
    for one in savings:
        place = one.file.absolute()
        if place in seen:
            raise WrongUsage(f"Two --save or --picture write to {one.file}. "
                             "Give each a file of its own.")
        seen.add(place)


def _check_no_source(workflow: Workflow, file: Path) -> None:
    """What the workflow reads is never written over."""
    place = file.absolute()
    picture = suffix_of(place.name) in PICTURE_SUFFIXES and place.exists()
    for read in (Path(source) for source in places_read(workflow)):
        if place == read or (picture and read in place.parents):
            raise WrongUsage(f"{file} is read by this workflow, so it is not written over. Give "
                             "another name.")


def _check_node(workflow: Workflow, node: str) -> None:
    if node not in workflow.nodes:
        raise no_such_node(workflow, node)


def _save(engine: Engine, one: Saving, progress: Progress) -> bool:
    result = engine.result(one.node)
    value = result.values.get(one.port) if result is not None and result.ok else None
    if value is None:
        progress.line(f"{one.file}: not written, since {one.node} sends nothing by "
                      f"“{one.port}”.", error=True)
        return False
    try:
        _write(value, one.file)
    except Problem as error:
        progress.line(f"{one.file}: not written. {error}", error=True)
        return False
    progress.line(f"{one.node}.{one.port} written to {one.file}{_beside(value, one.file)}")
    return True


def _beside(value: Any, file: Path) -> str:
    """What is said of the second file that a table in text has."""
    side = side_file(file)
    if not isinstance(value, Table) or plain_suffix(file) not in SECOND_FILE or not side.exists():
        return ""
    return f"; kinds and roles of its columns to {side.name} beside it"


def _write(value: Any, file: Path) -> None:
    match value:
        case Table():
            write_table(value, file)
        case Distances():
            write_distances(value, file)
        case Model():
            write_model(value, file)
        case _:
            raise Problem(f"A {type(value).__name__} cannot be written to a file.")
