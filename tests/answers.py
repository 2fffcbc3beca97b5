"""What a widget answers to an input, computed as the engine does it, and whether that is sane."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from satsuma.engine.computing import computed
from satsuma.engine.live_run import LiveRun, Onces
from satsuma.engine.result import Result
from satsuma.engine.store import Memory
from satsuma.text_views import as_text
from satsuma.ui.describing import describe


@dataclass(frozen=True)
class Answer:
    """A result, or the words of an error; `view` is what a window would show."""

    result: Result
    view: Any
    seconds: float


def answer(widget: Any, values: dict[str, Any]) -> Answer:
    """Compute, and look at all that a window or a terminal would show of it.

    Raises AssertionError where the widget broke, said nothing, or sends something else than its
    ports promise.
    """
    started = time.thread_time()
    run = LiveRun(Onces(Memory(2**30), None), {}, lambda: None)
    result = computed(widget, values, run)
    assert result is not None
    assert not result.details, result.details
    view = None
    if result.ok:
        check_outputs(type(widget).spec, result)
        view = look(widget, result)
    else:
        check_words(result.error)
    for warning in result.warnings:
        check_words(warning)
    return Answer(result, view, time.thread_time() - started)


def check_outputs(spec: Any, result: Result) -> None:
    for name, kind in spec.outputs.items():
        value = result.values[name]
        assert value is None or isinstance(value, kind), name
        assert describe(value).title, name
    for name in spec.shown:
        assert name in result.values, name


def look(widget: Any, result: Result) -> Any:
    """The view and what is told of the result in words."""
    if hasattr(widget, "summary"):
        assert widget.summary(result.value).strip()
    if not hasattr(widget, "view"):
        return None
    view = widget.view(result.value)
    assert isinstance(as_text(view), str)
    return view


def check_words(text: str) -> None:
    """A sentence for a person, not the words of a library."""
    assert text.strip()
    assert "Traceback" not in text
    assert len(text) < 2_000
