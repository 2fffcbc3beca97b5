"""`satsuma export`: write a workflow as a Python script, or as a file that Orange opens."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from satsuma.cli import WrongUsage
from satsuma.cli.one_line import one_line
from satsuma.cli.opening import open_workflow
from satsuma.cli.targets import check_target
from satsuma.data.atomic import atomic_write
from satsuma.workflow.model import Workflow
from satsuma.workflow.orange.exporting import orange_text
from satsuma.workflow.script import to_python


def main(options: argparse.Namespace) -> int:
    for option, file, suffix in (("--python", options.python, ".py"),
                                 ("--orange", options.orange, ".ows")):
        if file is not None:
            _check_place(f"{option} {one_line(file)}", file, suffix, force=options.force)
    opened, _ = open_workflow(options.file)
    for problem in opened.problems:
        sys.stderr.write(f"satsuma: {one_line(options.file)}: {one_line(problem)}\n")
    if options.orange is not None:
        _write_for_orange(opened.workflow, options.orange)
    if options.python is not None:
        _write_script(opened.workflow, options.python)
    return 0


def _write_script(workflow: Workflow, file: Path) -> None:
    _write(file, to_python(workflow, file.absolute().parent))
    sys.stdout.write(f"{one_line(file)} written; run it with: python {one_line(file)}\n")


def _write_for_orange(workflow: Workflow, file: Path) -> None:
    made = orange_text(workflow)
    _write(file, made.text)
    for note in made.notes:
        sys.stdout.write(f"{one_line(note)}\n")
    count = len(made.notes)
    told = "nothing is left out" if not count else "1 note above" if count == 1 \
        else f"{count:,} notes above"
    sys.stdout.write(f"{one_line(file)} written for Orange; {told}\n")


def _check_place(asked: str, file: Path, suffix: str, *, force: bool) -> None:
    if file.suffix.lower() != suffix:
        raise WrongUsage(f"{asked}: the name of the file must end in {suffix}.")
    check_target(asked, file)
    if file.exists() and not force:
        raise WrongUsage(f"{one_line(file)} is there already. Give another name, or --force to "
                         "replace it.")


def _write(file: Path, text: str) -> None:
    with atomic_write(file) as opened:
        opened.write(text.encode())
