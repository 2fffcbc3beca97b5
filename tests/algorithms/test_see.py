"""See is torchvision's resizing and cropping, whatever the size, shape and turn of the picture."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from PIL import Image

from satsuma.algorithms.network_record import Preprocessing
from satsuma.algorithms.networks import (
    EFFICIENTNET_LITE0,
    EFFICIENTNET_LITE0_WHOLE,
    INCEPTION_V3,
    RESNET50,
)
from satsuma.algorithms.see import MOST_PIXELS, see

SIZES = [(640, 480), (481, 640), (233, 232), (232, 232), (231, 501), (100, 75), (37, 201), (1, 1),
         (2, 3), (1920, 1081), (450, 3), (342, 342)]

TO_UNTURN = {  # EXIF orientation -> what a camera does to an upright picture
    1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
}


@dataclass(frozen=True)
class Shot:
    """The two things that `see` looks at."""

    pixels: Image.Image
    turn: int = 1


def photograph(width: int, height: int) -> Image.Image:
    random = np.random.default_rng(width * 10_000 + height)
    coarse = Image.fromarray(random.integers(0, 256, (5, 4, 3), dtype=np.uint8))
    pixels = np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC), np.int16)
    noisy = pixels + random.integers(-40, 41, pixels.shape, dtype=np.int16)
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))


def off_by(one: np.ndarray, other: np.ndarray) -> int:
    return int(np.abs(one.astype(np.int16) - other).max())


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ["resnet50", "inception_v3", "efficientnet_b0"])
def test_what_is_seen_gives_exactly_torchvisions_tensor(name: str, size: tuple[int, int]) -> None:
    import torch
    from torchvision.models import get_model_weights
    from torchvision.transforms import functional

    recipe = get_model_weights(name).DEFAULT.transforms()
    preprocessing = Preprocessing(
        recipe.resize_size[0], recipe.crop_size[0], recipe.interpolation.value,
        tuple(recipe.mean), tuple(recipe.std))
    picture = photograph(*size)

    seen = functional.to_tensor(see(Shot(picture), preprocessing).copy())

    assert torch.equal(functional.normalize(seen, recipe.mean, recipe.std), recipe(picture))


def hard_edges(width: int, height: int) -> Image.Image:
    """Blocks of pure colors: sharp filters overshoot at their edges and are cut off there."""
    random = np.random.default_rng(width * 10_000 + height)
    blocks = random.integers(0, 2, (height // 3 + 1, width // 3 + 1, 3), dtype=np.uint8) * 255
    return Image.fromarray(np.kron(blocks, np.ones((3, 3, 1), np.uint8))[:height, :width])


@pytest.mark.parametrize("turn", TO_UNTURN)
@pytest.mark.parametrize("size", [(640, 481), (333, 500), (299, 233), (100, 75), (1, 50), (700, 1)],
                         ids=str)
@pytest.mark.parametrize("preprocessing", [
    RESNET50.preprocessing, INCEPTION_V3.preprocessing, EFFICIENTNET_LITE0.preprocessing,
    EFFICIENTNET_LITE0_WHOLE.preprocessing, replace(RESNET50.preprocessing, resize=233),
    replace(EFFICIENTNET_LITE0_WHOLE.preprocessing, filter="bicubic"),
], ids=["resnet", "inception", "lite", "whole", "odd", "sharp whole"])
def test_turning_last_equals_turning_first(
        turn: int, size: tuple[int, int], preprocessing: Preprocessing) -> None:
    undo = TO_UNTURN[turn]
    for upright in (photograph(*size), hard_edges(*size)):
        taken = upright if undo is None else upright.transpose(undo)
        assert off_by(see(Shot(taken, turn), preprocessing), see(Shot(upright), preprocessing)) <= 1


def test_the_camera_turns_of_this_test_are_those_of_pillow() -> None:
    from PIL import ImageOps

    upright = photograph(40, 30)
    for turn, undo in TO_UNTURN.items():
        taken = upright if undo is None else upright.transpose(undo)
        taken.getexif()[0x0112] = turn
        assert ImageOps.exif_transpose(taken).tobytes() == upright.tobytes()


@pytest.mark.parametrize("size", [(1, 700), (700, 1), (2, 900)], ids=str)
def test_a_line_is_seen_as_torchvision_sees_it_without_being_made_whole(
        size: tuple[int, int]) -> None:
    from torchvision.transforms import functional

    picture = photograph(*size)
    whole = functional.center_crop(functional.resize(picture, [232]), [224])

    assert off_by(see(Shot(picture), RESNET50.preprocessing), np.asarray(whole)) <= 1


def test_a_very_long_line_is_never_made_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    resize = Image.Image.resize

    def bounded(picture: Image.Image, size: tuple[int, int], *rest: object, **more: object,
                ) -> Image.Image:
        assert size[0] * size[1] <= MOST_PIXELS
        return resize(picture, size, *rest, **more)

    monkeypatch.setattr(Image.Image, "resize", bounded)
    for pixels in (Image.new("RGB", (1, 30_000)), Image.new("RGB", (30_000, 1))):
        assert see(Shot(pixels), RESNET50.preprocessing).shape == (224, 224, 3)
        assert see(Shot(pixels), EFFICIENTNET_LITE0_WHOLE.preprocessing).shape == (224, 224, 3)


def test_the_whole_picture_is_fitted_into_a_white_square() -> None:
    wide = Shot(Image.new("RGB", (400, 100), (10, 20, 30)))
    seen = see(wide, EFFICIENTNET_LITE0_WHOLE.preprocessing)

    assert seen.shape == (224, 224, 3)
    assert seen.dtype == np.uint8
    assert (seen[84:140] == (10, 20, 30)).all()
    assert (seen[:84] == 255).all()
    assert (seen[140:] == 255).all()


def test_preprocessing_that_cannot_be_is_refused() -> None:
    for wrong in ({"crop": 300}, {"filter": "nearest"}, {"fit": "squeeze"}, {"crop": 0}):
        with pytest.raises(ValueError, match="cannot cut|unknown"):
            replace(RESNET50.preprocessing, **wrong)
