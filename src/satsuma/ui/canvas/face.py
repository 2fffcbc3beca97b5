"""Face: what a node says of itself, as plain data: its line of text, its ring, its badges."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from satsuma.engine.result import Result, Status
from satsuma.summary import summary
from satsuma.workflow.model import Node
from satsuma.workflow.unknown import Unknown

Sign = Literal["", "error", "warning", "note"]


@dataclass(frozen=True)
class Face:
    """`progress` is None while nothing runs; `sign` is the worst of the `messages`."""

    line: str = ""
    progress: float | None = None
    sign: Sign = ""
    messages: tuple[str, ...] = ()
    stale: bool = False
    paused: bool = False
    known: bool = True
    state: str = "waiting"


def face(node: Node, status: Status, last: Result | None,
         empty: Mapping[str, str] = MappingProxyType({}), saved: str = "") -> Face:
    """What a node shows, from its status and its last good result.

    `empty` are the inputs into which a finished node sends nothing, each with that
    output ("": a link that is disabled). `saved` says what came of carrying out the plan
    that it shows.
    """
    result = status.result or (last if status.state in ("paused", "running", "queued") else None)
    messages = _messages(status)
    known = not isinstance(node.widget, Unknown)
    if not known:
        messages = (node.widget.reason, *messages) if node.widget.reason not in messages \
            else messages
    return Face(
        line=saved if saved and status.state == "done" else _line(node, status, last, empty),
        progress=status.progress if status.state == "running" else None,
        sign=_sign(status, result, known) or _quiet_sign(status, empty), messages=messages,
        stale=status.stale, paused=not node.auto, known=known, state=status.state)


def time_left(seconds: float) -> str:
    """A length of time in the words of a person: "4 s", "3 min", "2 h 10 min"."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def percent(progress: float) -> str:
    """A share of the work, rounded down: what says 100 % should be done."""
    return f"{int(min(max(progress, 0.0), 1.0) * 100)}\N{NO-BREAK SPACE}%"


def _line(node: Node, status: Status, last: Result | None, empty: Mapping[str, str]) -> str:
    if isinstance(node.widget, Unknown):
        return "not known here"
    match status.state:
        case "running":
            left = f" · {time_left(status.left)} left" if status.left else ""
            return percent(status.progress) + left
        case "done" if status.result is not None:
            return summary(node.widget, status.result.value)
        case "failed":
            return _shortened(status.result.error) if status.result is not None else "failed"
        case "waiting":
            return _needs(status.waiting_for, empty)
        case "paused":
            said = summary(node.widget, last.value) if last is not None and last.ok else ""
            return f"paused · {said}" if said else "paused"
        case "pending":
            return "looking…"
        case "queued":
            return "its turn comes…"
        case _:
            return (status.text or status.state).replace("%", "\N{NO-BREAK SPACE}%")


def _needs(waiting_for: Sequence[str], empty: Mapping[str, str]) -> str:
    missing = [name for name in waiting_for if not empty.get(name)]
    if missing or not waiting_for:
        return f"needs {' and '.join(missing)}" if missing else ""
    picked = any(empty[name] == "selected" for name in waiting_for)
    return "nothing selected" if picked else "nothing comes in"


_PLACE = re.compile(r"“[^”]*[/\\\\]([^”/\\\\]+)”")


def _shortened(error: str) -> str:
    """The error without the folders in front of names: what is wrong must be seen in a line."""
    return _PLACE.sub(r"“\1”", error)


def _messages(status: Status) -> tuple[str, ...]:
    if status.result is None:
        return ()
    error = (status.result.error,) if status.result.error else ()
    return (*error, *status.result.warnings)


def _sign(status: Status, result: Result | None, known: bool) -> Sign:
    if result is not None and result.error:
        return "note" if result.asks else "error"
    if not known or (result is not None and result.warnings):
        return "warning"
    return "note" if status.price is not None or status.state == "stopped" else ""


def _quiet_sign(status: Status, empty: Mapping[str, str]) -> Sign:
    """What the list of problems has a note on, too: outdated while paused, a disabled link."""
    outdated = status.state == "paused" and status.stale
    off = status.state == "waiting" and any(empty.get(n) == "" for n in status.waiting_for)
    return "note" if outdated or off else ""


_SAID = {"pending": "looking at the files", "queued": "waiting for its turn"}


def spoken(node: Node, shown: Face) -> str:
    """All of it in a sentence, for those who hear the canvas instead of seeing it."""
    spec = node.widget.spec
    ins = f"inputs: {', '.join(spec.inputs)}" if spec.inputs else "no inputs"
    outs = f"outputs: {', '.join(spec.outputs)}" if spec.outputs else "no outputs"
    name = f"{node.title}, {spec.title}" if node.title != spec.title else node.title
    parts = [name, *_state_said(shown), *shown.messages, ins, outs]
    return "; ".join(dict.fromkeys(part.rstrip(".") for part in parts if part))


def _state_said(shown: Face) -> list[str]:
    said = [_SAID.get(shown.state, shown.state)]
    if shown.paused and shown.state != "paused":
        said.append("paused")
    if shown.stale:
        said.append("what it shows is of earlier settings")
    if shown.state not in ("pending", "queued"):
        said.append(shown.line.removeprefix("paused · "))
    return said
