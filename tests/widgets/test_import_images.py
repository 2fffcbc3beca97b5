"""Import Images: which rows, which ids, which columns."""

from __future__ import annotations

import unicodedata

import pytest
from PIL import Image

from satsuma.data.column import Kind, Role
from satsuma.data.folder_news import folder_news
from satsuma.data.names import file_of
from satsuma.engine import archive
from satsuma.run import Run
from satsuma.widget import WidgetError
from satsuma.widgets.images.import_images import ImportImages


class Listening(Run):
    def __init__(self):
        self.warnings = []

    def warn(self, text):
        self.warnings.append(text)


@pytest.fixture(autouse=True)
def _own_cache(cache):
    """Headers are remembered in a cache of each test's own."""


def draw(file, color="red", size=(8, 6)):
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, color).save(file)
    return file


@pytest.fixture
def herd(tmp_path):
    """Two kinds in folders, one picture in the root, and a text."""
    folder = tmp_path / "herd"
    for name in ("cow/cow 10.png", "cow/cow 2.png", "frog/green/frog.png", "root.png"):
        draw(folder / name)
    (folder / "notes.txt").write_text("no picture")
    return folder


def imported(*sources, **settings):
    return ImportImages(sources=tuple(str(s) for s in sources), **settings).compute()


def test_rows_are_called_by_their_path_below_the_folder_in_natural_order(herd):
    assert imported(herd).data.ids == (
        "cow/cow 2.png", "cow/cow 10.png", "frog/green/frog.png", "root.png")


def test_the_columns_are_those_that_users_of_orange_know(herd):
    table = imported(herd).data
    roles = {name: column.role for name, column in table.columns.items()}
    assert roles == {"category": Role.TARGET, "image name": Role.META, "image": Role.META,
                     "size": Role.META, "width": Role.META, "height": Role.META}
    assert table["image"].kind is Kind.IMAGE
    assert [table["category"].shown(i) for i in range(4)] == ["cow", "cow", "frog/green", "."]
    assert [table["image name"].shown(i) for i in range(2)] == ["cow 2", "cow 10"]
    assert (table["width"].values == 8).all()
    assert (table["height"].values == 6).all()


def test_the_pictures_can_be_opened_from_the_table(herd):
    column = imported(herd).data["image"]
    assert all(file_of(column.folder, value).is_file() for value in column.values)


def test_without_folders_inside_there_is_no_category(herd):
    assert "category" not in imported(herd / "cow").data


def test_subfolders_can_be_left_out(herd):
    assert imported(herd, subfolders=False).data.ids == ("root.png",)


def test_names_can_be_asked_for(herd):
    assert len(imported(herd, patterns=("cow*",)).data) == 2


def test_at_most_so_many(herd):
    assert len(imported(herd, most=3).data) == 3


def test_other_files_are_counted_and_no_cause_for_a_warning(herd):
    run = Listening()
    outputs = ImportImages(sources=(str(herd),)).compute(run)
    assert outputs.others == 1
    assert run.warnings == []
    assert ImportImages().summary(outputs) == "4 pictures · 3 categories · 1 other file"


def test_a_loose_picture_joins_and_leaves_the_other_ids_alone(herd, tmp_path):
    newcomer = draw(tmp_path / "elsewhere" / "milka.png", "purple")
    before, after = imported(herd).data, imported(herd, newcomer).data
    assert after.ids == (*before.ids, "milka.png")
    assert after["category"].missing().tolist() == [False] * 4 + [True]
    column = after["image"]
    assert file_of(column.folder, column.values[-1]).samefile(newcomer)
    assert file_of(column.folder, column.values[0]).is_file()


def test_ids_that_clash_get_the_name_of_their_folder_in_front(herd, tmp_path):
    other = tmp_path / "other"
    draw(other / "cow" / "cow 2.png")
    ids = imported(herd, other).data.ids
    assert ids[-1] == "other/cow/cow 2.png"
    assert imported(herd, herd).data.ids[4:] == tuple(f"herd/{row_id}" for row_id in ids[:4])


def test_ids_are_composed_characters_and_the_file_is_found_all_the_same(tmp_path):
    name = unicodedata.normalize("NFD", "käfer.png")
    draw(tmp_path / name)
    table = imported(tmp_path).data
    assert table.ids == ("käfer.png",)
    assert file_of(table["image"].folder, table["image"].values[0]).is_file()


