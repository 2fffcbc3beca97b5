"""A folder of the oddest files goes through the program: each ends as it is written beside it.

The files stand in tests/hostile.py, those that do not hold still in living.py; here they are
imported and embedded together, and everything is counted.
"""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from satsuma.algorithms import embed as embed_module
from satsuma.algorithms.networks import network
from satsuma.data.names import escape
from satsuma.data.outcome import Outcome
from satsuma.run import Run
from satsuma.widgets.images import image_embedding, import_images
from satsuma.widgets.images.image_embedding import ImageEmbedding
from satsuma.widgets.images.import_images import ImportImages
from tests.hostile import ODD_NAMES, OddFile, odd_files, odd_folder, turned_files
from tests.picture_bytes import blocks, encoded
from tests.trust import living
from tests.trust.watching_model import NETWORK, Watching

pytestmark = [pytest.mark.timeout(180),
              pytest.mark.skipif(os.name == "nt", reason="pipes, and names Windows does not allow")]

LARGE = "fifty megapixels.jpg"
OTHERS = ("notes.txt", "pipe.jpg")
LOST = ("nowhere.png", "round.png")


@dataclass(frozen=True)
class Journey:
    """What came of the folder: imported, embedded, and embedded once more."""

    folder: Path
    there: int  # entries when it was imported, without folders and what is hidden
    imported: import_images.Outputs
    embedded: image_embedding.Outputs
    again: image_embedding.Outputs
    warnings: tuple[str, ...]

    def outcomes(self) -> dict[str, Outcome]:
        return dict(zip(self.embedded.ids, self.embedded.outcomes, strict=True))


class Listening(Run):
    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, text: str) -> None:
        self.warnings.append(text)


@pytest.fixture(scope="module", params=["watching", pytest.param("real", marks=pytest.mark.long)])
def journey(request, tmp_path_factory) -> Iterator[Journey]:
    """Through a model that takes no time, and, long, through the network itself."""
    place, model = tmp_path_factory.mktemp("hostile"), Watching()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SATSUMA_CACHE", str(place / "cache"))
        if request.param == "watching":
            patch.setattr(embed_module, "open_model", lambda *_, **__: model)
        yield travelled(place / "pictures", patch)


def travelled(folder: Path, patch: pytest.MonkeyPatch) -> Journey:
    fill(folder)
    run = Listening()
    living.refuse_some(patch)
    there = sum(not name.startswith(".") for _, _, names in os.walk(folder) for name in names)
    imported = ImportImages(sources=(str(folder),)).compute(run)
    for name, (change, _, _) in living.BEFORE.items():
        change(folder / name)
    living.change_meanwhile(patch)
    embedded = ImageEmbedding().compute(imported.data, run)
    again = ImageEmbedding().compute(imported.data)
    return Journey(folder, there, imported, embedded, again, tuple(run.warnings))


def fill(folder: Path) -> None:
    odd_folder(folder)
    for file in turned_files():
        (folder / file.name).write_bytes(file.content)
    living.write_living(folder)
    (folder / LARGE).write_bytes(encoded(blocks(8_660, 5_774), "JPEG"))
    (folder / "notes.txt").write_text("no picture")
    long_ago = 1_600_000_000
    for file in folder.iterdir():
        if file.is_file():
            os.utime(file, (long_ago, long_ago))


def expected() -> dict[str, OddFile]:
    """What must become of every row, by id."""
    content = b""  # is not asked for here
    others = [*(OddFile(escape_and_compose(name), content, "fine") for name in ODD_NAMES),
              *(OddFile(name, content, *told) for name, told in living.expected().items()),
              OddFile(LARGE, content, "fine"), OddFile("a.jpg/inside.png", content, "fine")]
    return {file.name: file for file in (*odd_files(), *turned_files(), *others)}


def escape_and_compose(name: bytes) -> str:
    return unicodedata.normalize("NFC", escape(os.fsdecode(name)))


def test_there_are_many_and_each_is_there_once():
    assert len(odd_files()) >= 85
    assert len({file.name for file in odd_files()}) == len(odd_files())
    assert len(expected()) >= 155


