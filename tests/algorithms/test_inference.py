"""Vectors equal the plain recipe's, whichever engine makes them; no fallback is silent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from satsuma.algorithms import child, device, graphs, inference
from satsuma.algorithms.child import (
    ChildFailed,
    DeviceFailed,
    GraphFailed,
    TorchChild,
    ask_once,
)
from satsuma.algorithms.inference import TorchModel, open_model
from satsuma.algorithms.network_record import Network
from satsuma.algorithms.networks import INCEPTION_V3, RESNET50
from satsuma.algorithms.weights import Weights
from satsuma.problem import Problem
from satsuma.run import Cancelled, Run

MakeWeights = Callable[[Network], Weights]


def cosines(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return (one.astype(np.float64) * other).sum(axis=1) / lengths


def pictures(network: Network, count: int = 3) -> np.ndarray:
    random = np.random.default_rng(count)
    side = network.preprocessing.crop
    return np.kron(random.integers(0, 256, (count, 8, 8, 3), dtype=np.uint8),
                   np.ones((1, side // 8 + 1, side // 8 + 1, 1), np.uint8))[:, :side, :side]


def plain_recipe(network: Network, weights: Weights, batch: np.ndarray) -> np.ndarray:
    """What tutorials do: torchvision's model with its classifier taken off."""
    import torch
    from torch import nn
    from torchvision.models import get_model
    from torchvision.transforms import functional

    inception = {"transform_input": True, "init_weights": False}
    settings = inception if network.id == "inception_v3" else {}
    model = get_model(network.id, weights=None, **settings).eval()
    model.load_state_dict(torch.load(weights.path, weights_only=True))
    if network.id == "squeezenet1_1":
        model = nn.Sequential(model.features, nn.AdaptiveAvgPool2d(1), nn.Flatten())
    else:
        model.fc = nn.Identity()
    sight = network.preprocessing
    tensors = [functional.normalize(functional.to_tensor(each), sight.mean, sight.std)
               for each in batch]
    with torch.inference_mode():
        vectors: np.ndarray = model(torch.stack(tensors)).numpy()
    return vectors


@pytest.fixture
def small(squeezenet: Network, make_weights: MakeWeights) -> tuple[Network, Weights]:
    return squeezenet, make_weights(squeezenet)


@pytest.fixture(scope="module")
def served(squeezenet: Network, make_weights: MakeWeights) -> Iterator[TorchModel]:
    with TorchModel(squeezenet, make_weights(squeezenet), "cpu", Run()) as model:
        yield model
        # A program that is gone leaves a pipe at its end: the torch process ends by itself.
        process = model._child._process
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=60) == 0


@pytest.mark.parametrize("name", ["squeezenet", "resnet50", "inception_v3"])
def test_vectors_equal_the_plain_recipe(
        name: str, squeezenet: Network, make_weights: MakeWeights) -> None:
    network = {"squeezenet": squeezenet, "resnet50": RESNET50, "inception_v3": INCEPTION_V3}[name]
    weights, batch = make_weights(network), pictures(network)
    wanted = plain_recipe(network, weights, batch)

    with open_model(network, weights, device="cpu") as model:
        made = model(batch)
        swapped = model(batch[..., ::-1])

    assert (model.engine, model.device, model.precision, model.note) == (
        "onnxruntime", "cpu", "fp32", "")
    assert made.shape == (3, network.width)
    assert made.dtype == np.float32
    assert cosines(made, wanted).min() >= 0.99999
    # Other pictures, and the same with red and blue exchanged, do not pass for these.
    assert cosines(made, np.roll(wanted, 1, axis=0)).max() < 0.999
    assert cosines(swapped, wanted).max() < 0.9999


def test_torch_gives_the_same_vectors_as_the_graph(
        small: tuple[Network, Weights], served: TorchModel) -> None:
    network, weights = small
    with open_model(network, weights, device="cpu") as model:
        for count in (1, 3, 8):
            batch = pictures(network, count)
            assert cosines(served(batch), model(batch)).min() >= 0.99999
    assert served.engine == "torch"


