"""Networks on torch: made from a weights file, with uint8 pictures in and vectors out.

Imported by the torch child process only.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torchvision import models
from torchvision.models import WeightsEnum

from satsuma.algorithms.efficientnet_lite0 import EfficientNetLite0
from satsuma.algorithms.network_record import Network, Preprocessing
from satsuma.problem import Problem

State = Mapping[str, Tensor]


class Vectors(nn.Module):
    """uint8 pictures n × h × w × 3 to float32 vectors n × d, as the network's recipe says."""

    mean: Tensor
    std: Tensor

    def __init__(self, body: nn.Module, preprocessing: Preprocessing) -> None:
        super().__init__()
        self.body = body
        self.register_buffer("mean", torch.tensor(preprocessing.mean).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor(preprocessing.std).view(1, 3, 1, 1))

    def forward(self, pictures: Tensor) -> Tensor:
        colors = pictures.permute(0, 3, 1, 2).to(torch.float32) / 255
        vectors: Tensor = self.body((colors - self.mean) / self.std).flatten(1)
        return vectors


class SpatialMean(nn.Module):
    """Maps n × d × h × w to their means n × d."""

    def forward(self, maps: Tensor) -> Tensor:
        return maps.mean((2, 3))


def names() -> list[str]:
    """Every image classifier of torchvision, sorted."""
    return sorted(models.list_models(module=models))


def describe(name: str) -> Network:
    """The record of one of torchvision's classifiers, with its newest weights."""
    weights = models.get_model_weights(name).DEFAULT  # type: ignore[attr-defined]
    recipe = weights.transforms()
    file = weights.url.rpartition("/")[2]
    return Network(
        id=name,
        title=name,
        description=_description(weights.meta),
        width=_width(name),
        preprocessing=Preprocessing(
            recipe.resize_size[0], recipe.crop_size[0], recipe.interpolation.value,
            tuple(recipe.mean), tuple(recipe.std)),
        licence=weights.meta.get("license") or "BSD-3-Clause (torchvision)",
        training="SWAG, then ImageNet-1K" if "SWAG" in weights.name else "ImageNet-1K",
        weights_file=file,
        digest=file.rpartition(".")[0].rpartition("-")[2],
        url=weights.url,
        size=int(weights.meta["_file_size"] * 2**20),
    )


def _description(meta: Mapping[str, Any]) -> str:
    text = f"{meta['num_params'] / 1e6:.0f} million weights"
    accuracy = meta.get("_metrics", {}).get("ImageNet-1K", {}).get("acc@1")
    return f"{text}; right about {accuracy:.0f} % of ImageNet's pictures." if accuracy else text


def _width(name: str) -> int:
    model = _sketch(name)
    if (last := _last_linear(model)) is not None:
        return int(model.get_submodule(last).in_features)  # type: ignore[arg-type]
    pictures = torch.empty(1, 3, 224, 224, device=next(model.parameters()).device)
    features: Any = model.features
    with torch.inference_mode():
        return int(features.eval()(pictures).shape[1])


def _sketch(name: str) -> nn.Module:
    """The network with whatever weights, without any where that works: it is much quicker."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about ways of filling weights that nobody looks at
        try:
            with torch.device("meta"):
                return models.get_model(name, weights=None)
        except NotImplementedError:  # RegNets compute their own shapes with tensors
            return models.get_model(name, weights=None)


def _last_linear(model: nn.Module) -> str | None:
    found = [name for name, part in model.named_modules() if isinstance(part, nn.Linear)]
    return found[-1] if found else None


def load(network: Network, file: Path, digest: str) -> Vectors:
    """The network with these weights, ready to be used.

    Raises Problem when the file is not the one of that SHA-256, does not load or does not fit.
    """
    content = _state(file, digest)
    try:
        whole = _filled(network.id, content)
    except (RuntimeError, AttributeError, TypeError, KeyError, ValueError) as error:
        raise Problem(
            f"“{file}” does not fit {network.title}: {short(error)}. It takes the weights of "
            f"exactly this network, with all 1,000 kinds; the usual file is "
            f"{network.weights_file}.") from error
    vectors = Vectors(_without_classifier(whole), network.preprocessing).eval()
    _try_out(vectors, network, file)
    return vectors


def _state(file: Path, digest: str) -> State:
    """What the file holds; only numbers are ever made of it."""
    try:
        with file.open("rb") as opened:
            if hashlib.file_digest(opened, "sha256").hexdigest() != digest:
                raise Problem(f"“{file}” has just changed. Try again.")
            opened.seek(0)
            content = torch.load(opened, map_location="cpu", weights_only=True)
    except Problem:
        raise
    except Exception as error:  # damaged files raise nearly anything in torch.load
        raise Problem(f"“{file}” cannot be used as weights: {_why(error)}.") from error
    if not isinstance(content, Mapping) or not all(map(torch.is_tensor, content.values())):
        raise Problem(
            f"“{file}” cannot be used as weights: it holds something else than named arrays. "
            "Save them with torch.save(model.state_dict(), FILE).")
    return content  # as it is: beside the arrays it carries the versions of the layers


def _why(error: Exception) -> str:
    if "Weights only load failed" in str(error) or "weights_only" in str(error):
        return ("it is damaged, or asks for program code to be run, which is never done; only "
                "files saved with torch.save(model.state_dict(), FILE) are read")
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return f"it is damaged or no file of torch ({short(error)})"


def short(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    text = " ".join(lines[1:] if len(lines) > 1 else lines)
    if text.isdigit():  # a KeyError of torch's own reader
        return type(error).__name__
    return (text if len(text) < 300 else text[:297] + "...").rstrip(".") or type(error).__name__


def _filled(name: str, state: State) -> nn.Module:
    if name in ("efficientnet_lite0", "efficientnet_lite0_whole"):
        lite = EfficientNetLite0()
        lite.load_state_dict(state)
        return lite
    # Torchvision's own builder renames old keys, sets Inception's transform_input and the size of
    # transformers' pictures, but only while it fetches weights; so it is handed these instead.
    WeightsEnum.get_state_dict = lambda *_, **__: state  # type: ignore[method-assign]
    return models.get_model(name, weights="DEFAULT", progress=False)


def _without_classifier(model: nn.Module) -> nn.Module:
    if (last := _last_linear(model)) is None:
        return nn.Sequential(model.features, SpatialMean())  # type: ignore[arg-type]
    model.set_submodule(last, nn.Identity())
    return model


def _try_out(vectors: Vectors, network: Network, file: Path) -> None:
    with torch.inference_mode():
        made = vectors(noise(network, 1))
    if made.shape != (1, network.width) or not torch.isfinite(made).all():
        raise Problem(f"“{file}” cannot be used: {network.title} gives no usable numbers with it.")


def noise(network: Network, count: int) -> Tensor:
    """Pictures of noise, the same on every machine, to try a network out with."""
    side = network.preprocessing.crop
    generator = torch.Generator().manual_seed(count)
    return torch.randint(0, 256, (count, side, side, 3), dtype=torch.uint8, generator=generator)
