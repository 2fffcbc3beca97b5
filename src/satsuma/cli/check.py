"""`satsuma check`: tell whether a workflow file is in order, without running anything."""

from __future__ import annotations

import argparse
import sys

from satsuma.cli.one_line import one_line
from satsuma.cli.opening import open_workflow


def main(options: argparse.Namespace) -> int:
    opened, _ = open_workflow(options.file)
    for problem in opened.problems:
        sys.stdout.write(f"{one_line(options.file)}: {one_line(problem)}\n")
    if opened.problems:
        return 1
    workflow = opened.workflow
    sys.stdout.write(f"{one_line(options.file)}: in order, {len(workflow.nodes)} nodes, "
                     f"{len(workflow.links)} links\n")
    return 0
