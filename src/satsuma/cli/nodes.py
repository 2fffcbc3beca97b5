"""Nodes as they are named on the command line."""

from __future__ import annotations

from satsuma.cli.usage import WrongUsage, like
from satsuma.workflow.model import Workflow


def no_such_node(workflow: Workflow, name: str) -> WrongUsage:
    """For a name that no node has, with those there are."""
    return WrongUsage(f"There is no node “{name}”.{like(name, list(workflow.nodes))} There are: "
                      f"{', '.join(workflow.nodes) or 'none'}.")
