"""Thumbnail, viewer, table and network show the same picture, or give the same reason.

The viewer's pixels, of the picture in full, are what the others are held against.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication

from satsuma.algorithms import embed as embed_module
from satsuma.algorithms.embed import embed
from satsuma.algorithms.networks import network
from satsuma.data.column import images
from satsuma.data.names import file_of
from satsuma.data.outcome import Refused
from satsuma.data.table import Table
from satsuma.problem import Problem
from satsuma.ui.background import background
from satsuma.ui.canvas import picture_strip
from satsuma.ui.painters.choose import painter_for
from satsuma.ui.painters.gallery_actions import whole_picture
from satsuma.ui.painters.picture_window_levels import levels_of, sight_of
from satsuma.ui.painters.thumbnails import Thumbnail, Thumbnails, decode, memory
from satsuma.views import Gallery, Rows
from tests.hostile import odd_files, turned_files
from tests.trust.watching_model import NETWORK, Watching

pytestmark = [pytest.mark.window, pytest.mark.timeout(180)]

SIDE = 256
LONG = ("long.png", "wide.jpg")
"""These are made smaller in a thumbnail; all others fit as they are."""

ALL = (*odd_files(), *turned_files())
SHOWN = tuple(file.name for file in ALL if file.state != "refused")
REFUSED = tuple(file.name for file in ALL if file.state == "refused")
EQUAL = tuple(name for name in SHOWN if name not in LONG)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("same")
    for file in ALL:
        (place / file.name).write_bytes(file.content)
    return place


@pytest.fixture(autouse=True)
def own_cache(cache):
    memory().clear()
    yield
    memory().clear()


@pytest.fixture(scope="module")
def viewed(folder) -> dict[str, np.ndarray]:
    """What the viewer shows of each, h × w × 3."""
    return {name: pixels(levels_of(folder / name).images[0]) for name in SHOWN}


def pixels(image: QImage) -> np.ndarray:
    """The colors of an image, h × w × 3."""
    plain = image.convertToFormat(QImage.Format.Format_RGBX8888)
    rows = np.frombuffer(plain.constBits().asstring(plain.sizeInBytes()), np.uint8)
    wide = plain.bytesPerLine()
    return rows.reshape(plain.height(), wide)[:, :4 * plain.width()].reshape(
        plain.height(), plain.width(), 4)[..., :3].copy()


def different(found: dict[str, np.ndarray], viewed: dict[str, np.ndarray]) -> list[str]:
    return [name for name, some in found.items() if not np.array_equal(some, viewed[name])]


def test_there_is_something_to_compare():
    assert len(SHOWN) >= 108
    assert len(REFUSED) >= 23


def test_what_is_copied_and_what_hangs_on_a_link_is_what_the_viewer_shows(folder, viewed):
    copied = {name: pixels(whole_picture(folder / name)) for name in SHOWN}
    assert different(copied, viewed) == []
    strip = {name: pixels(picture_strip.thumbnail(folder / name, SIDE)) for name in EQUAL}
    assert different(strip, viewed) == []


def test_a_thumbnail_is_what_the_viewer_shows(qapp, folder, viewed):
    made = all_thumbnails(folder, EQUAL)
    assert different({name: pixels(one.pixmap.toImage()) for name, one in made.items()},
                     viewed) == []
    assert all(one.whole for one in made.values())


def test_a_thumbnail_from_the_disk_is_so_too(qapp, folder, viewed):
    """Larger ones lie there as JPEG, so their colors may be a little off."""
    all_thumbnails(folder, EQUAL)
    memory().clear()
    for name, one in all_thumbnails(folder, EQUAL).items():
        kept, true = pixels(one.pixmap.toImage()), viewed[name]
        if max(true.shape) <= 128:
            assert np.array_equal(kept, true), name
        else:
            assert np.abs(coarse(kept) - coarse(true)).max() < 6, name


def coarse(some: np.ndarray) -> np.ndarray:
    """Its colors without the noise, of 8 × 8 pixels each."""
    return np.asarray(Image.fromarray(some).reduce(8), int)


def all_thumbnails(folder: Path, names: tuple[str, ...]) -> dict[str, Thumbnail]:
    asked, there = Thumbnails(), []
    asked.when_all([(folder / name, SIDE) for name in names], lambda: there.append(True))
    while not there:
        assert background().wait(20)
        QApplication.processEvents()
    return {name: memory().kept[folder / name, SIDE] for name in names}


def test_a_thumbnail_of_a_line_is_the_line_made_smaller(folder):
    for name, size in (("long.png", (1, SIDE)), ("wide.jpg", (SIDE, 1))):
        image, _ = decode(folder / name, SIDE)
        assert (image.width(), image.height()) == size
        assert np.abs(pixels(image).astype(int) - [255, 0, 0]).max() <= 2


def seen_of(folder: Path, names: tuple[str, ...], *, exact: bool = False) -> dict[str, np.ndarray]:
    """What goes into the network in a run."""
    model, files = Watching(), [folder / name for name in names]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(embed_module, "open_model", lambda *_, **__: model)
        done = embed(files, network(NETWORK), exact=exact)
    return {names[row]: model.pixels_of(vector)
            for row, vector in zip(done.kept.tolist(), done.vectors, strict=True)}


@pytest.mark.parametrize("exact", [False, True])
def test_what_the_network_saw_is_what_the_window_says_it_saw(folder, exact):
    shown = {name: pixels(sight_of(folder / name, NETWORK, exact=exact).image) for name in SHOWN}
    assert different(seen_of(folder, SHOWN, exact=exact), shown) == []


def test_the_network_sees_what_the_viewer_shows(folder, viewed):
    """Resized and cut here, after the recipe, from the viewer's own pixels."""
    seen = seen_of(folder, EQUAL)
    assert seen.keys() == set(EQUAL)
    far = {name: steps for name in EQUAL
           if (steps := int(np.abs(by_recipe(viewed[name]) - seen[name]).max())) > 1}
    assert far == {}


