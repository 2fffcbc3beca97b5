"""Inference: batches of pictures to vectors.

On the processor by ONNX Runtime, twice as fast there as torch; on graphics processors, and where
ONNX Runtime cannot, by torch in a process of its own. Fast precision is OpenVINO's, and nothing
takes its place. Which engine it is stands at the model.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from satsuma.algorithms.child import DeviceFailed, GraphFailed, TorchChild
from satsuma.algorithms.device import devices_to_try
from satsuma.algorithms.fast_model import FastModel
from satsuma.algorithms.graphs import graph_of
from satsuma.algorithms.model import Model, usable_cores
from satsuma.algorithms.network_record import Network
from satsuma.algorithms.onnx_runtime import onnx_runtime
from satsuma.algorithms.precision import Precision
from satsuma.algorithms.weights import Weights
from satsuma.problem import Problem
from satsuma.run import Run


def open_model(network: Network, weights: Weights, *, device: str | None = None,
               precision: Precision = "full", run: Run = Run()) -> Model:
    """Make a network ready: on the named device, else on the best that works here.

    `precision="fast"` is the processor's; raises Problem where it cannot be had. Raises Problem
    also when the named device is not there or the weights do not load or fit.
    """
    if precision == "fast":
        return FastModel(network, weights, run, device=device)
    notes: list[str] = []
    for place in (wanted := devices_to_try(device, run)):
        if place == "cpu":
            break
        try:
            return TorchModel(network, weights, place, run)
        except DeviceFailed as failure:
            if wanted == [place]:
                raise
            notes.append(f"{failure}. The processor is used instead.")
    return _on_processor(network, weights, notes, run)


def _on_processor(network: Network, weights: Weights, notes: list[str], run: Run) -> Model:
    try:
        return GraphModel(network, weights, run, note=" ".join(notes))
    except GraphFailed as failure:
        notes.append(f"{failure} Torch is used instead, which is slower.")
        return TorchModel(network, weights, "cpu", run, note=" ".join(notes))


class GraphModel(Model):
    """The network as a graph in ONNX Runtime, in this process."""

    engine = "onnxruntime"

    def __init__(self, network: Network, weights: Weights, run: Run, note: str = "") -> None:
        super().__init__(network, "cpu", note)
        path = graph_of(weights, run)
        try:
            self._session: Any = _session(str(path))
        except Exception as error:  # ONNX Runtime's errors have no class of their own in common
            raise GraphFailed(f"ONNX Runtime cannot run {network.title}: {error}.") from error

    def _vectors(self, pictures: np.ndarray) -> np.ndarray:
        if self._session is None:
            raise ValueError("the model is closed")
        try:
            (made,) = self._session.run(["vectors"], {"pictures": pictures})
        except Exception as error:  # as above; most likely memory is short
            raise Problem(f"ONNX Runtime stopped at {len(pictures)} pictures: {error}") from error
        vectors: np.ndarray = made
        return vectors

    def close(self) -> None:
        self._session = None


def _session(path: str) -> Any:
    onnxruntime = onnx_runtime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = usable_cores()
    options.log_severity_level = 3  # errors; they are raised, too
    # Waiting threads that spin would take the cores from those that decode pictures.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


class TorchModel(Model):
    """The network in torch, in a process of its own."""

    engine = "torch"

    def __init__(self, network: Network, weights: Weights, device: str, run: Run,
                 note: str = "") -> None:
        super().__init__(network, device, note)
        self._run = run
        self._child = TorchChild("serve", network.json(), str(weights.path.absolute()),
                                 weights.digest, device)
        try:
            self._child.answer(run)
        except BaseException:
            self._child.close()
            raise

    def _vectors(self, pictures: np.ndarray) -> np.ndarray:
        head, body = self._child.ask({"shape": pictures.shape}, pictures.tobytes(), self._run)
        return np.frombuffer(body, np.float32).reshape(head["shape"])

    def close(self) -> None:
        self._child.close()
