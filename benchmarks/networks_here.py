"""Networks to measure with: a place of their own for cache and weights, and weights made on the
spot where the published ones are not on this computer.

Made weights compute just as long. Their normalizations are fitted to pictures, so that different
pictures get different vectors, as with trained ones.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from satsuma.algorithms.networks import Network
from satsuma.algorithms.processor import flags
from satsuma.algorithms.weights import MissingWeights, Weights, find_weights
from satsuma.data.places import torch_weights_folder

_MAKE = """
import sys, warnings
import numpy as np
import torch, torchvision
from PIL import Image
warnings.simplefilter("ignore")
name, side, target, *files = sys.argv[1:]
torch.manual_seed(3)
more = {"init_weights": False} if name == "inception_v3" else {}
model = torchvision.models.get_model(name, weights=None, **more)
for part in model.modules():
    if isinstance(part, torch.nn.BatchNorm2d):
        part.momentum = None
pictures = [np.asarray(Image.open(file).convert("RGB").resize((int(side),) * 2)) for file in files]
with torch.no_grad():
    model.train()(torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2) / 255)
torch.save(model.state_dict(), target)
"""


def apart(folder: Path) -> None:
    """From now on nothing of the user's own cache or weights is touched, here and in children."""
    os.environ.update(SATSUMA_CACHE=str(folder / "cache"), SATSUMA_DATA=str(folder / "data"),
                      SATSUMA_CONFIG=str(folder / "config"), TORCH_HOME=str(folder / "torch"))


def weights_of(wanted: Network) -> Weights:
    """The weights of a network; made where there are none."""
    try:
        return find_weights(wanted)
    except MissingWeights:
        file = torch_weights_folder() / wanted.weights_file
        file.parent.mkdir(parents=True, exist_ok=True)
        animals = sorted((Path(__file__).parents[1] / "examples").rglob("*.png"))[::3]
        subprocess.run([sys.executable, "-c", _MAKE, wanted.id,
                        str(wanted.preprocessing.crop), str(file), *map(str, animals)], check=True)
        return find_weights(wanted)


def has_amx() -> bool:
    """Whether this processor has Intel's matrices of 16 bits."""
    return "amx_bf16" in flags()
