"""Models that mean harm: such that would run something, and such whose numbers lead astray.

A library that computes with the numbers of a model looks at no bounds: a node of a tree whose child
lies behind the end, or a count of support vectors that is too large, would read foreign memory.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np

from satsuma.algorithms.learners import METHODS
from satsuma.algorithms.learning import fit
from satsuma.algorithms.model_arrays import arrays_of
from satsuma.algorithms.model_record import to_json
from satsuma.data.column import Passport, Role, categorical, numbers, vectors
from satsuma.data.learner import Learner, Model
from satsuma.data.table import Table
from tests.trust.hostile_files import SPRUNG, Attack, Trap, traps
from tests.trust.hostile_tables import array_bytes, zipped

SUFFIX = ".satsuma-model"
TEXT = "satsuma_model"

Arrays = dict[str, np.ndarray]


@cache
def model(method: str) -> Model:
    """A small model, as somebody learned it."""
    random = np.random.default_rng(0)
    rows = random.normal(size=(30, 4)).astype(np.float32)
    classes = categorical([("cow", "hen", "pig")[row % 3] for row in range(30)], Role.TARGET)
    target = classes if METHODS[method].classes else numbers(rows.sum(axis=1), Role.TARGET)
    table = Table(tuple(map(str, range(30))), {
        "target": target, "embedding": vectors(rows, Passport("net", "0", "no", "exact", 4))})
    few = {"random_forest": (("trees", 3),), "neural_network": (("iterations", 3),)}
    return fit(Learner(method, METHODS[method].title, few.get(method, ())), table)


def packed(arrays: Arrays) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, array in arrays.items():
            archive.writestr(f"{name}.npy", array_bytes(array))
    return made.getvalue()


def parts(method: str) -> tuple[dict[str, Any], Arrays]:
    """What the file of a model says, and its arrays."""
    return json.loads(to_json(model(method))), {
        name: array.copy() for name, array in arrays_of(model(method)).items()}


def whole(told: Any, arrays: Arrays) -> bytes:
    text = told if isinstance(told, bytes) else json.dumps(told).encode()
    return packed({TEXT: np.frombuffer(text, np.uint8), **arrays})


def plain(method: str) -> bytes:
    """A good file."""
    return whole(*parts(method))


def _saying(learned_by: str, **changes: Any) -> Callable[[], bytes]:
    def made() -> bytes:
        told, arrays = parts(learned_by)
        return whole({**told, **changes}, arrays)
    return made


def _with(method: str, name: str,
          change: Callable[[np.ndarray], np.ndarray]) -> Callable[[], bytes]:
    def made() -> bytes:
        told, arrays = parts(method)
        return whole(told, {**arrays, name: change(arrays[name])})
    return made


def _put(place: int, value: Any) -> Callable[[np.ndarray], np.ndarray]:
    def change(array: np.ndarray) -> np.ndarray:
        array.reshape(-1)[place] = value
        return array
    return change


def _running() -> Iterator[Attack]:
    """Such that would run something."""
    for number, trap in enumerate(traps()):
        yield Attack(f"pickled {number}", lambda trap=trap: trap, "refused", "cannot be read")
    trap = np.empty(1, object)
    trap[0] = Trap(os.system, f"touch '{SPRUNG}'")
    yield Attack("objects among arrays", lambda: whole(parts("knn")[0], {
        **parts("knn")[1], "learn.rows": trap}), "refused", "objects")
    yield Attack("a pickle for words", lambda: whole(traps()[2], parts("knn")[1]), "refused",
                 "damaged")
    yield Attack("of skops", lambda: zipped({"schema.json": json.dumps({
        "__class__": "system", "__module__": "os", "__loader__": "FunctionNode",
        "content": "touch"}).encode()}), "refused", "no model")
    yield Attack("a method that is a function", _saying("knn", method="os.system"), "refused",
                 "not known")
    yield Attack("a metric that is a function", _saying(
        "knn", settings=[["metric", "__import__('os')"]]), "refused", "metric")
    yield Attack("a setting of the library", _saying(
        "random_forest", settings=[["n_jobs", -1]]), "refused", "n_jobs")


def _astray() -> Iterator[Attack]:
    """Such whose numbers lead astray."""
    forest, svm = "random_forest", "svm"
    yield Attack("a child behind the end", _with(forest, "learn.left", _put(0, 10 ** 12)),
                 "refused", "not trees")
    yield Attack("a child before the start", _with(forest, "learn.right", _put(0, -9)), "refused",
                 "not trees")
    yield Attack("an endless walk", _with(forest, "learn.left", _put(0, 0)), "refused",
                 "not trees")
    yield Attack("a column behind the end", _with(forest, "learn.feature", _put(0, 2 ** 40)),
                 "refused", "not trees")
    yield Attack("more nodes than there are", _with(forest, "learn.counts", _put(0, 2 ** 39)),
                 "refused", "size|trees")
    yield Attack("too many support vectors", _with(svm, "learn.counts", _put(0, 10 ** 6)),
                 "refused", "stand for nothing")
    yield Attack("support vectors counted anew", _with(svm, "learn.counts", lambda a: a[::-1] + 1),
                 "refused", "counted|nothing")
    yield Attack("fewer constants", _with(svm, "learn.constants", lambda a: a[:1]), "refused",
                 "another size")
    yield Attack("layers that do not meet", _with(
        "neural_network", "learn.weights.1", lambda a: a[:-1]), "refused", "another size")
    yield Attack("not a number", _with("ridge", "learn.weights", _put(0, np.nan)), "refused",
                 "infinite or missing")
    yield Attack("spreads of nothing", _with("ridge", "scale.spreads", lambda a: a * 0), "refused",
                 "too small")
    yield Attack("neighbors of no class", _with("knn", "learn.values", _put(0, 2 ** 60)),
                 "refused", "stand for nothing")


def _large() -> Iterator[Attack]:
    """Such that would be slow or large if somebody believed them."""
    yield Attack("deep words", lambda: whole(b"[" * 300_000, {}), "refused", "damaged")
    yield Attack("immense columns", _saying("ridge", features=[{
        "name": "a", "kind": "vector", "width": 2 ** 39, "categories": [], "passport": None}]),
        "refused", "another size")
    yield Attack("immense layers", _saying("neural_network", settings=[
        ["layers", "10000, 10000, 10000"]]), "refused", "another size")
    yield Attack("immense trees", _saying("random_forest", settings=[["trees", 10 ** 9]]),
                 "refused", "trees")
    names = [str(number) for number in range(200_000)]
    yield Attack("immense classes", _saying("constant", classes=names, **{
        "rows of classes": [1] * len(names)}), "refused", "more than 100,000")
    yield Attack("zeros", lambda: zipped({f"{TEXT}.npy": array_bytes(
        np.zeros(50_000_000, np.uint8))}), "refused", "far more|damaged")
    yield Attack("cut", lambda: plain("svm")[:-300], "refused", "cannot be read")
    yield Attack("another version", _saying("svm", versions={"scikit-learn": "0.1"}), "refused",
                 "made with scikit-learn 0.1")


def models() -> list[Attack]:
    """Hostile models, without their suffix."""
    return [*_running(), *_astray(), *_large()]
