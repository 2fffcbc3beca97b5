"""What `satsuma run` prints: a line when a node is done, its warnings, and what it shows."""

from __future__ import annotations

from satsuma.cli.one_line import one_line
from satsuma.engine.result import Status
from satsuma.summary import summary
from satsuma.text_views import as_text
from satsuma.workflow.model import Workflow


def outcome_lines(workflow: Workflow, status: Status) -> list[str]:
    """The lines for a node that has come to rest."""
    node = workflow.nodes[status.node]
    result = status.result
    head = f"{one_line(node.title)} ({status.node})"
    if result is None:
        return [f"{head}: {_resting(status)}"]
    took = f"{result.seconds:.1f} s" if result.computed else "kept from an earlier run"
    if not result.ok:
        return [f"{head}: failed after {took}", f"  error: {_lines(result.error or '', '    ')}"]
    lines = [f"{head}: {one_line(summary(node.widget, result.value))} ({took})"]
    return lines + [f"  warning: {_lines(warning, '    ')}" for warning in result.warnings]


def _lines(text: str, indent: str = "") -> str:
    """The lines of a text that may name files of strangers, those after the first one indented."""
    return f"\n{indent}".join(map(one_line, text.split("\n")))


def _resting(status: Status) -> str:
    match status.state:
        case "waiting":
            return f"waits for {' and '.join(status.waiting_for) or 'its inputs'}"
        case "stopped":
            return status.text
        case state:
            return state


def shown_text(workflow: Workflow, status: Status) -> str:
    """The node's view as text; "" where it has none that a terminal can show."""
    widget = workflow.nodes[status.node].widget
    if status.result is None or not status.result.ok or not hasattr(widget, "view"):
        return ""
    return _lines(as_text(widget.view(status.result.value)))
