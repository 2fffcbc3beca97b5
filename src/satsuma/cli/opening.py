"""Opening a workflow for a command, and what is said of a file that is none."""

from __future__ import annotations

from pathlib import Path

from satsuma.catalog import Catalog, discover
from satsuma.cli.one_line import one_line
from satsuma.cli.usage import WrongUsage, like
from satsuma.data.choices import expanded
from satsuma.data.formats import PICTURE_SUFFIXES, suffix_of
from satsuma.data.tables import is_table_file
from satsuma.problem import Problem
from satsuma.workflow.ows import Opened, read_ows


def open_workflow(file: Path) -> tuple[Opened, Catalog]:
    """The workflow in a file, and the widgets there are. Raises WrongUsage when it cannot be."""
    file = expanded(file)
    check_is_workflow(file)
    if not file.exists():
        near = like(file.name, sorted(one.name for one in file.parent.glob("*.ows")))
        raise WrongUsage(f"There is no file “{one_line(file)}”.{near} Workflow files end in .ows.")
    catalog = discover()
    try:
        return read_ows(file, catalog), catalog
    except Problem as error:
        raise WrongUsage(f"{one_line(file)}: {one_line(error)}") from error


def check_is_workflow(file: Path) -> None:
    """Raises WrongUsage for a folder, a picture or a table: those belong into a workflow."""
    if file.is_dir():
        what, setting = "a folder", "import-images.folder"
    elif suffix_of(file.name) in PICTURE_SUFFIXES and file.exists():
        what, setting = "a picture", "import-images.sources"
    elif is_table_file(file.name) and file.exists():
        what, setting = "a table", "file.path"
    else:
        return
    raise WrongUsage(f"“{one_line(file)}” is {what}, not a workflow (a file that ends in .ows). "
                     "Open the window with “satsuma” and drop it there, or run a workflow on it: "
                     f"satsuma run FILE.ows --set '{setting}={one_line(file)}'")
