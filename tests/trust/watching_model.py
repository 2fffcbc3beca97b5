"""A model that remembers what it saw, in the place of a network."""

from __future__ import annotations

import numpy as np

from satsuma.algorithms.networks import network

NETWORK = "efficientnet_lite0"
WIDTH = network(NETWORK).width


class Watching:
    """Gives every picture a vector that begins with its number; `seen` are their pixels."""

    device, engine, note, precision = "cpu", "watching", "", "fp32"

    def __init__(self) -> None:
        self.seen: list[np.ndarray] = []

    def __enter__(self) -> Watching:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def __call__(self, pictures: np.ndarray) -> np.ndarray:
        vectors = np.zeros((len(pictures), WIDTH), np.float32)
        for place, pixels in enumerate(pictures):
            vectors[place, 0] = len(self.seen)
            self.seen.append(pixels.copy())
        return vectors

    def pixels_of(self, vector: np.ndarray) -> np.ndarray:
        """What was seen of the picture that got this vector: uint8, side × side × 3."""
        return self.seen[int(vector[0])]
