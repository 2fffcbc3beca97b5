"""Pictures of what nodes show, for `satsuma run --picture`. Qt is imported when there are any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from satsuma.cli import WrongUsage
from satsuma.cli.nodes import no_such_node
from satsuma.cli.targets import check_target
from satsuma.data.choices import expanded
from satsuma.engine.engine import Engine
from satsuma.engine.result import Result
from satsuma.problem import Problem
from satsuma.workflow.model import Workflow

SUFFIXES = (".png", ".svg", ".pdf")

PACKAGES = "libegl1 libgl1 libglib2.0-0 libxkbcommon0 libdbus-1-3 libfontconfig1 fonts-dejavu-core"


class Picturing(NamedTuple):
    """One `--picture`: what a node shows goes into a file."""

    node: str
    file: Path


def picturing(workflow: Workflow, text: str) -> Picturing:
    """One `--picture NODE=FILE`, checked before anything runs. Raises WrongUsage."""
    node, equals, file = text.partition("=")
    if not (equals and node and file):
        raise WrongUsage(f"--picture wants NODE=FILE, not “{text}”.")
    if node not in workflow.nodes:
        raise no_such_node(workflow, node)
    if not hasattr(workflow.nodes[node].widget, "view"):
        raise WrongUsage(f"--picture {text}: {node} shows nothing that could be drawn.")
    path = expanded(Path(file))
    if path.suffix.lower() not in SUFFIXES:
        raise WrongUsage(f"--picture {text}: its name must end in {', '.join(SUFFIXES[:-1])} or "
                         f"{SUFFIXES[-1]}.")
    check_target(f"--picture {text}", path)
    return Picturing(node, path)


def check_can_draw(asked: Sequence[Picturing]) -> None:
    """Find out before a long run that nothing can be drawn here. Raises Problem."""
    if not asked:
        return
    try:
        import satsuma.ui.offscreen  # noqa: F401
    except ImportError as error:
        raise Problem(f"No picture can be made here: {error}. On Debian or Ubuntu install the "
                      f"system packages: sudo apt-get install {PACKAGES}") from error


def make_pictures(engine: Engine, workflow: Workflow, asked: Sequence[Picturing],
                  say: Callable[[str, bool], None]) -> bool:
    """Make all pictures; `say` is called with a line and whether it is an error."""
    if not asked:
        return True
    from satsuma.ui import offscreen

    app = offscreen.start()
    if not offscreen.has_fonts():
        say("There are no fonts here, so there is no text in the pictures. On Debian or Ubuntu: "
            "sudo apt-get install fonts-dejavu-core", True)
    made = [_make(engine.result(one.node), workflow, one, say) for one in asked]
    del app
    return all(made)


def _make(result: Result | None, workflow: Workflow, one: Picturing,
          say: Callable[[str, bool], None]) -> bool:
    from satsuma.ui.offscreen import save_picture

    if result is None or not result.ok:
        say(f"{one.file}: not written, since {one.node} has no result.", True)
        return False
    node = workflow.nodes[one.node]
    try:
        remark = save_picture(node.widget.view(result.value), one.file, node.title)
    except Problem as error:
        say(f"{one.file}: not written. {error}", True)
        return False
    say(f"{one.node} drawn to {one.file}", False)
    if remark:
        say(f"  {remark}", False)
    return True
