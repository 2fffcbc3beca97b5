"""A network as an ONNX graph: "pictures" (uint8, n × h × w × 3) in, "vectors" (float32) out.

Imported by the torch child process only.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import torch

from satsuma.algorithms.child import GraphFailed
from satsuma.algorithms.network_record import Network
from satsuma.algorithms.onnx_runtime import onnx_runtime
from satsuma.algorithms.torch_networks import Vectors, noise, short

OPSET = 17
CLOSE = 0.0045  # the relative distance of two vectors whose cosine is 0.99999


def export(vectors: Vectors, network: Network, target: Path) -> None:
    """Write the graph, after checking that ONNX Runtime gives the same vectors with it.

    Raises GraphFailed.
    """
    torch.backends.mha.set_fastpath_enabled(False)  # the fused attention is no graph
    try:
        with torch.no_grad(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # tracing warns of each constant that it makes
            torch.onnx.export(
                vectors, (noise(network, 2),), str(target), dynamo=False, opset_version=OPSET,
                input_names=["pictures"], output_names=["vectors"],
                dynamic_axes={"pictures": {0: "n"}, "vectors": {0: "n"}})
        off = _difference(vectors, network, target)
    except Exception as error:  # exporters raise what they like; torch itself will do instead
        raise GraphFailed(
            f"{network.title} cannot be turned into a graph: {short(error)}.") from error
    if not off <= CLOSE:  # also when it is not a number
        raise GraphFailed(f"The graph of {network.title} gives other numbers than torch.")


def _difference(vectors: Vectors, network: Network, target: Path) -> float:
    """How far the graph's vectors are from torch's, for another number of pictures."""
    pictures = noise(network, 3)
    session = onnx_runtime().InferenceSession(str(target), providers=["CPUExecutionProvider"])
    (made,) = session.run(None, {"pictures": pictures.numpy()})
    with torch.inference_mode():
        wanted = vectors(pictures).numpy()
    return relative_distance(made, wanted)


def relative_distance(made: np.ndarray, wanted: np.ndarray) -> float:
    """The largest |made - wanted| / |wanted| of any row; both n × d."""
    length = np.linalg.norm(wanted, axis=1)
    off = np.linalg.norm(made - wanted, axis=1)
    return float(np.max(off / np.maximum(length, np.finfo(np.float32).tiny)))
