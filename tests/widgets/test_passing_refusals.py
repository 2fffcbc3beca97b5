"""Pictures that cannot be read just now: left out this time, and looked at again the next."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from satsuma.algorithms import embed
from satsuma.engine import engine as engine_module
from satsuma.engine.engine import Engine
from satsuma.engine.workshop import Workshop
from satsuma.run import Run
from satsuma.widgets.images.image_embedding import ImageEmbedding
from satsuma.widgets.images.import_images import ImportImages
from satsuma.workflow.model import Link, Node, Workflow

ANIMALS = Path(__file__).parents[2] / "examples" / "animals"

LOCKED = PermissionError(13, "Permission denied")
PASSING = {
    "locked": (LOCKED, "no permission to read the file"),
    "gone": (FileNotFoundError(2, "No such file or directory"), "the file is missing"),
    "drive off": (OSError(5, "Input/output error"), "input/output error"),
}


class Means:
    """A network that is quick: the mean color of a picture, over and over."""

    device, engine, note, precision = "cpu", "toy", "", "fp32"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Nothing to free."""

    def __call__(self, batch):
        return np.tile(batch.mean((1, 2), dtype=np.float32) + 1, (1, 427))[:, :1280]


@pytest.fixture(autouse=True)
def quick_network(monkeypatch, cache):
    monkeypatch.setattr(embed, "open_model", lambda *_, **__: Means())


@pytest.fixture
def folder(tmp_path):
    """Three frogs."""
    return Path(shutil.copytree(ANIMALS / "frog", tmp_path / "herd"))


@pytest.fixture
def refuse(monkeypatch):
    """Make opening `frog-1.png` fail, or succeed again."""
    true_open, refused = os.open, []

    def open_or_not(path, *args, **options):
        if refused and os.path.basename(path) == "frog-1.png":
            raise refused[-1]
        return true_open(path, *args, **options)

    monkeypatch.setattr(os, "open", open_or_not)
    return lambda error: refused.append(error) if error else refused.clear()


class Listening(Run):
    def __init__(self):
        self.warnings, self.passes = [], False

    def warn(self, text):
        self.warnings.append(text)

    def passing(self):
        self.passes = True


@pytest.mark.parametrize("case", PASSING)
def test_what_the_system_refuses_just_now_passes(folder, refuse, case):
    table = ImportImages(sources=(str(folder),)).compute().data
    error, words = PASSING[case]
    refuse(error)
    run = Listening()
    outputs = ImageEmbedding().compute(table, run)
    assert outputs.skipped["reason"].values.tolist() == [words]
    assert outputs.outcomes[0].passing
    assert run.passes
    assert run.warnings == [f"1 picture is left out: frog-1.png: {words}. The next look at the "
                            "files tries again."]
    listing = Listening()
    ImportImages(sources=(str(folder),)).compute(listing)
    assert not listing.passes, "what is known from before needs no opening"


def test_a_listing_with_a_locked_picture_passes_too(folder, refuse):
    refuse(LOCKED)
    run = Listening()
    outputs = ImportImages(sources=(str(folder),)).compute(run)
    assert outputs.unreadable[0].passing
    assert run.passes


def test_a_file_that_went_after_the_listing_passes(folder):
    table = ImportImages(sources=(str(folder),)).compute().data
    (folder / "frog-2.png").unlink()
    run = Listening()
    ImageEmbedding().compute(table, run)
    assert run.passes


@pytest.mark.parametrize("name", ["text.png", "half.png", "folder.png"])
def test_what_is_wrong_with_the_file_itself_lasts(folder, name):
    """It is mended by changing the file, which changes the listing."""
    odd, whole = folder / name, (folder / "frog-1.png").read_bytes()
    odd.write_bytes(b"I am no picture." if name == "text.png" else whole[:len(whole) // 2])
    table = ImportImages(sources=(str(folder),)).compute().data
    if name == "folder.png":
        odd.unlink()
        odd.mkdir()
    run = Listening()
    outputs = ImageEmbedding(damaged="refuse").compute(table, run)
    assert outputs.skipped.ids == (name,)
    assert not run.passes


def test_a_picture_that_was_locked_is_there_after_the_next_look(folder, refuse, cache,
                                                                monkeypatch):
    monkeypatch.setattr(engine_module, "WORTH_KEEPING", 0.0)
    workflow = Workflow({"import": Node(ImportImages(sources=(str(folder),)), "Import"),
                         "embedding": Node(ImageEmbedding(), "Embedding")}, ())
    workflow = workflow.with_link(Link("import", "data", "embedding", "images"))
    refuse(LOCKED)
    assert _embedded(workflow, cache) == [2]
    assert _results(cache) == 0
    refuse(None)
    assert _embedded(workflow, cache) == [3]  # a program that starts later
    assert _results(cache) == 2
    shutil.rmtree(cache)
    refuse(LOCKED)
    assert _embedded(workflow, cache, unlock=lambda: refuse(None)) == [2, 3]
    assert _results(cache) == 2


def _embedded(workflow, cache, unlock=None):
    """How many pictures are embedded; and again after a reload once they are unlocked."""
    engine = Engine(workshop=Workshop(disk=cache))
    engine.update(workflow)
    assert engine.finish(60)
    found = [len(engine.result("embedding").values["embeddings"])]
    if unlock is not None:
        unlock()
        engine.reload()
        assert engine.finish(60)
        found.append(len(engine.result("embedding").values["embeddings"]))
    engine.close()
    return found


def _results(cache):
    return len(list((cache / "results").glob("*.npz")))
