"""Golden pictures: the pixels that reach the network are those of the definition.

The pictures and the expected pixels are stored (golden/make.py made both, by numpy alone), so
that neither a new library nor an edit can change by accident what a network sees.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from satsuma.algorithms import embed as embed_module
from satsuma.algorithms.embed import embed
from satsuma.algorithms.networks import network
from satsuma.data import colors, decoding, depth, images
from tests.trust.golden import make
from tests.trust.watching_model import NETWORK, Watching

FOLDER = Path(make.__file__).parent
FILES = tuple(sorted(file for file in FOLDER.iterdir() if file.is_file() and file.suffix != ".py"))


def looked(files, exact=False) -> dict[str, np.ndarray]:
    """What the network saw of each file, by name."""
    model = Watching()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(embed_module, "open_model", lambda *_, **__: model)
        done = embed(files, network(NETWORK), exact=exact)
    vectors = dict(zip(np.asarray(done.kept).tolist(), done.vectors, strict=True))
    return {file.name: model.pixels_of(vectors[row]) for row, file in enumerate(files)
            if row in vectors}


@pytest.fixture(scope="module")
def expected() -> dict[str, np.ndarray]:
    return {file.stem: np.asarray(Image.open(file)) for file in (FOLDER / "expected").iterdir()}


@pytest.fixture(scope="module")
def tolerance() -> dict[str, int]:
    return {name: steps for name, (_, _, steps) in make.cases().items()}


def wrong(seen, expected, tolerance) -> dict[str, int]:
    """The files of which other pixels were seen, and how far off these are."""
    off = {name: int(np.abs(pixels.astype(np.int16) - seen[name]).max()) if name in seen else 255
           for name, pixels in expected.items()}
    return {name: steps for name, steps in off.items() if steps > tolerance[name]}


def test_there_is_a_golden_picture_for_every_rule(expected):
    names = {file.name for file in FILES}
    assert names == set(expected)
    for suffix in ("jpg", "heic", "webp", "png", "tif"):
        assert {f"turned-{turn}.{suffix}" for turn in range(1, 9)} <= names
    assert len(names) == 57


def test_the_recipe_takes_these_pictures_as_they_are():
    """Nothing is resampled on the way, or the definition would not say what must come out."""
    recipe = network(NETWORK).preprocessing
    assert (recipe.resize, recipe.crop, recipe.fit) == (make.SIZE, make.CROP, "crop")


@pytest.mark.parametrize("exact", [False, True])
def test_the_pixels_that_reach_the_network(cache, expected, tolerance, exact):
    assert wrong(looked(FILES, exact), expected, tolerance) == {}


def test_the_stored_pixels_are_those_of_the_definition(expected):
    """Whoever changes one has to change the other."""
    for name, (_, upright, _) in make.cases().items():
        assert np.array_equal(expected[name], make.middle(upright)), name


LOOSENED = {
    "orientation is ignored": (
        images, "_TURNS", {}, {f"turned-{turn}.png" for turn in range(2, 9)}),
    "hidden colors are shown": (
        colors, "_without_alpha", lambda image, _: image.convert("RGB"),
        {"alpha.png", "alpha.webp", "alpha.tif", "gray-alpha.png"}),
    "sixteen bits are cut off": (
        depth, "divided_by_257", lambda values: np.minimum(values, 255).astype(np.uint8),
        {"gray-16.png", "gray-16.tif", "color-16.png", "alpha-16.png"}),
    "the lower bytes are left out": (decoding, "_OTHER_BYTE", {}, {"color-16.png"}),
    "profiles of inks are ignored": (
        colors, "_through_profile", lambda image, _: image.convert("RGB"),
        {"cmyk-profile.tif", "cmyk-profile.jpg"}),
    "CMYK is taken for its negative": (
        colors, "_of_ink", lambda found: (
            Image.eval(found.image, lambda value: 255 - value).convert("RGB"), ()),
        {"cmyk.tif", "cmyk.jpg", "ycck.jpg"}),
}


@pytest.mark.parametrize("rule", LOOSENED)
def test_a_rule_that_is_loosened_does_not_pass(cache, monkeypatch, expected, tolerance, rule):
    module, name, other, caught = LOOSENED[rule]
    monkeypatch.setattr(module, name, other)
    files = [file for file in FILES if file.name in caught]
    seen = looked(files)
    few = {name: expected[name] for name in caught}
    assert set(wrong(seen, few, tolerance)) == caught
