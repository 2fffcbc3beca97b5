"""Image Embedding: vectors by one port, the rest with its reasons by the other."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from satsuma.algorithms.fast_trial import FastTrial
from satsuma.commands import AddWeights, FetchWeights, TryFast
from satsuma.data.column import Kind, Passport, images
from satsuma.data.table import Table
from satsuma.engine import archive
from satsuma.gestures import Clicked
from satsuma.problem import Problem
from satsuma.run import Run
from satsuma.widget import WidgetError
from satsuma.widgets.images import image_embedding
from satsuma.widgets.images.image_embedding import (
    ImageEmbedding,
    network_choices,
    precision_choices,
)
from satsuma.widgets.images.import_images import ImportImages

ANIMALS = Path(__file__).parents[2] / "examples" / "animals"


class Listening(Run):
    def __init__(self):
        self.warnings = []
        self.passes = False

    def warn(self, text):
        self.warnings.append(text)

    def passing(self):
        self.passes = True


@pytest.fixture
def folder(tmp_path):
    """Three frogs, half a frog, and a text that calls itself a picture."""
    herd = tmp_path / "herd"
    shutil.copytree(ANIMALS / "frog", herd)
    from PIL import Image

    Image.open(herd / "frog-1.png").convert("RGB").save(tmp_path / "whole.jpg")
    whole = (tmp_path / "whole.jpg").read_bytes()
    (herd / "half.jpg").write_bytes(whole[: len(whole) // 2])
    (herd / "text.png").write_text("I am no picture.")
    return herd


def embedded(folder, run=None, **settings):
    table = ImportImages(sources=(str(folder),)).compute().data
    return ImageEmbedding(**settings).compute(table, run or Run())


def test_every_picture_ends_in_one_place_and_the_counts_add_up(folder):
    run = Listening()
    outputs = embedded(folder, run)
    assert outputs.embeddings.ids == ("frog-1.png", "frog-2.png", "frog-3.png", "half.jpg")
    assert outputs.skipped.ids == ("text.png",)
    account = outputs.account
    assert (account["fine"], account["repaired"], account["refused"]) == (3, 1, 1)
    assert outputs.skipped["reason"].values[0]
    assert outputs.embeddings["outcome"].values[3].startswith("repaired: ")
    assert outputs.embeddings["outcome"].values[0] == ""
    assert any("text.png" in warning for warning in run.warnings)


def test_what_was_repaired_or_converted_is_named(folder):
    from PIL import Image

    frames = [Image.open(folder / f"frog-{i}.png").convert("RGB").resize((64, 64)) for i in (1, 2)]
    frames[0].save(folder / "moves.gif", save_all=True, append_images=frames[1:])
    run = Listening()
    outputs = embedded(folder, run)
    assert any("1 picture is repaired: half.jpg: " in warning for warning in run.warnings)
    assert any("1 picture: moves.gif: first of 2 frames" in warning for warning in run.warnings)
    row = outputs.embeddings.row_of["moves.gif"]
    assert outputs.embeddings["outcome"].values[row] == "first of 2 frames"


def test_when_no_picture_can_be_embedded_it_fails_and_says_why(tmp_path):
    (tmp_path / "text.png").write_text("I am no picture.")
    with pytest.raises(WidgetError, match="None of the pictures could be embedded: text.png: "):
        embedded(tmp_path)


def test_damaged_pictures_can_be_refused(folder):
    outputs = embedded(folder, damaged="refuse")
    assert outputs.skipped.ids == ("half.jpg", "text.png")
    assert "outcome" not in outputs.embeddings


def test_the_vectors_carry_their_passport(folder):
    column = embedded(folder).embeddings["embedding"]
    assert column.kind is Kind.VECTOR
    assert column.values.shape == (4, 1280)
    assert isinstance(column.passport, Passport)
    assert column.passport.network == "efficientnet_lite0"


def test_a_second_embedding_has_a_name_of_its_own_and_copies_nothing_away(folder):
    first = embedded(folder).embeddings
    second = ImageEmbedding(network="efficientnet_lite0_whole").compute(first).embeddings
    assert "embedding" in second
    assert "embedding (2)" in second
    assert not np.array_equal(second["embedding"].values, second["embedding (2)"].values)


def test_what_was_embedded_is_known_again(folder):
    embedded(folder)
    again = embedded(folder)
    assert again.account["from cache"] == 4
    assert again.account["computed"] == 0


def test_only_what_is_known_can_be_asked_for(folder, ready_cache):
    outputs = embedded(folder, only_known=True)
    assert outputs.embeddings is None
    assert set(outputs.skipped["reason"].values) == {"not embedded yet"}
    widget = ImageEmbedding(only_known=True)
    before = widget.stamp()
    embedded(folder)
    assert widget.stamp() != before
    assert len(embedded(folder, only_known=True).embeddings) == 4


def test_twins_are_told_apart_from_the_cache_and_everything_adds_up(folder, ready_cache):
    for number in range(3):
        shutil.copy(folder / "frog-1.png", folder / f"again-{number}.png")
    outputs = embedded(folder)
    told = outputs.account
    assert told["fine"] + told["repaired"] + told["refused"] == len(outputs.ids)
    assert told["from network"] + told["from cache"] + told["twins"] == len(outputs.embeddings)
    assert (told["from network"], told["from cache"], told["twins"]) == (4, 0, 3)
    assert "3 twins of others · 1 repaired · 1 left out" in ImageEmbedding().summary(outputs)
    again = embedded(folder).account
    assert (again["from network"], again["from cache"], again["twins"]) == (0, 7, 0)


def test_a_folder_that_goes_during_the_run_is_an_error_that_may_mend_itself(folder, ready_cache):
    away = folder.with_name("away")

    class Unplugged(Run):
        def check(self):
            if folder.exists():
                folder.rename(away)

    table = ImportImages(sources=(str(folder),)).compute().data
    with pytest.raises(WidgetError, match="went away") as caught:
        ImageEmbedding().compute(table, Unplugged())
    assert not caught.value.lasting
    away.rename(folder)
    assert len(ImageEmbedding().compute(table).embeddings) == 4


def test_what_is_not_embedded_yet_is_no_refusal(folder, ready_cache):
    run = Listening()
    shutil.copy(folder / "frog-1.png", folder.parent / "frog-1.png")
    embedded(folder.parent / "frog-1.png")
    widget = ImageEmbedding(only_known=True)
    table = ImportImages(sources=(str(folder), str(folder.parent / "frog-1.png"))).compute().data
    outputs = widget.compute(table, run)
    assert widget.summary(outputs) == "1 picture × 1,280 · 1 from the cache · 5 not embedded yet"
    assert run.warnings == ["5 pictures are not embedded yet. Turn off “Only what is known” to "
                            "embed the rest too."]
    assert widget.view(outputs).pending == "not embedded yet"
    assert widget.edits(Clicked("pending")) == ImageEmbedding()
    assert widget.edits(Clicked("something else")) == widget


def test_the_view_holds_what_a_window_tells(folder):
    outputs = embedded(folder)
    view = ImageEmbedding().view(outputs)
    assert (view.ids, view.outcomes) == (outputs.ids, outputs.outcomes)
    assert len(view.pictures) == len(view.ids)
    assert view.work.computed == outputs.account["computed"]


def test_the_result_is_kept_on_disk(folder, tmp_path):
    outputs = embedded(folder)
    with (tmp_path / "kept").open("wb") as opened:
        archive.save(outputs._asdict(), opened)
    again = type(outputs)(**archive.load(tmp_path / "kept"))
    assert ImageEmbedding().summary(again) == ImageEmbedding().summary(outputs)
    assert ImageEmbedding().view(again).outcomes == outputs.outcomes


def test_weights_that_cannot_be_read_hide_no_network(monkeypatch):
    def unreadable(network):
        raise Problem("They cannot be read.")

    monkeypatch.setattr(image_embedding, "find_weights", unreadable)
    offered = network_choices()
    assert [choice.command for choice in offered] == [AddWeights(c.value) for c in offered]
    assert ImageEmbedding().placed().network == "efficientnet_lite0"


def test_missing_weights_are_an_error_with_remedies(folder):
    with pytest.raises(WidgetError, match="satsuma networks fetch resnet50") as caught:
        embedded(folder, network="resnet50")
    assert caught.value.remedies == (FetchWeights("resnet50"), AddWeights("resnet50"))
    assert not caught.value.lasting
    assert ImageEmbedding(network="resnet50").stamp() == ("missing",)


def test_a_person_starts_with_the_best_network_that_is_here(tmp_path, monkeypatch):
    assert ImageEmbedding().placed() == ImageEmbedding(network="efficientnet_lite0")
    (tmp_path / "inception_v3_google-0cc3c7bd.pth").write_bytes(b"weights")
    monkeypatch.setenv("SATSUMA_WEIGHTS", str(tmp_path))
    assert ImageEmbedding().placed().network == "inception_v3"
    assert ImageEmbedding().network == "efficientnet_lite0"


def test_a_table_without_pictures_says_what_to_connect():
    with pytest.raises(WidgetError, match="Connect Import Images"):
        ImageEmbedding().compute(Table(("a",)))


def test_a_row_without_a_picture_is_skipped_and_told():
    table = Table(("a", "b"), {"image": images(["", "frog-1.png"], ANIMALS / "frog")})
    outputs = ImageEmbedding().compute(table)
    assert outputs.embeddings.ids == ("b",)
    assert outputs.skipped.ids == ("a",)
    assert outputs.skipped["reason"].values[0]


def test_networks_are_offered_with_what_is_missing():
    offered = {choice.value: choice for choice in network_choices()}
    assert offered["efficientnet_lite0"].available
    assert not offered["resnet50"].available
    assert offered["resnet50"].command == FetchWeights("resnet50")


QUICK = FastTrial("ResNet-50", 2.04, 23, 22, 0.98, 0.9999)
SLOW = FastTrial("EfficientNet-Lite0", 1.2, 23, 23, 1.0, 0.998)


@pytest.fixture
def able(monkeypatch):
    """A computer where fast precision may be tried; gives what has come of trying it."""
    trials = []
    monkeypatch.setattr(image_embedding, "openvino_is_here", lambda: True)
    monkeypatch.setattr(image_embedding, "lacks_16_bits", lambda: False)
    monkeypatch.setattr(image_embedding, "kept_trials", lambda: trials)
    return trials


def fast_choice():
    full, fast = precision_choices()
    assert full.value == "full"
    assert full.available
    return fast


def test_fast_precision_is_tried_out_before_it_is_offered(able):
    assert not fast_choice().available
    assert fast_choice().command == TryFast()
    able += [SLOW]
    assert (fast_choice().available, fast_choice().command) == (False, None)
    assert "offered from 1.5 times as fast on" in fast_choice().detail
    able += [QUICK]
    assert fast_choice().available
    assert "2.0 times as fast; 22 of 23 example pictures keep their nearest" in fast_choice().detail
    assert "EfficientNet-Lite0: 1.2 times" in fast_choice().detail


def test_without_what_it_needs_fast_precision_says_what_is_missing(able, monkeypatch):
    able += [QUICK]
    monkeypatch.setattr(image_embedding, "lacks_16_bits", lambda: True)
    assert "does not compute with 16 bits" in fast_choice().detail
    monkeypatch.setattr(image_embedding, "openvino_is_here", lambda: False)
    assert 'pip install "satsuma-images[fast]"' in fast_choice().detail
    assert (fast_choice().available, fast_choice().command) == (False, None)


def test_full_is_the_default_and_fast_is_asked_for_by_name(folder, monkeypatch):
    asked = []

    def noting(*given, precision, **more):
        asked.append(precision)
        return embed(*given, **more)

    embed = image_embedding.embed
    monkeypatch.setattr(image_embedding, "embed", noting)
    monkeypatch.setattr(image_embedding, "kept_trial", lambda _: SLOW)
    for settings in ({}, {"precision": "fast"}):
        run = Listening()
        outputs = embedded(folder, run, **settings)
        told = [text for text in run.warnings if "Fast precision brings little" in text]
        assert bool(told) == bool(settings and outputs.account["computed"])
    assert asked == ["full", "fast"]
    assert "fast precision" in ImageEmbedding(precision="fast").summary(outputs)
    with pytest.raises(Problem, match="no precision “bf16”"):
        embedded(folder, precision="bf16")


def test_what_is_known_is_counted_by_precision(monkeypatch):
    counted = []
    monkeypatch.setattr(image_embedding, "count_known",
                        lambda passport: counted.append(passport.precision) or 0)
    for precision in ("full", "fast"):
        ImageEmbedding(only_known=True, precision=precision).stamp()
    assert counted == ["fp32", "bf16 by OpenVINO"]
