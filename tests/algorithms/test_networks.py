"""The records of networks say what torchvision says, and unknown names what there is."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from satsuma.algorithms import child, other_networks
from satsuma.algorithms.network_record import Network, network_from
from satsuma.algorithms.networks import (
    EFFICIENTNET_LITE0,
    EFFICIENTNET_LITE0_WHOLE,
    INCEPTION_V3,
    RESNET50,
    network,
    networks,
)
from satsuma.algorithms.networks import other_networks as names_of_others
from satsuma.problem import Problem

QUIET = """
import sys
sys.addaudithook(lambda event, _: event.startswith("socket.") and sys.exit(f"used {event}"))
from satsuma.algorithms import fetch, inference, networks, see, weights
for each in networks.networks():
    try:
        weights.find_weights(each)
    except weights.MissingWeights:
        pass
assert not {"torch", "torchvision", "onnxruntime", "onnx"} & set(sys.modules)
"""


@pytest.mark.parametrize("known", [RESNET50, INCEPTION_V3], ids=lambda known: known.id)
def test_what_is_known_by_heart_is_what_torchvision_says(known: Network) -> None:
    from satsuma.algorithms.torch_networks import describe

    asked = describe(known.id)

    assert asked.preprocessing == known.preprocessing
    assert (asked.width, asked.url, asked.weights_file, asked.digest, asked.licence) == (
        known.width, known.url, known.weights_file, known.digest, known.licence)
    assert asked.size == pytest.approx(known.size, rel=0.01)


def test_the_named_ones_come_first_and_need_neither_torch_nor_a_socket() -> None:
    assert [each.id for each in networks()][:4] == [
        "efficientnet_lite0", "efficientnet_lite0_whole", "resnet50", "inception_v3"]
    subprocess.run([sys.executable, "-c", QUIET], check=True)


def test_another_classifier_is_described_once_and_remembered(
        cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = network("squeezenet1_1")

    assert (found.width, found.preprocessing.crop, found.digest) == (512, 224, "b8a52dc0")
    monkeypatch.setattr(child, "TorchChild", None)  # nobody may ask again
    assert network("squeezenet1_1") == found
    assert networks()[4:] == [found]
    others = names_of_others()
    assert "convnext_tiny" in others
    assert "resnet50" not in others
    with pytest.raises(Problem, match="no network “resnet51”.* efficientnet_lite0.*alexnet"):
        network("resnet51")


@pytest.mark.parametrize("garbage", [
    b"", b"{", b"[]", b'{"names": 3, "described": {}}', b'{"names": [], "described": {"a": {}}}',
    b"\xff\xfe", b'{"names": [], "described": []}'])
def test_a_damaged_memory_of_networks_counts_as_none(cache: Path, garbage: bytes) -> None:
    file = other_networks._file()
    file.parent.mkdir(parents=True)
    file.write_bytes(garbage)

    assert other_networks.remembered() == []


def test_names_and_widths_of_all_classifiers_are_found() -> None:
    from satsuma.algorithms import torch_networks

    widths = {name: torch_networks.describe(name).width
              for name in ("alexnet", "densenet121", "googlenet", "vit_b_32", "convnext_tiny",
                           "swin_t", "regnet_x_400mf", "squeezenet1_0", "mobilenet_v3_small")}

    assert len(torch_networks.names()) >= 80
    assert widths == {"alexnet": 4096, "densenet121": 1024, "googlenet": 1024, "vit_b_32": 768,
                      "convnext_tiny": 768, "swin_t": 768, "regnet_x_400mf": 400,
                      "squeezenet1_0": 512, "mobilenet_v3_small": 1024}


def test_a_record_survives_its_journey_as_json() -> None:
    for known in (EFFICIENTNET_LITE0, EFFICIENTNET_LITE0_WHOLE, RESNET50, INCEPTION_V3):
        assert network_from(known.json()) == known


@pytest.mark.parametrize("change", [
    {"width": "2048"}, {"width": 0}, {"weights_file": "../up.pth"}, {"surprise": 1},
    {"preprocessing": {}}, {"preprocessing": None}, {"id": None}, {"url": 3}])
def test_a_wrong_record_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="network"):
        network_from(json.loads(RESNET50.json()) | change)


def test_the_text_for_passports_tells_every_difference() -> None:
    sight = RESNET50.preprocessing
    assert sight.text() == "224 of 232 bilinear, mean 0.485 0.456 0.406, std 0.229 0.224 0.225"
    fitted = EFFICIENTNET_LITE0_WHOLE.preprocessing.text()
    assert fitted.startswith("whole in 224 bilinear, mean 0.498")
    others = (replace(sight, resize=256), replace(sight, crop=200), replace(sight, std=(1, 1, 1)),
              replace(sight, mean=(0, 0, 0)), replace(sight, filter="bicubic"))
    assert len({sight.text(), *(other.text() for other in others)}) == 6
