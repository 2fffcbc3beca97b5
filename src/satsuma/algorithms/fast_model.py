"""FastModel: a network computed with 16 bits (bfloat16) by OpenVINO, in this process.

Several times as fast where the processor has instructions for it (AMX, AVX-512 BF16), with other
numbers than full precision. Nothing takes its place where it cannot be had: it says so.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from satsuma.algorithms.child import GraphFailed
from satsuma.algorithms.device import devices_to_try
from satsuma.algorithms.graphs import graph_of
from satsuma.algorithms.model import Model, usable_cores
from satsuma.algorithms.network_record import Network
from satsuma.algorithms.openvino_runtime import NoFastPrecision, openvino
from satsuma.algorithms.precision import PASSPORTS
from satsuma.algorithms.weights import Weights
from satsuma.problem import Problem
from satsuma.run import Run


class FastModel(Model):
    """The network as a graph in OpenVINO, with bfloat16. Raises NoFastPrecision."""

    engine = "openvino"
    precision = PASSPORTS["fast"]

    def __init__(self, network: Network, weights: Weights, run: Run = Run(), *,
                 device: str | None = None) -> None:
        super().__init__(network, "cpu", "")
        _check_device(device, run)
        core = openvino().Core()
        check_bits(core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"))
        try:
            compiled = _compiled(core, str(graph_of(weights, run)))
        except GraphFailed as failure:
            raise NoFastPrecision(f"{failure} So it cannot be computed with fast precision. "
                                  "Choose Full.") from failure
        except RuntimeError as error:  # what OpenVINO raises
            raise NoFastPrecision(f"OpenVINO cannot run {network.title}: {_short(error)}. "
                                  "Choose Full.") from error
        self._request: Any = compiled.create_infer_request()

    def _vectors(self, pictures: np.ndarray) -> np.ndarray:
        if self._request is None:
            raise ValueError("the model is closed")
        try:
            self._request.infer({"pictures": pictures}, share_inputs=True)
        except RuntimeError as error:  # most likely memory is short
            raise Problem(f"OpenVINO stopped at {len(pictures)} pictures: {_short(error)}"
                          ) from error
        return np.array(self._request.get_output_tensor(0).data, np.float32)

    def close(self) -> None:
        self._request = None


def check_bits(capabilities: list[str]) -> None:
    """Raises NoFastPrecision where the processor does not compute with 16 bits."""
    if "BF16" not in capabilities:
        raise NoFastPrecision("This computer\N{RIGHT SINGLE QUOTATION MARK}s processor does not "
                              "compute with 16 bits (bfloat16), so there is no fast precision "
                              "here. Choose Full.")


def _check_device(device: str | None, run: Run) -> None:
    """A device that a person has named must not be passed over in silence."""
    if "cpu" not in (tried := devices_to_try(device, run)):
        raise NoFastPrecision(f"Fast precision is computed on the processor, and {tried[0]} is "
                              "named as the device. Choose Full, or name cpu as the device.")


def _compiled(core: Any, path: str) -> Any:
    """The graph, ready to run, and certainly with bfloat16."""
    compiled = core.compile_model(core.read_model(path), "CPU", {
        # Left to itself it takes whichever bits are quickest on the computer at hand.
        "INFERENCE_PRECISION_HINT": "bf16",
        "PERFORMANCE_HINT": "LATENCY", "NUM_STREAMS": 1,
        "INFERENCE_NUM_THREADS": usable_cores(),
        "ENABLE_CPU_PINNING": False,  # other threads decode pictures on the same cores
    })
    used = compiled.get_property("INFERENCE_PRECISION_HINT").to_string()
    if used != "bf16":
        raise NoFastPrecision(f"OpenVINO computes with {used} here instead of bf16, so there is "
                              "no fast precision on this computer. Choose Full.")
    return compiled


def _short(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[-1] if lines else type(error).__name__)[:300].rstrip(".")
