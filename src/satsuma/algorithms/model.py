"""Model: a network that is ready to turn pictures into vectors, whatever computes it."""

from __future__ import annotations

import os
from typing import Literal

import numpy as np

from satsuma.algorithms.network_record import Network

Engine = Literal["onnxruntime", "openvino", "torch"]


def usable_cores() -> int:
    """The number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Model:
    """A network that is ready to be used; a context manager that frees it.

    `device` is what it runs on and `engine` what runs it; `note` tells the user what did not go as
    intended, "" when all did.
    """

    engine: Engine
    precision = "fp32"

    def __init__(self, network: Network, device: str, note: str) -> None:
        self.network = network
        self.device = device
        self.note = note

    def __call__(self, pictures: np.ndarray) -> np.ndarray:
        """Vectors float32 n × d of uint8 pictures n × h × w × 3, as `see` makes them.

        Raises ValueError for pictures of another shape or dtype, Problem when the engine fails.
        """
        side = self.network.preprocessing.crop
        wanted = (*pictures.shape[:1], side, side, 3)
        if pictures.dtype != np.uint8 or pictures.shape != wanted:
            raise ValueError(f"{self.network.id} wants uint8 n × {side} × {side} × 3, not "
                             f"{pictures.dtype} {pictures.shape}")
        if len(pictures) == 0:
            return np.empty((0, self.network.width), np.float32)
        return self._vectors(np.ascontiguousarray(pictures))

    def _vectors(self, pictures: np.ndarray) -> np.ndarray:
        raise NotImplementedError

    def close(self) -> None:
        """Free what it holds. It cannot be used any more."""

    def __enter__(self) -> Model:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
