"""Fast precision: other numbers are told apart from full ones, and nothing ever takes its place."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from satsuma.algorithms import device, fast_model, fast_trial, fast_trying, processor
from satsuma.algorithms.child import GraphFailed
from satsuma.algorithms.embed import embed, passport_of
from satsuma.algorithms.embedding_cache import key_of
from satsuma.algorithms.fast_model import FastModel, check_bits
from satsuma.algorithms.fast_trial import FastTrial, kept_trial, kept_trials
from satsuma.algorithms.fast_trying import example_pictures, try_fast
from satsuma.algorithms.inference import GraphModel, open_model
from satsuma.algorithms.model import Model
from satsuma.algorithms.networks import EFFICIENTNET_LITE0
from satsuma.algorithms.openvino_runtime import NoFastPrecision, openvino, openvino_is_here
from satsuma.algorithms.precision import PASSPORTS, precision_named
from satsuma.algorithms.weights import Weights, find_weights
from satsuma.problem import Problem
from satsuma.run import Cancelled, Run

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def weights() -> Weights:
    return find_weights(EFFICIENTNET_LITE0)


@pytest.fixture(scope="module")
def seen() -> np.ndarray:
    return example_pictures(EFFICIENTNET_LITE0)


@pytest.fixture(scope="module")
def full(weights: Weights, seen: np.ndarray) -> np.ndarray:
    with GraphModel(EFFICIENTNET_LITE0, weights, Run()) as model:
        return model(seen)


def computes_with_16_bits() -> bool:
    found: list[str] = openvino().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return "BF16" in found


def cosines(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return (one.astype(np.float64) * other).sum(axis=1) / lengths


def test_its_vectors_are_near_the_full_ones_and_not_the_same(
        weights: Weights, seen: np.ndarray, full: np.ndarray) -> None:
    if not computes_with_16_bits():
        with pytest.raises(NoFastPrecision, match="does not compute with 16 bits"):
            FastModel(EFFICIENTNET_LITE0, weights)
        return
    with open_model(EFFICIENTNET_LITE0, weights, precision="fast", device="cpu") as model:
        made = np.concatenate([model(seen[:8]), model(seen[8:9]), model(seen[9:])])

    assert (model.engine, model.device, model.note) == ("openvino", "cpu", "")
    assert model.precision == passport_of(EFFICIENTNET_LITE0, weights, precision="fast").precision
    assert made.dtype == np.float32
    near = cosines(made, full)
    assert near.min() > 0.99
    assert near.max() < 0.9999999  # which full precision reaches with any engine
    with pytest.raises(ValueError, match="the model is closed"):
        model(seen[:1])


def test_the_first_vectors_are_not_overwritten_by_the_next(
        weights: Weights, seen: np.ndarray) -> None:
    if computes_with_16_bits():
        with FastModel(EFFICIENTNET_LITE0, weights) as model:
            first = model(seen[:2])
            kept = first.copy()
            model(seen[2:4])
        np.testing.assert_array_equal(first, kept)


def test_passport_and_key_tell_the_precisions_apart(weights: Weights) -> None:
    full = passport_of(EFFICIENTNET_LITE0, weights)
    fast = passport_of(EFFICIENTNET_LITE0, weights, precision="fast")
    assert full.difference(fast) == "precision fp32 and bf16 by OpenVINO"
    assert key_of("ab" * 32, full) != key_of("ab" * 32, fast)


def test_a_precision_that_there_is_not_is_refused() -> None:
    assert [precision_named(name) for name in PASSPORTS] == ["full", "fast"]
    with pytest.raises(Problem, match="There is no precision “bf16”. Choose full or fast."):
        precision_named("bf16")


class Counting(Model):
    """Gives numbers of its own for its precision."""

    engine = "openvino"

    def __init__(self, precision: str, opened: list[str]) -> None:
        super().__init__(EFFICIENTNET_LITE0, "cpu", "")
        self._precision, self._opened = precision, opened

    def _vectors(self, pictures: np.ndarray) -> np.ndarray:
        self._opened.append(self._precision)
        value = 1.0 if self._precision == "fast" else 2.0
        return np.full((len(pictures), 1280), value, np.float32)


def test_what_the_cache_holds_of_one_precision_is_not_taken_for_the_other(
        monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    opened: list[str] = []
    monkeypatch.setattr("satsuma.algorithms.embed.open_model",
                        lambda *_, precision, **__: Counting(precision, opened))
    files = sorted((ROOT / "examples" / "animals" / "frog").glob("*.png"))
    values = [embed(files, EFFICIENTNET_LITE0, precision=precision).vectors[0, 0]
              for precision in ("full", "fast", "full", "fast")]
    assert values == [2, 1, 2, 1]
    assert opened == ["full", "fast"]


# Where it cannot be had

def test_without_openvino_it_says_how_to_get_it_and_computes_nothing(
        monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    monkeypatch.setattr("satsuma.algorithms.inference.GraphModel", None)
    assert not openvino_is_here()
    files = sorted((ROOT / "examples" / "animals" / "frog").glob("*.png"))
    with pytest.raises(NoFastPrecision, match=r'pip install "satsuma-images\[fast\]".*choose Full'):
        embed(files, EFFICIENTNET_LITE0, precision="fast")


def test_one_that_cannot_be_loaded_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    monkeypatch.setattr("satsuma.algorithms.openvino_runtime.openvino_is_here", lambda: True)
    with pytest.raises(NoFastPrecision, match="cannot be loaded .*Install it again"):
        openvino()


def test_another_device_that_was_named_is_not_passed_over(
        monkeypatch: pytest.MonkeyPatch, weights: Weights) -> None:
    monkeypatch.setattr(device, "_asked", [("cuda:0",)])
    with pytest.raises(NoFastPrecision, match="cuda:0 is named as the device. Choose Full"):
        open_model(EFFICIENTNET_LITE0, weights, precision="fast", device="cuda:0")


def test_a_processor_without_such_bits_is_told() -> None:
    check_bits(["FP32", "BF16"])
    with pytest.raises(NoFastPrecision, match="does not compute with 16 bits"):
        check_bits(["FP32", "INT8"])


class FakeCore:
    """OpenVINO as far as the model uses it."""

    used = "bf16"
    error: Exception | None = None
    asked: dict[str, Any]

    def get_property(self, *_: str) -> list[str]:
        return ["BF16"]

    def read_model(self, path: str) -> str:
        if self.error is not None:
            raise self.error
        return path

    def compile_model(self, model: str, where: str, settings: dict[str, Any]) -> Any:
        type(self).asked = settings
        hint = SimpleNamespace(to_string=lambda: self.used)
        return SimpleNamespace(get_property=lambda _: hint, create_infer_request=lambda: None)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> type[FakeCore]:
    made = type("Made", (FakeCore,), {})
    monkeypatch.setattr(fast_model, "openvino", lambda: SimpleNamespace(Core=made))
    monkeypatch.setattr(fast_model, "graph_of", lambda *_: Path("graph.onnx"))
    return made


def test_it_always_says_which_bits(fake: type[FakeCore], weights: Weights) -> None:
    FastModel(EFFICIENTNET_LITE0, weights)
    assert fake.asked["INFERENCE_PRECISION_HINT"] == "bf16"


def test_other_bits_than_asked_for_are_refused(fake: type[FakeCore], weights: Weights) -> None:
    fake.used = "f32"
    with pytest.raises(NoFastPrecision, match="computes with f32 here instead of bf16"):
        FastModel(EFFICIENTNET_LITE0, weights)


def test_a_network_that_openvino_cannot_run_is_told(
        fake: type[FakeCore], weights: Weights, monkeypatch: pytest.MonkeyPatch) -> None:
    fake.error = RuntimeError("Exception from core.cpp:\nno such operation\n")
    with pytest.raises(NoFastPrecision, match="cannot run EfficientNet-Lite0: no such operation."):
        FastModel(EFFICIENTNET_LITE0, weights)

    def no_graph(*_: object) -> None:
        raise GraphFailed("EfficientNet-Lite0 cannot be turned into a graph.")

    monkeypatch.setattr(fast_model, "graph_of", no_graph)
    with pytest.raises(NoFastPrecision, match="turned into a graph. .* Choose Full"):
        FastModel(EFFICIENTNET_LITE0, weights)


def test_openvino_is_imported_in_one_place_and_never_converts() -> None:
    importing = []
    for folder in ("src", "widgets"):
        for file in (ROOT / folder).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            assert not re.search(r"\bconvert_model\b", text), file
            for node in ast.walk(ast.parse(text)) if "openvino" in text else ():
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else \
                    [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                if any(name.split(".")[0] == "openvino" for name in names):
                    importing.append(file.name)
    assert importing == ["openvino_runtime.py"]


# Trying it out

class Slowly(Model):
    """Vectors that are given, after a while by a clock of its own."""

    clock = 0.0

    def __init__(self, vectors: np.ndarray, seconds: float) -> None:
        super().__init__(EFFICIENTNET_LITE0, "cpu", "")
        self._made, self._seconds, self.at = vectors, seconds, 0

    def _vectors(self, pictures: np.ndarray) -> np.ndarray:
        type(self).clock += self._seconds
        return self._made[pictures[:, 0, 0, 0]]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    Slowly.clock = 0.0
    told = SimpleNamespace(perf_counter=lambda: Slowly.clock, monotonic=lambda: Slowly.clock)
    monkeypatch.setattr(fast_trying, "time", told)
    return None


def numbered(count: int) -> np.ndarray:
    pictures = np.zeros((count, 224, 224, 3), np.uint8)
    pictures[:, 0, 0, 0] = range(count)
    return pictures


def test_the_trial_tells_speed_and_neighbors(clock: None) -> None:
    angles = np.array([0, 1, 10, 11.5, 30, 31, 50, 52.5, 70, 71]) * np.pi / 180
    vectors = np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)
    others = vectors.copy()
    others[7] = vectors[8] + np.float32(1e-3)  # number 7 is nearest to 8 now, and 8 to 7
    slow, fast = Slowly(vectors, 3.0), Slowly(others, 1.0)
    times, one, other = fast_trying._by_turns(slow, fast, numbered(10), Run())
    trial = fast_trying.compared("Toy", times, one, other)
    assert trial.times == pytest.approx(3)
    np.testing.assert_array_equal(one, vectors)
    assert (trial.pictures, trial.same_nearest) == (10, 7)  # 6, 7 and 8 look elsewhere
    assert 0 < trial.kept < 1
    assert trial.cosine == pytest.approx(np.cos(17.5 * np.pi / 180), abs=1e-3)
    assert trial.told().startswith("Toy: 3.0 times as fast; 7 of 10 example pictures keep")
    assert Slowly.clock < 40  # no further turn after eight seconds


def test_it_is_worth_it_from_one_and_a_half_times_on() -> None:
    trial = FastTrial("Toy", 1.5, 23, 23, 0.973, 0.9977)
    assert trial.is_worth_it
    assert not FastTrial("Toy", 1.49, 23, 23, 1, 1).is_worth_it
    assert trial.told() == ("Toy: 1.5 times as fast; 23 of 23 example pictures keep their nearest "
                            "neighbor, and 97 % of their 5 nearest stay.")


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch, cache: Path) -> list[str]:
    """Trials that take no time; the networks that were tried."""
    names: list[str] = []

    def trial(weights: Weights, run: Run) -> FastTrial:
        names.append(weights.network.id)
        return FastTrial(weights.network.title, 2.0, 23, 22, 0.9, 0.99)

    monkeypatch.setattr(fast_trying, "_tried", trial)
    return names


def test_what_came_of_it_is_kept_for_this_processor(
        tried: list[str], weights: Weights, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept_trials() == []
    (found,) = try_fast()  # the same weights under two names are tried out once
    assert tried == ["efficientnet_lite0"]
    assert kept_trials() == [found] == [kept_trial(weights)]
    monkeypatch.setattr(fast_trial, "processor_name", lambda: "another")
    assert (kept_trials(), kept_trial(weights)) == ([], None)


@pytest.mark.parametrize("content", [b"", b"[1]", b"{\"a\": 1}", b"{\"a\": {}}", b"\xff\xfe"])
def test_what_is_damaged_counts_as_not_tried(
        tried: list[str], weights: Weights, content: bytes) -> None:
    (found,) = try_fast()
    fast_trial._file().write_bytes(content)
    assert kept_trials() == []
    assert try_fast() == [found]
    assert kept_trials() == [found]


def test_where_nothing_can_be_kept_it_says_so(
        tried: list[str], cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SATSUMA_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(Problem, match="cannot be kept"):
        try_fast()


def test_a_real_trial_may_be_cancelled() -> None:
    class Cancelling(Run):
        def check(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        try_fast(Cancelling())


def test_without_its_pictures_it_asks_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_trying, "_example_files", lambda: [])
    with pytest.raises(Problem, match="Install Satsuma again"):
        example_pictures(EFFICIENTNET_LITE0)


def test_what_the_processor_lacks_is_read_from_its_flags(monkeypatch: pytest.MonkeyPatch) -> None:
    assert processor.processor_name()
    for flags, lacks in (("fma avx512f amx_bf16", False), ("avx512_bf16", False),
                         ("fma avx2", True), ("", False)):
        monkeypatch.setattr(processor, "_told", lambda name, flags=flags: flags)
        assert processor.lacks_16_bits() is lacks
