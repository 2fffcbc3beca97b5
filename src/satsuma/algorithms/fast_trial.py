"""FastTrial: what fast precision brings on this computer, as it was found out and kept.

`fast_trying.py` finds it out. It is kept in the cache, by all that decides it: weights, processor,
versions.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from satsuma.algorithms.model import usable_cores
from satsuma.algorithms.networks import networks
from satsuma.algorithms.processor import processor_name
from satsuma.algorithms.weights import Weights, find_weights
from satsuma.data.atomic import atomic_write
from satsuma.data.fingerprint import fingerprint
from satsuma.data.places import cache_folder
from satsuma.problem import Problem

WORTH_IT = 1.5
"""From how many times as fast fast precision is offered."""

NEAREST = 5


@dataclass(frozen=True)
class FastTrial:
    """One network, tried out with so many `pictures`: it is so many `times` as fast.

    `same_nearest` pictures keep their nearest neighbor, and of the `NEAREST` next to each the share
    `kept` stays. `cosine` is the smallest of a picture's two vectors.
    """

    title: str
    times: float
    pictures: int
    same_nearest: int
    kept: float
    cosine: float

    @property
    def is_worth_it(self) -> bool:
        return self.times >= WORTH_IT

    def told(self) -> str:
        """What a person wants to know of it, in a sentence."""
        return (f"{self.title}: {self.times:.1f} times as fast; {self.same_nearest} of "
                f"{self.pictures} example pictures keep their nearest neighbor, and "
                f"{100 * self.kept:.0f} % of their {NEAREST} nearest stay.")


def kept_trials() -> list[FastTrial]:
    """What is known of the networks whose weights are here. Quick."""
    kept = _read()
    keys = dict.fromkeys(key_of(weights) for weights in weights_here())
    return [kept[key] for key in keys if key in kept]


def kept_trial(weights: Weights) -> FastTrial | None:
    """What is known of the network with these weights, None where it was not tried out."""
    return _read().get(key_of(weights))


def keep(trials: dict[str, FastTrial]) -> None:
    """Keep trials by their keys, beside those kept before. Raises Problem."""
    both = {key: asdict(trial) for key, trial in (_read() | trials).items()}
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(_file()) as file:
            file.write(json.dumps(both, indent=1).encode())
    except OSError as error:
        raise Problem(f"What came of it cannot be kept in “{_file().parent}”: "
                      f"{error.strerror or error}. Make room, or let it be written to.") from error


def weights_here() -> list[Weights]:
    """The weights of every network that has any on this computer."""
    found = []
    for one in networks():
        try:
            found.append(find_weights(one))
        except Problem:  # not here, or not readable: whoever chooses that network is told
            continue
    return found


def key_of(weights: Weights) -> str:
    """What decides what comes of trying out these weights."""
    sight = weights.network.preprocessing
    return fingerprint((weights.digest, sight.crop, sight.mean, sight.std, processor_name(),
                        usable_cores(), _version("onnxruntime"), _version("openvino")))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _file() -> Path:
    return cache_folder() / "networks" / "fast.json"


def _read() -> dict[str, FastTrial]:
    """All that is kept; what is damaged counts as not there."""
    try:
        content: Any = json.loads(_file().read_text(encoding="utf-8"))
        return {str(key): _trial(dict(told)) for key, told in dict(content).items()}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def _trial(told: dict[str, Any]) -> FastTrial:
    return FastTrial(str(told["title"]), float(told["times"]), int(told["pictures"]),
                     int(told["same_nearest"]), float(told["kept"]), float(told["cosine"]))
