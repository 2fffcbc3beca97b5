"""Opening a workflow for a command."""

from __future__ import annotations

from pathlib import Path

from satsuma.catalog import Catalog, discover
from satsuma.cli import WrongUsage
from satsuma.cli.one_line import one_line
from satsuma.problem import Problem
from satsuma.workflow.ows import Opened, read_ows


def open_workflow(file: Path) -> tuple[Opened, Catalog]:
    """The workflow in a file, and the widgets there are. Raises WrongUsage when it cannot be."""
    catalog = discover()
    try:
        return read_ows(file, catalog), catalog
    except Problem as error:
        raise WrongUsage(f"{one_line(file)}: {one_line(error)}") from error
