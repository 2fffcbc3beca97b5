"""The bundled network made ready once for all tests that begin with an empty cache.

Making its graph takes seconds. It is tested where graphs are tested; everybody else gets a copy,
which may be damaged.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from satsuma.algorithms.graphs import graph_of
from satsuma.algorithms.networks import EFFICIENTNET_LITE0
from satsuma.algorithms.weights import find_weights


class ReadyNetwork:
    """The graph of the bundled network, in the cache of all tests."""

    def __init__(self) -> None:
        self._graph = graph_of(find_weights(EFFICIENTNET_LITE0))

    def put_into(self, cache: Path) -> None:
        """Another cache knows it, too."""
        folder = cache / self._graph.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy2(self._graph, folder)
