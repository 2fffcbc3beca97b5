"""t-SNE: its columns, what is told, and that chance comes from the seed alone."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.catalog import discover
from satsuma.data.column import Role, categorical, numbers, vectors
from satsuma.data.table import Table
from satsuma.problem import Problem
from satsuma.run import Run
from satsuma.views import Points
from satsuma.widget import WidgetError

TSNE = discover(entry_points=False).widgets["satsuma.tsne"]


class Listening(Run):
    def __init__(self) -> None:
        self.told: list[str] = []

    def warn(self, text: str) -> None:
        self.told.append(text)


def table(rows: int = 40) -> Table:
    random = np.random.default_rng(2)
    return Table(tuple(f"r{row}" for row in range(rows)), {
        "v": vectors(random.normal(size=(rows, 6)).astype(np.float32)),
        "kind": categorical(["a", "b"] * (rows // 2)),
        "t-SNE x": numbers(range(rows), Role.META)})


def places(found: Table) -> np.ndarray:
    return np.column_stack([found["t-SNE x (2)"].values, found["t-SNE y"].values])


def test_two_metas_are_added_and_nothing_else() -> None:
    widget = TSNE(perplexity=5, iterations=250, color="kind", show="dots")
    found = widget.compute(table())
    assert list(found.data.columns) == ["v", "kind", "t-SNE x", "t-SNE x (2)", "t-SNE y"]
    assert found.data["t-SNE y"].role is Role.META
    assert found.data.ids == table().ids
    view = widget.view(found)
    assert isinstance(view, Points)
    assert view.titles == ("t-SNE x (2)", "t-SNE y")
    assert view.color == "kind"


def test_chance_comes_from_the_seed_alone() -> None:
    one, same, other = (places(TSNE(perplexity=5, iterations=250, start="random",
                                    seed=seed).compute(table()).data) for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.allclose(one, other)


def test_too_large_a_perplexity_is_told() -> None:
    run = Listening()
    TSNE(perplexity=30, iterations=250).compute(table(), run)
    assert run.told == ["A perplexity of 30 needs 91 rows; for these 40 it is 13."]


def test_one_number_for_each_row_becomes_a_plane_too() -> None:
    given = Table(tuple(map(str, range(30))), {"size": numbers(range(30))})
    found = TSNE(perplexity=5, iterations=250).compute(given).data
    assert np.isfinite(found["t-SNE y"].values).all()
    assert found["t-SNE y"].values.std() > 0


def test_what_takes_long_is_asked_first() -> None:
    with pytest.raises(WidgetError, match="Make the map") as caught:
        TSNE().compute(Table(tuple(map(str, range(9_000)))))
    assert caught.value.asks == "many"
    assert caught.value.remedies
    with pytest.raises(Problem, match="no features"):
        TSNE(many="go").compute(Table(tuple(map(str, range(9_000)))))


def test_too_few_rows_are_refused() -> None:
    with pytest.raises(WidgetError, match="at least 4 rows"):
        TSNE().compute(table(2))
