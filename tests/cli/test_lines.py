"""What `satsuma run` prints of names that strangers chose."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from satsuma.catalog import discover
from satsuma.cli.lines import outcome_lines, shown_text
from satsuma.data.table import Table
from satsuma.engine.result import Result, Status
from satsuma.workflow.model import Workflow
from tests.ui.toy_widgets import a_table

NAME = "\x1b[2Jcow\nA (a): failed\u2028"


class Plain:
    def summary(self, _value: Any) -> str:
        return NAME


@dataclass(frozen=True)
class AnyNode:
    """As much of a node as is asked for."""

    widget: Any = field(default_factory=Plain)
    title: str = NAME


def workflow(widget: Any) -> Workflow:
    return Workflow().with_node("a", AnyNode(widget))  # type: ignore[arg-type]


def check(text: str) -> None:
    assert "\x1b" not in text
    assert not any(line.startswith("A (a): failed") for line in text.splitlines())


def test_summaries_warnings_and_errors_steer_no_terminal_and_forge_no_line() -> None:
    for result in (Result(warnings=(f"{NAME}: cut off",)), Result(error=NAME)):
        lines = outcome_lines(workflow(Plain()), Status("a", "done", result=result))
        assert len(lines) in (1, 2)
        check("\n".join(lines))


def test_names_in_a_tree_are_on_one_line_each() -> None:
    three = a_table(3)
    table = Table(tuple(f"{NAME}{row}" for row in range(3)), three.columns)
    catalog = discover(entry_points=False)
    widget = catalog.named("hierarchical_clustering")(selection="top", top=2)
    found = widget.compute(catalog.named("distances")(metric="euclidean").compute(table))
    text = shown_text(workflow(widget), Status("a", "done", result=Result(value=found)))
    check(text)
    assert len(text.splitlines()) == 2 + 1 + 3


def test_a_text_of_several_lines_stays_one() -> None:
    lines = outcome_lines(workflow(Plain()), Status("a", "failed", result=Result(error="a\nb")))
    assert lines[-1] == "  error: a\n    b"
