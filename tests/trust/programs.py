"""The whole program with the lesson in it, for tests that go on for hours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from satsuma.catalog import Catalog
from satsuma.workflow.model import Workflow
from tests.trust.children import ROOT

SIX = ("import-images", "image-embedding", "distances", "hierarchical-clustering", "image-viewer",
       "data-table")


class TwoColors:
    """A network that is quick: the mean color of a picture, over and over."""

    device, engine, note, precision = "cpu", "toy", "", "fp32"

    def __enter__(self) -> TwoColors:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to free."""

    def __call__(self, batch: np.ndarray) -> np.ndarray:
        means = batch[:, ::16, ::16].mean((1, 2), dtype=np.float32) + 1
        return np.tile(means, (1, 427))[:, :1280].astype(np.float32)


def the_six(catalog: Catalog, folder: Path) -> Workflow:
    """From a folder to a tree and the pictures and rows of a branch."""
    from satsuma.workflow.ows import read_ows

    workflow = read_ows(ROOT / "workflows" / "animals.ows", catalog).workflow
    workflow = workflow.with_setting("import-images", "sources", (str(folder),))
    return replace(workflow, session="")


def opened(program, workflow: Workflow, seconds: float = 60):
    """A window of the workflow, with its results."""
    window = program.new_window()
    window.start.dismiss()
    computed(window, workflow, seconds)
    return window


def computed(window, workflow: Workflow, seconds: float = 60) -> None:
    """Put a workflow into the window and wait for its results."""
    from tests.trust.watching import answer_until

    window.document.edit(workflow, "Make")
    bridge = window.document.bridge
    answer_until(lambda: all(bridge.status(node).state == "done" for node in workflow.nodes),
                 seconds)
