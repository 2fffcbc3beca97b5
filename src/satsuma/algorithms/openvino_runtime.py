"""OpenVINO, silenced: the only place that imports it. The extra `fast` brings it.

Importing it makes its companion `openvino_telemetry` look up a host of Google's and write an id of
this computer into the home folder, which it hides where `CI` is set. A module that is None cannot
be imported; OpenVINO goes on without it.
"""

from __future__ import annotations

import importlib.util
import sys
from typing import Any

from satsuma.problem import Problem

EXTRA = 'pip install "satsuma-images[fast]"'
"""How a person gets it."""


class NoFastPrecision(Problem):
    """Fast precision cannot be had on this computer, or for this network; the text says why."""


def openvino_is_here() -> bool:
    """Whether it is installed. Quick; nothing is imported."""
    return importlib.util.find_spec("openvino") is not None


def openvino() -> Any:
    """The module `openvino`, which tells nobody anything. Raises NoFastPrecision without it."""
    if not openvino_is_here():
        raise NoFastPrecision(
            f"Fast precision needs OpenVINO, which is not installed. Install it with {EXTRA} and "
            "start Satsuma again, or choose Full.")
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    try:
        import openvino
    except ImportError as error:
        raise NoFastPrecision(
            f"Fast precision needs OpenVINO, which cannot be loaded ({error}). Install it again "
            f"with {EXTRA}, or choose Full.") from error
    return openvino
