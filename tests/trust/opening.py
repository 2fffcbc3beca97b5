"""Opens strangers' files without a window, in a watched process, and tells what became of each.

`python -m tests.trust.opening KIND FOLDER`, KIND being check, read, paste, report, table, picture,
model.
`0 good…` is opened first; from then on nothing may be run, compiled, imported, written or sent.
"""

from __future__ import annotations

import contextlib
import encodings.raw_unicode_escape  # noqa: F401 - pickletools asks for it, not a file
import io
import json
import resource
import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from satsuma.algorithms.learning import told_of
from satsuma.algorithms.model_file import read_model
from satsuma.catalog import discover
from satsuma.cli import main as command_line
from satsuma.data.images import describe, open_picture
from satsuma.data.outcome import Refused
from satsuma.data.tables import read_distances, read_table
from satsuma.problem import Problem
from satsuma.run import Run
from satsuma.ui.report.reading import parse_report
from satsuma.workflow.fragment import pasted
from satsuma.workflow.model import Workflow
from satsuma.workflow.ows import read_ows

REPORT = """<!DOCTYPE html><html><head><meta charset="utf-8">
<meta name="generator" content="Satsuma report 1"></head><body><h1>Cows</h1>
<article data-state="s"><h2>Cow</h2><img src="http://127.0.0.1:9/a.png"><img src="/etc/passwd">
<script src="http://127.0.0.1:9/a.js">x()</script><iframe src="http://127.0.0.1:9/"></iframe>
<pre id="s">%s</pre></article></body></html>"""


def check(file: Path) -> list[str]:
    """What `satsuma check` says; its status is the first word."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = command_line(["check", str(file)])
    said = (out.getvalue() + err.getvalue()).splitlines()
    return [str(status), *said]


def read(catalog: Any, file: Path) -> list[str]:
    return list(read_ows(file, catalog).problems)


def paste(catalog: Any, file: Path) -> list[str]:
    text = file.read_bytes().decode("utf-8", "replace")
    return list(pasted(Workflow(), text, catalog, folder=file.parent).problems)


def report(catalog: Any, file: Path) -> list[str]:
    """The file as the workflow of a report, as text of the page and as it is."""
    text = file.read_bytes().decode("utf-8", "replace")
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    found = [problem for inside in (escaped, text)
             for problem in parse_report((REPORT % inside).encode(), file.parent, catalog).problems]
    with contextlib.suppress(Problem):
        parse_report(file.read_bytes(), file.parent, catalog)
    return found


class Listening(Run):
    """Gathers warnings."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def warn(self, text: str) -> None:
        self.said.append(text)


def table(file: Path) -> list[str]:
    run = Listening()
    read_table(file, run)
    with contextlib.suppress(Problem):
        read_distances(file, run)
    return run.said


def model(file: Path) -> list[str]:
    """A model is read, and asked about a few rows."""
    found = read_model(file)
    told_of(found, np.zeros((3, max(1, found.width))))
    return []


def picture(file: Path) -> list[str]:
    describe(file)
    open_picture(file)
    return []


def tried(look: Callable[[Path], list[str]], file: Path) -> dict[str, Any]:
    """What became of a file."""
    before, begin = _peak(), time.process_time()
    try:
        said, how = look(file), "opened"
    except (Problem, Refused) as error:
        said, how = [str(error)], "refused"
    except BaseException as error:  # noqa: BLE001 - this is what the test looks for
        place = traceback.extract_tb(error.__traceback__)[-1]
        said, how = [f"{type(error).__name__}: {error} ({place.filename}:{place.lineno})"], "crash"
    return {"how": how, "said": said, "seconds": time.process_time() - begin,
            "megabytes": _peak() - before}


def _peak() -> float:
    """Megabytes that this program has held at most; `getrusage` counts those of its parent, too."""
    status = Path("/proc/self/status")
    if status.exists():
        found = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return int(found.split()[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main(kind: str, folder: str) -> None:
    catalog = discover()
    looks: dict[str, Callable[[Path], list[str]]] = {
        "check": check, "read": partial(read, catalog), "paste": partial(paste, catalog),
        "report": partial(report, catalog), "table": table, "picture": picture, "model": model}
    files = sorted(Path(folder).iterdir())
    told = {}
    for file in files:
        if not file.name.startswith("0 "):
            sys.satsuma_watch.begin_opening()  # type: ignore[attr-defined]
        told[file.name] = tried(looks[kind], file)
    sys.satsuma_watch.end_opening()  # type: ignore[attr-defined]
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
