"""What Orange keeps beside a workflow: groups of open windows, which go back to it unchanged."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping

from satsuma.problem import Problem
from satsuma.workflow.parsing import parsed


def window_groups(session: str, ids: Mapping[str, str]) -> str:
    """The window groups in the `session_state` of a workflow as text, with other ids for nodes.

    Windows of nodes that have none are left out; "" when there are no groups.
    """
    try:
        root = parsed(f"<session_state>{session}</session_state>".encode())
    except Problem:
        return ""
    groups = root.find("window_groups")
    if groups is None or not len(groups):
        return ""
    for group in groups.iterfind("group"):
        for state in list(group.iterfind("window_state")):
            there = ids.get(state.get("node_id", ""))
            if there is None:
                group.remove(state)
            else:
                state.set("node_id", there)
    return ET.tostring(groups, encoding="unicode").strip()
