"""Image Map: which columns become the plane, and what is picked on it."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.catalog import discover
from satsuma.data.column import categorical, numbers, texts
from satsuma.data.table import Table
from satsuma.gestures import Boxed, Clicked
from satsuma.run import Run
from satsuma.views import Points
from satsuma.widget import WidgetError

ImageMap = discover(entry_points=False).widgets["satsuma.image_map"]


class Listening(Run):
    def __init__(self) -> None:
        self.told: list[str] = []

    def warn(self, text: str) -> None:
        self.told.append(text)


def table(*names: str) -> Table:
    random = np.random.default_rng(0)
    columns = {name: numbers(random.normal(size=5)) for name in names}
    return Table(tuple("abcde"), {**columns, "kind": categorical("xyxyx")})


@pytest.mark.parametrize(("names", "settings", "titles"), [
    (("size", "width"), {}, ("size", "width")),
    (("size", "PC1", "PC2"), {}, ("PC1", "PC2")),
    (("PC1", "PC2", "t-SNE x", "t-SNE y"), {}, ("t-SNE x", "t-SNE y")),
    (("size", "PC1", "PC2"), {"y": "size"}, ("PC1", "size")),
    (("size", "PC1", "PC2"), {"y": "PC1"}, ("size", "PC1")),
    (("size", "PC1", "PC2"), {"x": "PC2"}, ("PC2", "size")),
    (("size",), {}, ("size", "size")),
    (("size",), {"x": "size"}, ("size", "size")),
])
def test_the_axes(names: tuple[str, ...], settings: dict[str, str],
                  titles: tuple[str, str]) -> None:
    widget = ImageMap(**settings)
    view = widget.view(widget.compute(table(*names)))
    assert isinstance(view, Points)
    assert view.titles == titles
    assert view.x is table(*names)[titles[0]].values or len(view.x) == 5


def test_a_column_that_is_gone_is_told_and_another_is_taken() -> None:
    run = Listening()
    widget = ImageMap(x="gone")
    found = widget.compute(table("PC1", "PC2"), run)
    assert "“gone”" in run.told[0]
    assert set(widget.view(found).titles) <= {"PC1", "PC2"}


def test_a_table_without_numbers_is_refused_with_a_remedy() -> None:
    with pytest.raises(WidgetError, match="t-SNE or PCA"):
        ImageMap().compute(Table(("a",), {"t": texts(["x"])}))


def test_rows_without_a_place_are_counted() -> None:
    run = Listening()
    given = table("u", "v").with_column("u", numbers([1, np.nan, 2, np.nan, 3]))
    ImageMap().compute(given, run)
    assert run.told == ["2 rows have no number in “u” or “v”, and so no place on the map."]


def test_what_is_picked_leaves_and_all_is_marked() -> None:
    widget = ImageMap().edits(Boxed(("b", "c"))).edits(Clicked("e", extend=True))
    found = widget.compute(table("u", "v"))
    assert found.selected is not None
    assert found.selected.ids == ("b", "c", "e")
    assert found.data["Selected"].values.tolist() == [0, 1, 1, 0, 1]
    assert widget.summary(found) == "5 rows · 3 selected"
    assert ImageMap(selected=("b",)).edits(Clicked(None)).compute(table("u", "v")).selected is None


def test_all_of_them_stay_all_when_rows_are_added() -> None:
    widget = ImageMap().edits(Boxed("all"))
    assert widget.selected == "all"
    assert widget.edits(Clicked("a")).selected == ("a",)