def by_recipe(upright: np.ndarray) -> np.ndarray:
    """The shorter side to `resize`, then the middle."""
    recipe = network(NETWORK).preprocessing
    height, width = upright.shape[:2]
    size = (recipe.resize if width <= height else int(recipe.resize * width / height),
            recipe.resize if height < width else int(recipe.resize * height / width))
    resized = np.asarray(Image.fromarray(upright).resize(size, Image.Resampling.BICUBIC), int)
    top, left = (round((side - recipe.crop) / 2) for side in resized.shape[:2])
    return resized[top:top + recipe.crop, left:left + recipe.crop]


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_shown_is_refused_everywhere_for_the_same_reason(qapp, folder, name):
    file = folder / name
    reason = refusal(levels_of, file)
    assert reason
    assert refusal(whole_picture, file) == reason
    assert refusal(lambda file: sight_of(file, NETWORK), file) == reason
    assert decode(file, SIDE) == (None, reason)
    assert all_thumbnails(folder, (name,))[name].reason == reason
    assert picture_strip.thumbnail(file, SIDE) is None
    done = embed([file], network(NETWORK))
    assert done.outcomes[0].reason == reason


def refusal(show: Callable[[Path], object], file: Path) -> str:
    with pytest.raises(Problem) as refused:
        show(file)
    assert isinstance(refused.value, Refused)
    return str(refused.value)


VIEWS = {"viewer": lambda table: Gallery(table, "image", (), 192),
         "table": lambda table: Rows(table, pictures="large")}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", ["turned 6.jpg", "turned 8.heic", "hidden color.png",
                                  "sixteen bits.png", "ycck.jpg", "turned 5.png"])
def test_the_very_pixels_stand_in_the_window(qtbot, folder, viewed, view, name):
    shown = VIEWS[view](Table((name,), {"image": images([name], folder)}))
    painter = painter_for(shown)()
    qtbot.addWidget(painter)
    painter.resize(700, 500)
    painter.show_view(shown)
    painter.show()
    assert file_of(folder, name).is_file()
    for _ in range(5):
        QApplication.processEvents()
        assert background().wait(20)
    QApplication.processEvents()
    assert stands_in(viewed[name], pixels(painter.grab().toImage()))


def stands_in(small: np.ndarray, large: np.ndarray) -> bool:
    """Whether the inner part of one picture is found in the other; a frame may be around it."""
    inner = small[3:-3, 3:-3]
    high, wide = inner.shape[:2]
    first = inner[0].tobytes()
    for top in range(len(large) - high + 1):
        at = large[top].tobytes().find(first)
        while at >= 0:
            left = at // 3
            if at % 3 == 0 and np.array_equal(large[top:top + high, left:left + wide], inner):
                return True
            at = large[top].tobytes().find(first, at + 1)
    return False