def test_every_entry_of_the_folder_is_accounted_for(journey):
    rows = len(journey.imported.data)
    assert journey.imported.others == len(OTHERS)
    assert rows == len(expected())
    assert rows + len(OTHERS) + len(LOST) == journey.there
    assert any("2 links lead nowhere: nowhere.png, round.png" in said
               for said in journey.warnings)


def test_each_file_ends_in_the_outcome_written_beside_it(journey):
    found = journey.outcomes()
    assert found.keys() == expected().keys()
    wrong = {name: outcome for name, outcome in found.items()
             if outcome.state != (file := expected()[name]).state
             or not file.is_told(outcome.told())}
    assert wrong == {}


def test_the_counts_add_up(journey):
    states = Counter(outcome.state for outcome in journey.embedded.outcomes)
    assert states == Counter(file.state for file in expected().values())
    account, rows = journey.embedded.account, len(journey.imported.data)
    assert {state: account[state] for state in states} == states
    assert states.total() == rows
    assert len(journey.embedded.embeddings) == states["fine"] + states["repaired"]
    assert len(journey.embedded.skipped) == states["refused"]
    ids = {*journey.embedded.embeddings.ids, *journey.embedded.skipped.ids}
    assert ids == set(journey.imported.data.ids)


def test_the_rest_of_the_folder_is_embedded(journey):
    vectors = journey.embedded.embeddings["embedding"].values
    assert np.isfinite(vectors).all()
    kept = {file.name for file in expected().values() if file.state != "refused"}
    assert set(journey.embedded.embeddings.ids) == kept


def test_each_refusal_stands_with_its_reason_in_the_table_of_those_left_out(journey):
    table, outcomes = journey.embedded.skipped, journey.outcomes()
    assert {row_id: table["reason"].values[row] for row, row_id in enumerate(table.ids)} == {
        name: outcome.reason for name, outcome in outcomes.items() if outcome.state == "refused"}
    assert "" not in table["reason"].values


def test_a_second_run_tells_the_same_of_every_file(journey):
    before = journey.outcomes()
    after = dict(zip(journey.again.ids, journey.again.outcomes, strict=True))
    # By now these are what they became; the one that grew on and on goes on growing.
    assert {name: outcome for name, outcome in after.items() if outcome != before[name]} == {}
    assert journey.again.account["computed"] == 0
    ids = journey.again.embeddings.ids
    assert ids == journey.embedded.embeddings.ids
    assert np.array_equal(journey.again.embeddings["embedding"].values,
                          journey.embedded.embeddings["embedding"].values)


def test_import_gives_the_size_of_what_can_be_shown(journey):
    """Width and height come from the header alone; they are those of the upright picture."""
    table = journey.imported.data
    size = {row_id: (table["width"].values[row], table["height"].values[row])
            for row, row_id in enumerate(table.ids)}
    assert all(size[file.name] == (96, 64) for file in turned_files())
    assert size[LARGE] == (8_660, 5_774)
    assert size["long.png"] == (1, 30_000)
    unshown = {name for name, (width, _) in size.items() if np.isnan(width)}
    refused = {name for name, outcome in journey.outcomes().items() if outcome.state == "refused"}
    assert unshown <= refused


def test_a_name_leaves_no_trace_on_another_file_of_equal_content(cache, tmp_path, monkeypatch):
    """Not even in the next run, when the vector of the first one comes from the cache."""
    monkeypatch.setattr(embed_module, "open_model", lambda *_, **__: Watching())
    jpeg, tiff = encoded(blocks(), "JPEG"), encoded(blocks(), "TIFF")
    for name, content, told in (
            ("called.png", jpeg, "a JPEG file, although its name ends in .png"),
            ("b.jpg", jpeg, ""), ("c", jpeg, ""), ("plain.tif", tiff, ""),
            ("raw.nef", tiff, "a camera's raw file; export it as JPEG or TIFF to use it"),
            ("called.webp", jpeg, "a JPEG file, although its name ends in .webp")):
        (tmp_path / name).write_bytes(content)
        for _ in range(2):
            done = embed_module.embed([tmp_path / name], network(NETWORK))
            assert done.outcomes[0].told() == told, name