def test_pictures_of_another_shape_are_refused_before_any_engine(served: TorchModel) -> None:
    for wrong in (np.zeros((1, 10, 10, 3), np.uint8), np.zeros((224, 224, 3), np.uint8),
                  np.zeros((1, 224, 224, 3), np.float32), np.zeros((1, 3, 224, 224), np.uint8)):
        with pytest.raises(ValueError, match="wants uint8 n × 224 × 224 × 3"):
            served(wrong)
    assert served(np.zeros((0, 224, 224, 3), np.uint8)).shape == (0, 512)


def test_a_view_of_pictures_is_taken_as_it_looks(served: TorchModel) -> None:
    batch = pictures(served.network, 4)

    np.testing.assert_allclose(served(batch[::2]), served(batch[::2].copy()), rtol=1e-4, atol=1e-5)


def test_the_graph_is_kept_and_a_damaged_one_is_made_again(
        small: tuple[Network, Weights], monkeypatch: pytest.MonkeyPatch) -> None:
    network, weights = small
    kept = graphs.graph_of(weights)
    with open_model(network, weights, device="cpu") as model:
        wanted = model(pictures(network))
    asked = []
    monkeypatch.setattr(graphs, "ask_once", lambda *order, run: (
        asked.append(order[0]), ask_once(*order, run=run)))
    assert graphs.graph_of(weights) == kept
    assert asked == []

    content = kept.read_bytes()
    kept.write_bytes(content[:-5000] + bytes(5000))
    with open_model(network, weights, device="cpu") as model:
        np.testing.assert_array_equal(model(pictures(network)), wanted)

    assert asked == ["export"]
    (left,) = [file for file in kept.parent.iterdir() if file.name[:32] == kept.name[:32]]
    assert left.read_bytes()[-5000:] != bytes(5000)
    assert not [file for file in kept.parent.iterdir() if file.name.startswith(".")]


