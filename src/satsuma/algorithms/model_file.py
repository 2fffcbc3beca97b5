"""Models as files, `.satsuma-model`: arrays of numbers and a text in JSON, and nothing that can be
run. The file is an archive of arrays as `data/npz_file.py` reads it, which believes no stranger."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from satsuma.algorithms.calm import calm_sklearn
from satsuma.algorithms.model_arrays import arrays_of, estimator_from
from satsuma.algorithms.model_parts import Unsound
from satsuma.algorithms.model_record import from_json, to_json
from satsuma.data.learner import Model
from satsuma.data.npz_file import NpzFile, write_arrays
from satsuma.problem import Problem
from satsuma.run import Run

SUFFIX = ".satsuma-model"

_TEXT = "satsuma_model"


def check_model_name(file: Path) -> None:
    """Raise Problem where a file's name is not that of a model."""
    if file.suffix.lower() != SUFFIX:
        raise Problem(f"“{file.name}” is no name of a model: it must end in {SUFFIX}.")


def write_model(model: Model, file: Path) -> None:
    """Write a model. Raises Problem where the file cannot be written."""
    text = np.frombuffer(to_json(model).encode(), np.uint8)
    write_arrays({_TEXT: text, **arrays_of(model)}, file)


def read_model(file: Path, run: Run = Run()) -> Model:
    """Read a model. Raises Problem, naming the file, for whatever is none, is damaged, or was made
    with another version."""
    try:
        with NpzFile(file) as opened:
            if _TEXT not in opened:
                raise Unsound("it is no model. A model is what Save Model has written")
            arrays = {}
            for name in opened.names:
                run.check()
                arrays[name] = opened[name]
            model = from_json(_text_of(arrays.pop(_TEXT)))
        with calm_sklearn():
            return replace(model, estimator=estimator_from(model, arrays))
    except Unsound as error:
        raise Problem(f"“{file}” cannot be read: {error}.") from error
    except RecursionError as error:
        raise Problem(f"“{file}” cannot be read: it is damaged.") from error


def _text_of(array: np.ndarray) -> str:
    if array.dtype != np.uint8 or array.ndim != 1:
        raise Unsound("what it says of the model is damaged")
    try:
        return array.tobytes().decode()
    except UnicodeDecodeError as error:
        raise Unsound("what it says of the model is damaged") from error


def same_models(one: Model, other: Model) -> bool:
    """Whether two models are the same: what they tell, from what, and all of their numbers."""
    if to_json(one) != to_json(other):
        return False
    left, right = arrays_of(one), arrays_of(other)
    return left.keys() == right.keys() and all(
        np.array_equal(left[name], right[name]) for name in left)
