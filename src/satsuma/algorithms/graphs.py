"""Graphs: networks as ONNX files, made once by the torch process and kept in the cache.

A graph is kept under the digest of everything that decides it (weights, colors, versions) and the
SHA-256 of its own content; a file whose content does not match its name is made again.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from importlib.metadata import version
from pathlib import Path

from satsuma.algorithms.child import GraphFailed, ask_once
from satsuma.algorithms.file_digest import fresh_digest
from satsuma.algorithms.weights import Weights
from satsuma.data.fingerprint import fingerprint
from satsuma.data.places import cache_folder
from satsuma.run import Run

EXPORTER = 2  # raise it when torch_export makes other graphs


def graph_of(weights: Weights, run: Run = Run()) -> Path:
    """The graph of a network with these weights; made in seconds when there is none yet.

    Raises GraphFailed when the network cannot be made a graph or it cannot be kept, Problem when
    the weights do not load or fit.
    """
    folder, key = graphs_folder(), _key(weights)
    for kept in sorted(folder.glob(f"{key}-*.onnx")):
        if _is_sound(kept):
            return kept
    run.say("getting the network ready, only this once")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as workshop:
            return _made(weights, folder, key, Path(workshop) / "graph.onnx", run)
    except OSError as error:
        raise GraphFailed(
            f"The graph cannot be kept in “{folder}”: {error.strerror or error}.") from error


def graphs_folder() -> Path:
    """Where graphs are kept."""
    return cache_folder() / "graphs"


def _key(weights: Weights) -> str:
    sight = weights.network.preprocessing
    return fingerprint((weights.network.id, weights.digest, sight.mean, sight.std, sight.crop,
                        EXPORTER, version("torch"), version("torchvision")))


def _is_sound(kept: Path) -> bool:
    """Whether the content is what it was when it was kept; what is damaged is removed."""
    try:
        if fresh_digest(kept) == kept.stem.rpartition("-")[2]:
            with contextlib.suppress(OSError):  # a read-only cache forgets the use, no more
                os.utime(kept)
            return True
        kept.unlink()
    except OSError:  # removed by another process meanwhile, or unreadable: make a new one
        return False
    return False


def _made(weights: Weights, folder: Path, key: str, draft: Path, run: Run) -> Path:
    ask_once("export", weights.network.json(), str(weights.path.absolute()), weights.digest,
             str(draft), run=run)
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    kept = folder / f"{key}-{fresh_digest(draft)}.onnx"
    os.replace(draft, kept)
    return kept
