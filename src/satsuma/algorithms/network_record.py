"""What is known of a network: a plain record, and how pictures are brought to its size and colors.

Records travel as JSON between the program, the torch process and the cache.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

Filter = Literal["bilinear", "bicubic"]
Fit = Literal["crop", "whole"]
Color = tuple[float, float, float]


@dataclass(frozen=True)
class Preprocessing:
    """How an upright RGB picture becomes `crop` × `crop` pixels, and these become numbers.

    `fit="crop"`: the shorter side is resized to `resize` and the middle is cut out, as torchvision
    does. `fit="whole"`: the longer side is resized to `crop` and the rest is white; `resize`
    equals `crop` then. `mean` and `std` are of red, green and blue in 0…1.
    """

    resize: int
    crop: int
    filter: Filter
    mean: Color
    std: Color
    fit: Fit = "crop"

    def __post_init__(self) -> None:
        if not 0 < self.crop <= self.resize:
            raise ValueError(f"cannot cut {self.crop} pixels out of {self.resize}")
        if self.filter not in ("bilinear", "bicubic") or self.fit not in ("crop", "whole"):
            raise ValueError(f"unknown preprocessing: {self.filter}, {self.fit}")

    def text(self) -> str:
        """The same words for the same preprocessing, for passports."""
        size = f"whole in {self.crop}" if self.fit == "whole" else f"{self.crop} of {self.resize}"
        return f"{size} {self.filter}, mean {_color(self.mean)}, std {_color(self.std)}"


def _color(values: Color) -> str:
    return " ".join(f"{value:.6g}" for value in values)


@dataclass(frozen=True)
class Network:
    """A network that turns a picture into `width` numbers.

    `weights_file` is the usual name of its weights, `digest` the start of their SHA-256 (all of
    it, or as much as the official file name carries), `size` about how many bytes they take.
    `url` is where they can be fetched, None where that cannot be; `package` is the Python package
    that brings them, if one does.
    """

    id: str
    title: str
    description: str
    width: int
    preprocessing: Preprocessing
    licence: str
    training: str
    weights_file: str
    digest: str
    url: str | None
    size: int
    package: str | None = None

    def json(self) -> str:
        """This record as one line of JSON; `network_from` reads it."""
        return json.dumps(asdict(self), ensure_ascii=True)


def network_from(text: str | dict[str, Any]) -> Network:
    """The network that a JSON text, or what was read from one, describes.

    Raises ValueError where it does not describe one.
    """
    try:
        record = dict(json.loads(text) if isinstance(text, str) else text)
        record["preprocessing"] = _preprocessing(dict(record["preprocessing"]))
        made = Network(**record)
    except (TypeError, KeyError) as error:
        raise ValueError(f"no record of a network: {error}") from error
    _check(made)
    return made


def _preprocessing(record: dict[str, Any]) -> Preprocessing:
    for name in ("mean", "std"):
        red, green, blue = (float(value) for value in record[name])
        record[name] = (red, green, blue)
    return Preprocessing(**record)


def _check(network: Network) -> None:
    """Records from a cache may be damaged in any way."""
    for field in fields(Network):
        value = getattr(network, field.name)
        wanted = _TYPES.get(str(field.type))
        if wanted and not isinstance(value, wanted):
            raise ValueError(f"{field.name} of a network cannot be {value!r}")
    if "/" in network.weights_file or "\\" in network.weights_file or network.width < 1:
        raise ValueError(f"no record of a network: {network.weights_file}, {network.width}")


_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,), "int": (int,), "str | None": (str, type(None)),
}
