"""Weights made on the spot, where downloaded ones would lie; each made once per test session.

The normalizations are fitted to a few pictures, so that different pictures give different vectors,
as with trained weights.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from satsuma.algorithms.network_record import Network
from satsuma.algorithms.weights import Weights, weights_in

MakeWeights = Callable[[Network], Weights]


def photograph(width: int, height: int, seed: int = 0) -> Image.Image:
    """A colored picture with coarse and fine structure, unlike itself in any turn."""
    random = np.random.default_rng(seed)
    coarse = Image.fromarray(random.integers(0, 256, (5, 4, 3), dtype=np.uint8))
    pixels = np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC), np.int16)
    noisy = pixels + random.integers(-40, 41, pixels.shape, dtype=np.int16)
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))


def batch(network: Network, count: int = 3) -> np.ndarray:
    """Pictures of the network's size: uint8 count × side × side × 3."""
    side = network.preprocessing.crop
    return np.stack([np.asarray(photograph(side, side, seed)) for seed in range(count)])


@pytest.fixture(scope="session")
def squeezenet() -> Network:
    """A small network without a linear layer, as torchvision describes it."""
    from satsuma.algorithms.torch_networks import describe

    return describe("squeezenet1_1")


@pytest.fixture(scope="session")
def make_weights(tmp_path_factory: pytest.TempPathFactory) -> MakeWeights:
    """Weights of a network of torchvision, made on the spot."""
    folder = tmp_path_factory.mktemp("made")
    made: dict[str, Weights] = {}

    def make(network: Network) -> Weights:
        if network.id not in made:
            file = folder / network.weights_file
            _save_fitted(network, file)
            made[network.id] = weights_in(file, network)
        return made[network.id]

    return make


def _save_fitted(network: Network, file: Path) -> None:
    import torch
    from torchvision.models import get_model

    torch.manual_seed(3)
    settings = {"init_weights": False} if network.id == "inception_v3" else {}
    model = get_model(network.id, weights=None, **settings)
    for part in model.modules():
        if isinstance(part, torch.nn.BatchNorm2d):
            part.momentum = None  # the mean of what it sees
    with torch.no_grad():
        model.train()(torch.from_numpy(batch(network, 3)).permute(0, 3, 1, 2) / 255)
    torch.save(model.state_dict(), file)
