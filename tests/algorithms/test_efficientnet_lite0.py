"""EfficientNet-Lite0 gives the vectors of an independent implementation.

The golden vectors were made with timm's `tf_efficientnet_lite0`, loaded with the same weights; they
are kept with the pixels that they were made of.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from satsuma.algorithms.inference import open_model
from satsuma.algorithms.networks import EFFICIENTNET_LITE0
from satsuma.algorithms.weights import find_weights

GOLDEN = Path(__file__).parent.parent / "fixtures" / "efficientnet_lite0.npz"


@pytest.fixture(scope="module")
def golden() -> dict[str, np.ndarray]:
    with np.load(GOLDEN) as kept:
        return dict(kept)


def test_the_graph_gives_the_golden_vectors(golden: dict[str, np.ndarray]) -> None:
    with open_model(EFFICIENTNET_LITE0, find_weights(EFFICIENTNET_LITE0), device="cpu") as model:
        vectors = model(golden["pictures"])

    assert model.engine == "onnxruntime"
    np.testing.assert_allclose(vectors, golden["vectors"], rtol=1e-3, atol=1e-4)


def test_the_module_recognizes_what_the_independent_one_does(
        golden: dict[str, np.ndarray]) -> None:
    import torch

    from satsuma.algorithms.efficientnet_lite0 import EfficientNetLite0

    network = EfficientNetLite0().eval()
    network.load_state_dict(torch.load(find_weights(EFFICIENTNET_LITE0).path, weights_only=True))
    with torch.inference_mode():
        colors = (torch.from_numpy(golden["pictures"]).permute(0, 3, 1, 2) - 127.0) / 128
        best = network(colors).argmax(1)

    assert best.tolist() == golden["best"].tolist()
    assert best[0] == 292  # the tiger


def test_folding_the_normalizations_changes_no_vector(golden: dict[str, np.ndarray]) -> None:
    import torch

    from satsuma.algorithms.efficientnet_lite0 import fold
    from satsuma.algorithms.torch_networks import load

    weights = find_weights(EFFICIENTNET_LITE0)
    vectors = load(EFFICIENTNET_LITE0, weights.path, weights.digest)
    fold(vectors.body)

    assert not any(isinstance(part, torch.nn.BatchNorm2d) for part in vectors.modules())
    with torch.inference_mode():
        made = vectors(torch.from_numpy(golden["pictures"])).numpy()
    np.testing.assert_allclose(made, golden["vectors"], rtol=1e-3, atol=1e-4)