def test_other_weights_colors_or_versions_make_another_graph(
        small: tuple[Network, Weights], monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    network, weights = small
    sight = replace(network.preprocessing, mean=(0.0, 0.0, 0.0))
    others = [replace(weights, digest="0" * 64),
              replace(weights, network=replace(network, preprocessing=sight))]
    keys = {graphs._key(weights), *(graphs._key(other) for other in others)}
    monkeypatch.setattr(graphs, "version", lambda package: "another")

    assert len({*keys, graphs._key(weights)}) == 4


def test_where_there_is_no_graph_torch_takes_over_says_so_and_may_be_killed(
        small: tuple[Network, Weights], monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("SATSUMA_CACHE", str(tmp_path / "file" / "cache"))

    with open_model(*small, device="cpu") as model:
        assert model.engine == "torch"
        assert model.device == "cpu"
        assert "cannot be kept" in model.note
        assert "Torch is used instead, which is slower" in model.note
        assert isinstance(model, TorchModel)
        os.kill(model._child.pid, signal.SIGKILL)
        for _ in range(2):
            with pytest.raises(ChildFailed, match="ended by SIGKILL.*Try again"):
                model(pictures(small[0]))


def test_a_graph_that_onnx_runtime_cannot_read_is_a_stated_failure(
        small: tuple[Network, Weights], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bad.onnx").write_bytes(b"no graph")
    monkeypatch.setattr(inference, "graph_of", lambda *_: tmp_path / "bad.onnx")
    with pytest.raises(GraphFailed, match="ONNX Runtime cannot run squeezenet1_1"):
        inference.GraphModel(*small, Run())


def test_weights_that_do_not_load_are_no_reason_to_try_another_engine(
        squeezenet: Network, tmp_path: Path) -> None:
    from satsuma.algorithms.weights import weights_in

    file = tmp_path / squeezenet.weights_file
    file.write_bytes(b"damaged")
    with pytest.raises(Problem, match="cannot be used as weights") as caught:
        open_model(squeezenet, weights_in(file, squeezenet), device="cpu")

    assert type(caught.value) is Problem


def test_what_torch_says_when_it_dies_is_told() -> None:
    with TorchChild("no-such-command") as child, pytest.raises(ChildFailed, match="KeyError"):
        child.answer(Run())


def test_without_any_place_for_temporary_files_the_error_says_so(
        monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> None:
        raise FileNotFoundError(2, "No usable temporary directory found in ['/tmp']")

    monkeypatch.setattr(child.tempfile, "TemporaryFile", nowhere)
    with pytest.raises(ChildFailed, match=r"cannot be started: .*TMPDIR name a folder"):
        TorchChild("describe", "resnet50")


def test_cancelling_ends_the_torch_process_within_half_a_second(
        small: tuple[Network, Weights]) -> None:
    class Stopped(Run):
        at = float("inf")

        def check(self) -> None:
            if time.monotonic() > self.at:
                raise Cancelled

    run = Stopped()
    run.at = time.monotonic() + 0.4
    with pytest.raises(Cancelled):
        TorchModel(*small, "cpu", run)
    assert time.monotonic() - run.at < 1.5  # a busy computer; starting it takes longer


def test_a_process_without_network_cannot_open_a_connection() -> None:
    program = ("import socket; from satsuma.algorithms.no_network import forbid_network; "
               "forbid_network(); socket.create_connection(('127.0.0.1', 9))")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert "PermissionError: this process does not use the network" in done.stderr


def test_a_whole_embedding_imports_no_torch_and_opens_no_socket() -> None:
    program = """
import sys
import time
sys.addaudithook(lambda event, _: event.startswith("socket.") and sys.exit(f"used {event}"))
import numpy as np
from satsuma.algorithms.inference import open_model
from satsuma.algorithms.networks import network
from satsuma.algorithms.weights import find_weights
lite = network("efficientnet_lite0")
with open_model(lite, find_weights(lite)) as model:
    assert model(np.zeros((2, 224, 224, 3), np.uint8)).shape == (2, 1280)
assert "torch" not in sys.modules and "torchvision" not in sys.modules
"""
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True)


# Devices: none but the processor is asked of in these tests.

def test_a_name_that_is_no_device_is_refused() -> None:
    for name in ("gpu", "cuda:x", "CPU", "cuda:"):
        with pytest.raises(Problem, match="There is no device"):
            device.devices_to_try(name)


def test_a_device_that_is_not_there_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "_asked", [("cuda:0",)])
    with pytest.raises(Problem, match="finds no device “mps”.* There is: cpu, cuda:0"):
        device.devices_to_try("mps")
    assert device.devices_to_try("cuda") == ["cuda"]


def test_the_environment_names_the_device_where_the_call_does_not(
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SATSUMA_DEVICE", "cpu")
    monkeypatch.setattr(device, "accelerator_likely", lambda: True)
    monkeypatch.setattr(device, "_asked", [("cuda:0", "cuda:1")])
    assert device.devices_to_try(None) == ["cpu"]
    assert device.devices_to_try("cuda:1") == ["cuda:1"]
    monkeypatch.delenv("SATSUMA_DEVICE")
    assert device.devices_to_try(None) == ["cuda:0", "cpu"]


def test_torch_is_asked_for_devices_only_where_one_is_likely(
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "_asked", [])
    monkeypatch.setattr(device, "accelerator_likely", lambda: False)
    monkeypatch.setattr(device, "ask_once", None)

    assert device.devices_to_try(None) == ["cpu"]


def test_a_device_that_fails_its_check_gives_way_to_the_processor_and_says_so(
        small: tuple[Network, Weights], monkeypatch: pytest.MonkeyPatch) -> None:
    class Lying(TorchModel):
        def __init__(self, *_: object) -> None:
            raise DeviceFailed("mps gives other vectors than the processor")

    monkeypatch.setattr(inference, "TorchModel", Lying)
    monkeypatch.setattr(inference, "devices_to_try", lambda *_: ["mps", "cpu"])
    with open_model(*small) as model:
        assert model.device == "cpu"
        assert "mps gives other vectors than the processor. The processor is used" in model.note
    monkeypatch.setattr(inference, "devices_to_try", lambda *_: ["mps"])
    with pytest.raises(DeviceFailed):
        open_model(*small, device="mps")


def test_serving_refuses_a_device_that_computes_otherwise(
        small: tuple[Network, Weights], monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    from satsuma.algorithms import torch_serve
    from satsuma.algorithms.torch_networks import load

    network, weights = small
    vectors = load(network, weights.path, weights.digest)
    right = torch_serve._run
    monkeypatch.setattr(torch_serve, "_run", lambda *call: right(*call) + 0.5)
    with pytest.raises(DeviceFailed, match="gives other vectors than the processor"):
        torch_serve.serve(vectors, network, "cpu", io.BytesIO(), io.BytesIO())
