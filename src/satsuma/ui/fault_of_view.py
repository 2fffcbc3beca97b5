"""What a widget shows of a result, or that it broke while saying so. Knows no Qt."""

from __future__ import annotations

from traceback import format_exc
from typing import Any

from satsuma.engine.result import Result
from satsuma.ui.state_words import Told, Way


def view_or_fault(widget: Any, result: Result) -> tuple[Any, Told]:
    """The view; None and what is to be said of it when the widget breaks."""
    try:
        return widget.view(result.value), Told()
    except Exception as error:  # noqa: BLE001 - a broken widget must not take the window along
        text = ("It is a fault in the widget, not yours. What it sends is not harmed. "
                f"{type(error).__name__}: {error}")
        return None, Told("This widget cannot show its result", text, "error",
                          ways=(Way("Details", "details"),), details=format_exc())
