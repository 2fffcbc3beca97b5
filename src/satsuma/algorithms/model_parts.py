"""Parts of a model from a file, each checked before it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from satsuma.data.learner import Learner


class Unsound(Exception):
    """The file is no model that can be used; the text ends the sentence “it cannot be read: …”."""


@dataclass(frozen=True)
class Parts:
    """The arrays of a file; `width` is how many numbers the model looks at, `classes` are the codes
    of those that it has seen, none for numbers."""

    arrays: Mapping[str, np.ndarray]
    width: int
    classes: np.ndarray

    def numbers(self, name: str, *shape: int | None, above: float | None = None) -> np.ndarray:
        """An array of finite numbers, float64, of this shape; None: as long as it is. `above`: all
        of them are larger than that. Raises Unsound."""
        array = self._shaped(name, shape)
        if array.dtype.kind not in "fiu" or array.dtype.itemsize > 8:
            raise Unsound(f"“{name}” holds no numbers")
        array = np.ascontiguousarray(array, np.float64)
        if not np.isfinite(array).all():
            raise Unsound(f"“{name}” holds infinite or missing numbers")
        if above is not None and not (array > above).all():
            raise Unsound(f"“{name}” holds numbers that are too small")
        return array

    def codes(self, name: str, length: int | None, limit: int) -> np.ndarray:
        """An array of whole numbers from 0 up to below the limit, int64. Raises Unsound."""
        array = self._shaped(name, (length,))
        if array.dtype.kind not in "iu":
            raise Unsound(f"“{name}” holds no whole numbers")
        if len(array) and not (array.min() >= 0 and array.max() < limit):
            raise Unsound(f"“{name}” holds numbers that stand for nothing")
        return array.astype(np.int64)

    def _shaped(self, name: str, shape: tuple[int | None, ...]) -> np.ndarray:
        array = self.arrays.get(name)
        if array is None:
            raise Unsound(f"it lacks “{name}”")
        if array.ndim != len(shape) or any(
                wanted not in (None, there)
                for wanted, there in zip(shape, array.shape, strict=True)):
            raise Unsound(f"“{name}” is of another size than the model needs")
        return array


_CHOICES: Mapping[str, tuple[Any, ...]] = {
    "penalty": ("L2", "L1", "none"),
    "metric": ("euclidean", "cosine", "manhattan", "chebyshev"),
    "weights": ("uniform", "distance"),
    "kernel": ("rbf", "linear", "poly"),
    "activation": ("relu", "tanh", "logistic", "identity"),
    "balanced": (True, False), "shrink": (True, False),
}

_LIMITS: Mapping[str, tuple[type, float, float]] = {
    "C": (float, 1e-6, 1e6), "alpha": (float, 0, 1e9), "iterations": (int, 1, 100_000),
    "neighbors": (int, 1, 1_000_000), "degree": (int, 1, 10), "trees": (int, 1, 2_000),
    "depth": (int, 1, 100), "least": (int, 1, 10_000), "seed": (int, 0, 2 ** 32 - 1),
}


def allowed(learner: Learner) -> Mapping[str, Any]:
    """The settings of a learner from a file. Raises Unsound where one is none of ours."""
    for name, value in learner.settings:
        if name in _CHOICES:
            good = any(value is one or (isinstance(value, str) and value == one)
                       for one in _CHOICES[name])
        elif name in _LIMITS:
            kind, low, high = _LIMITS[name]
            fits = type(value) is int or (kind is float and type(value) is float)
            good = value is None if not fits else low <= value <= high  # type: ignore[operator]
            good = good and (value is not None or name == "depth")
        else:
            good = name == "layers" and isinstance(value, str) and len(value) < 200
        if not good:
            raise Unsound(f"its setting “{name[:40]}” is not known")
    return learner.chosen
