"""ONNX Runtime, silenced: the only place that imports it.

From version 1.31 on its official builds phone home: the moment it is imported it writes an id of
the computer into the home folder and a store of events beside it, and a thread looks up Microsoft's
collector. `disable_telemetry_events` comes too late for that; an environment variable does not. It
is set for the processes that we start, too.
"""

from __future__ import annotations

import os
from typing import Any

SILENT = {"ORT_DISABLE_TELEMETRY": "1"}
"""What the environment must say before ONNX Runtime is imported."""


def onnx_runtime() -> Any:
    """The module `onnxruntime`, which tells nobody anything."""
    os.environ.update(SILENT)
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    return onnxruntime
