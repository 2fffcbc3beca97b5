"""Claim: with the same SqueezeNet weights, photographs become vectors ten times as fast as in
Orange.

    python benchmarks/embedding_squeezenet.py --orange PYTHON [--pictures 500] [--rounds 5]

The weights are those of Orange's own package `ndf`, loaded in this benchmark only, and the network
is the same to the last layer, which a picture of noise proves. Orange gets a fifth of the pictures
in each round, because it remembers those that it has seen.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from functools import partial
from itertools import count
from pathlib import Path
from unittest.mock import patch

import numpy as np
from claim import Claim, bounded, compared, finish, interleaved, not_here, options, tell
from embedding_engines import cosines
from embedding_pipeline import whole
from networks_here import apart
from orange_child import HOW, OrangeEmbedder, add_orange
from photographs import make_photographs

from satsuma.algorithms.inference import GraphModel
from satsuma.algorithms.networks import Network, Preprocessing
from satsuma.algorithms.weights import Weights
from satsuma.run import Run

_NAME = "SqueezeNet with Orange's weights, photographs to vectors"
_MEAN = (122.679 / 255, 116.669 / 255, 104.006 / 255)
_STD = (1 / 255, 1 / 255, 1 / 255)
NETWORK = Network("squeezenet_orange", "SqueezeNet", "", 1000,
                  Preprocessing(227, 227, "bilinear", _MEAN, _STD), "", "", "squeezenet.npz", "",
                  None, 0)
FIRES = 8


def claims(orange: Path | None, pictures: int = 500, rounds: int = 5) -> list[Claim]:
    """What is claimed, against Orange."""
    if orange is None:
        return [tell(not_here(_NAME, 10, "images/s", HOW))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        apart(folder)
        files = make_photographs(folder / "pictures", pictures)
        arrays, graph = folder / "weights.npz", folder / "graph.onnx"
        with OrangeEmbedder(orange, folder / "pictures", folder / "orange", arrays) as theirs:
            subprocess.run([sys.executable, __file__, "--export", str(arrays), str(graph)],
                           check=True)
            weights = Weights(NETWORK, arrays, hashlib.sha256(arrays.read_bytes()).hexdigest(),
                              official=False)
            with (patch("satsuma.algorithms.inference.graph_of", lambda *_: graph),
                  patch("satsuma.algorithms.embed.find_weights", lambda _: weights)):
                same = _same_network(weights, arrays)
                numbers, share = count(), pictures // rounds

                def orange_speed() -> float:
                    first = share * next(numbers)
                    return theirs.speed(first, first + share)

                speeds = interleaved({"ours": partial(whole, NETWORK, files, folder, "full"),
                                      "theirs": orange_speed}, rounds)
    return [tell(compared(f"{_NAME}, {pictures}", speeds["ours"], speeds["theirs"], 10,
                          "images/s", against="Orange")),
            tell(bounded("… cosine of both networks' answers to the same pixels", [same], 0.99999,
                         "", less_is_better=False))]


def _same_network(weights: Weights, arrays: Path) -> float:
    with np.load(arrays) as told, GraphModel(NETWORK, weights, Run()) as model:
        return float(cosines(model(told["noise"][None]), told["answer"][None])[0])


def export(arrays: Path, graph: Path) -> None:
    """The network in torch, as a graph. In a process of its own: torch stays out of the others."""
    from satsuma.algorithms.torch_export import export as write
    from satsuma.algorithms.torch_networks import Vectors

    with np.load(arrays) as told:
        body = _network(dict(told))
    write(Vectors(body, NETWORK.preprocessing).eval(), NETWORK, graph)


def _network(told: dict[str, np.ndarray]):  # type: ignore[no-untyped-def]  # torch is not here
    import torch
    from torch import nn

    def convolution(name: str, stride: int = 1, *, flip: bool = False) -> nn.Conv2d:
        kernel = told[f"{name}.kernel"].transpose(3, 2, 0, 1)
        kernel = kernel[:, ::-1] if flip else kernel  # blue, green, red
        out, into, side, _ = kernel.shape
        made = nn.Conv2d(into, out, side, stride, side // 2)
        made.weight.data = torch.from_numpy(np.ascontiguousarray(kernel, np.float32))
        made.bias.data = torch.from_numpy(told[f"{name}.bias"].astype(np.float32).ravel())
        return made

    class Fire(nn.Module):
        def __init__(self, number: int) -> None:
            super().__init__()
            names = (f"fire{number}/{part}" for part in ("squeeze1x1", "expand1x1", "expand3x3"))
            self.squeeze, self.one, self.three = (convolution(name) for name in names)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            x = torch.relu(self.squeeze(x))
            return torch.cat([torch.relu(self.one(x)), torch.relu(self.three(x))], 1)

    parts: list[nn.Module] = [convolution("conv1", 2, flip=True), nn.ReLU(), nn.MaxPool2d(3, 2)]
    for place in range(FIRES):
        parts += [Fire(place + 2)] + ([nn.MaxPool2d(3, 2)] if place in (1, 3) else [])
    return nn.Sequential(*parts, convolution("conv10"), nn.AdaptiveAvgPool2d(1))


def main() -> int:
    parser = options(__doc__)
    add_orange(parser)
    parser.add_argument("--pictures", type=int, default=500)
    parser.add_argument("--export", nargs=2, type=Path, help="used by itself: write the graph")
    chosen = parser.parse_args()
    if chosen.export:
        export(*chosen.export)
        return 0
    return finish(claims(chosen.orange, chosen.pictures, chosen.rounds), chosen,
                  "SqueezeNet against Orange")


if __name__ == "__main__":
    raise SystemExit(main())
