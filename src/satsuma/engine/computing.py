"""Computing one node: whatever happens becomes a result, or nothing when it was cancelled."""

from __future__ import annotations

import time
from collections.abc import Mapping
from traceback import format_exc
from typing import Any

from satsuma.engine.live_run import LiveRun
from satsuma.engine.result import Result
from satsuma.problem import Problem
from satsuma.run import Cancelled
from satsuma.widget import WidgetError


def computed(widget: Any, inputs: Mapping[str, Any], run: LiveRun) -> Result | None:
    """What the widget gives for these inputs; None when the run was cancelled."""
    try:
        run.check()
        value = _called(widget, inputs, run)
        values = _by_name(widget, value)
    except Cancelled:
        return None
    except Problem as error:
        return _failure(str(error), run, error=error)
    except MemoryError:
        return _failure("There is not enough memory for this. Close other programs, or work on "
                        "fewer rows.", run)
    except Exception as error:  # noqa: BLE001 - a widget that breaks must not take others along
        text = f"This widget broke: {type(error).__name__}: {error}"
        return _failure(text, run, details=format_exc())
    return Result(values, value, tuple(run.warnings), seconds=_spent(run), passing=run.passes)


def _called(widget: Any, inputs: Mapping[str, Any], run: LiveRun) -> Any:
    compute = widget.compute
    if "run" in compute.__annotations__:
        return compute(**inputs, run=run)
    return compute(**inputs)


def _by_name(widget: Any, value: Any) -> dict[str, Any]:
    if widget.spec.bundle is not None:
        return dict(value._asdict())
    return dict.fromkeys(widget.spec.outputs, value)


def _failure(text: str, run: LiveRun, *, error: Problem | None = None,
             details: str = "") -> Result:
    known = error if isinstance(error, WidgetError) else None
    return Result(warnings=tuple(run.warnings), error=text, details=details,
                  lasting=known is not None and known.lasting and not run.passes,
                  remedies=known.remedies if known else (), asks=known.asks if known else "",
                  seconds=_spent(run))


def _spent(run: LiveRun) -> float:
    return time.monotonic() - run.started