def test_a_picture_that_cannot_be_read_keeps_its_row_and_is_warned_about(herd):
    (herd / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n and nothing more")
    run = Listening()
    outputs = ImportImages(sources=(str(herd),)).compute(run)
    assert "broken.png" in outputs.data.ids
    assert len(run.warnings) == 1
    assert run.warnings[0].startswith("1 file cannot be read as a picture: broken.png: ")
    assert [o.state for o in outputs.unreadable].count("refused") == 1


def test_no_folder_is_an_error_that_says_what_to_do():
    with pytest.raises(WidgetError, match="Choose a folder"):
        ImportImages().compute()


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(Exception, match="gone") as caught:
        imported(tmp_path / "gone")
    assert "does not exist" in str(caught.value)


def test_a_folder_without_pictures_says_what_is_there(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(WidgetError, match="1 other file there"):
        imported(tmp_path)


def test_the_stamp_changes_with_the_folder_and_only_then(herd):
    widget = ImportImages(sources=(str(herd),))
    first = widget.stamp()
    assert widget.stamp() == first
    draw(herd / "cow" / "cow 3.png")
    assert widget.stamp() != first


def test_what_came_after_the_stamp_belongs_to_the_next_one(herd):
    widget = ImportImages(sources=(str(herd),))
    widget.stamp()
    draw(herd / "cow" / "cow 3.png")
    assert len(widget.compute().data) == 4
    assert len(widget.compute().data) == 5


def test_one_place_may_be_a_plain_text(herd):
    assert ImportImages(sources=str(herd)) == ImportImages(sources=(str(herd),))


def test_a_folder_named_twice_is_told(herd):
    run = Listening()
    ImportImages(sources=(str(herd), str(herd))).compute(run)
    assert run.warnings == ["A folder is named twice, so its pictures are there twice."]


def test_settings_that_leave_nothing_are_named(herd):
    with pytest.raises(WidgetError, match="or ask for other names"):
        imported(herd, patterns=("zebra*",))
    with pytest.raises(WidgetError, match="or include subfolders"):
        imported(herd / "frog", subfolders=False)


def test_the_view_tells_of_categories_and_of_what_was_read(herd):
    widget = ImportImages(sources=(str(herd),))
    outputs = widget.compute()
    view = widget.view(outputs)
    assert view.categories is outputs.data["category"]
    assert view.others == 1
    assert view.refused == "cannot be read"
    assert not folder_news(view.listing).news
    draw(herd / "cow" / "cow 3.png")
    assert folder_news(view.listing).news.text == "1 new"
    # What was read stays what was asked for then, whatever the settings are now.
    later = ImportImages(sources=(str(herd),), patterns=("x*",)).view(outputs)
    assert folder_news(later.listing).news.text == "1 new"


def test_the_result_is_kept_on_disk(herd, tmp_path):
    widget = ImportImages(sources=(str(herd),), most=9)
    outputs = widget.compute()
    with (tmp_path / "kept").open("wb") as opened:
        archive.save(outputs._asdict(), opened)
    again = widget.view(type(outputs)(**archive.load(tmp_path / "kept")))
    assert again.ids == outputs.data.ids
    assert again.listing.sources == widget.view(outputs).listing.sources
    assert not folder_news(again.listing).news


def test_many_files_that_cannot_be_read_are_told_in_one_line(herd):
    for number in range(5):
        (herd / f"broken {number}.png").write_bytes(b"nothing")
    run = Listening()
    ImportImages(sources=(str(herd),)).compute(run)
    assert run.warnings[0].startswith("5 files cannot be read as pictures: broken 0.png: ")
    assert run.warnings[0].endswith("; and 4 more")


def test_the_table_is_called_after_its_folders(herd, tmp_path):
    cow, calf = herd / "cow", tmp_path / "calf"
    calf.mkdir()
    draw(calf / "a.png")
    draw(calf / "b.png")
    assert imported(cow).data.name == "cow"
    assert imported(cow, calf).data.name == "cow, calf"
    assert imported(calf / "a.png").data.name == "a.png"
    assert imported(cow, calf / "a.png", calf / "b.png").data.name == "cow, calf"
    others = [tmp_path / name for name in "pqr"]
    for one in others:
        one.mkdir()
        draw(one / "c.png")
    assert imported(cow, calf, *others).data.name == "cow, calf, p and 2 more"
