"""Fuzzing of models: dented numbers are refused in words, or do what numbers do; nothing breaks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from satsuma.algorithms.learners import METHODS
from satsuma.algorithms.learning import told_of
from satsuma.algorithms.model_file import read_model
from satsuma.problem import Problem
from tests.trust.hostile_models import SUFFIX, parts, whole

ODD = (0, 1, -1, -2, 2, 7, 2 ** 31 - 1, -(2 ** 31), 2 ** 40, 1e300, -1e-300)


def dented(method: str, random: np.random.Generator) -> bytes:
    """A model with one number, or the shape, of one of its arrays changed."""
    told, arrays = parts(method)
    name = sorted(arrays)[random.integers(len(arrays))]
    array = arrays[name]
    match random.integers(4):
        case 0:
            arrays[name] = array[: len(array) // 2]
        case 1:
            arrays[name] = np.repeat(array, 2, axis=0)
        case _ if array.size:
            value = ODD[random.integers(len(ODD))]
            if array.dtype.kind == "i":
                limits = np.iinfo(array.dtype)
                value = min(max(int(value), limits.min), limits.max)
            array.reshape(-1)[random.integers(array.size)] = value
    return whole(told, arrays)


@pytest.mark.parametrize("method", METHODS)
def test_dented_models_are_refused_or_answer(method: str, tmp_path: Path) -> None:
    random = np.random.default_rng(sorted(METHODS).index(method))
    file = tmp_path / f"dented{SUFFIX}"
    for _ in range(60):
        file.write_bytes(dented(method, random))
        try:
            found = read_model(file)
        except Problem:
            continue
        said = told_of(found, np.ones((5, max(1, found.width))))
        assert len(said.values) == 5
