"""Vectors from torch itself, batch after batch: on graphics processors, and as the fallback.

Imported by the torch child process only.
"""

from __future__ import annotations

from typing import BinaryIO

import numpy as np
import torch
from torch import nn
from torch.fx.experimental.optimization import fuse
from torch.fx.proxy import TraceError

from satsuma.algorithms.child import DeviceFailed
from satsuma.algorithms.efficientnet_lite0 import EfficientNetLite0, fold
from satsuma.algorithms.frames import read_frame, write_frame
from satsuma.algorithms.network_record import Network
from satsuma.algorithms.torch_export import CLOSE, relative_distance
from satsuma.algorithms.torch_networks import Vectors, noise, short


def devices() -> list[dict[str, str]]:
    """What torch can compute on, apart from the processor: name and title of each."""
    found = [{"name": f"cuda:{number}", "title": torch.cuda.get_device_name(number)}
             for number in range(torch.cuda.device_count() if torch.cuda.is_available() else 0)]
    if torch.backends.mps.is_available():
        found.append({"name": "mps", "title": "Apple's graphics processor"})
    return found


def serve(vectors: Vectors, network: Network, device: str, questions: BinaryIO,
          answers: BinaryIO) -> None:
    """Say that all is ready, then answer every frame of pictures with one of vectors.

    Raises DeviceFailed when the device is not there or gives other vectors than the processor.
    """
    # The passport says fp32; TF32 keeps 10 of its 23 bits.
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cuda.matmul.allow_tf32 = False
    pictures = noise(network, 2)
    with torch.inference_mode():
        wanted = vectors(pictures).numpy()
        try:
            placed = _quick(vectors).to(device).to(memory_format=torch.channels_last)
            off = relative_distance(_run(placed, pictures, device), wanted)
        except (RuntimeError, AssertionError, NotImplementedError) as error:
            raise DeviceFailed(f"{device} cannot be used: {short(error)}") from error
        if not off <= CLOSE:
            raise DeviceFailed(
                f"{device} gives other vectors than the processor (off by {off:.2g}); it cannot "
                "be trusted on this computer")
        write_frame(answers, {"ready": True})
        while (frame := read_frame(questions)) is not None:
            head, body = frame
            batch = torch.from_numpy(np.frombuffer(body, np.uint8).reshape(head["shape"]))
            made = _run(placed, batch, device)
            write_frame(answers, {"shape": made.shape}, made.tobytes())


def _run(module: nn.Module, pictures: torch.Tensor, device: str) -> np.ndarray:
    made: np.ndarray = module(pictures.to(device)).cpu().numpy()
    return made


def _quick(vectors: Vectors) -> nn.Module:
    """The same network with its normalizations folded into the convolutions, where that works."""
    if isinstance(vectors.body, EfficientNetLite0):
        fold(vectors.body)
        return vectors
    try:
        return fuse(vectors)
    except (TraceError, TypeError):  # the network decides by its input; it runs as it is
        return vectors
