"""`satsuma export`: write a workflow as a Python script."""

from __future__ import annotations

import argparse
import sys

from satsuma.cli.opening import open_workflow
from satsuma.data.atomic import atomic_write
from satsuma.workflow.script import to_python


def main(options: argparse.Namespace) -> int:
    opened, _ = open_workflow(options.file)
    for problem in opened.problems:
        sys.stderr.write(f"satsuma: {options.file}: {problem}\n")
    script = to_python(opened.workflow, options.python.absolute().parent)
    with atomic_write(options.python) as file:
        file.write(script.encode())
    sys.stdout.write(f"{options.python} written; run it with: python {options.python}\n")
    return 0
