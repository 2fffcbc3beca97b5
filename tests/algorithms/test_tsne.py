"""t-SNE: the way of scikit-learn's own, cancelled at once, the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.algorithms.tsne import on_a_plane, price_of_map
from satsuma.run import Cancelled, Run


def islands(count: int = 3, each: int = 40) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(5)
    middles = 6 * random.normal(size=(count, 10))
    points = np.concatenate([middle + random.normal(size=(each, 10)) for middle in middles])
    return points, 1e-4 * random.normal(size=(len(points), 2))


def test_it_goes_the_way_of_scikit_learn(monkeypatch: pytest.MonkeyPatch) -> None:
    from sklearn.manifold import TSNE, _t_sne

    monkeypatch.setattr(_t_sne, "_openmp_effective_n_threads", lambda: 1)
    points, start = islands()
    model = TSNE(perplexity=15, max_iter=400, init=start.astype(np.float32))
    wanted = model.fit_transform(points)
    found = on_a_plane(points, start, 15, 400)
    assert np.abs(found - wanted).max() <= 1e-2 * np.abs(wanted).max()


def test_it_is_the_same_each_time() -> None:
    points, start = islands()
    one, other = (on_a_plane(points, start, 10, 300) for _ in range(2))
    assert np.array_equal(one, other)


def test_what_was_together_stays_together() -> None:
    points, start = islands()
    places = on_a_plane(points, start, 15, 500)
    away = np.linalg.norm(places[:, None] - places[None], axis=2) + np.diag([np.inf] * len(places))
    assert (away.argmin(axis=1) // 40 == np.arange(120) // 40).all()


def test_rows_that_are_equal_have_places() -> None:
    places = on_a_plane(np.repeat(np.eye(3), 9, axis=0), 1e-4 * np.random.default_rng(0).normal(
        size=(27, 2)), 5, 250)
    assert np.isfinite(places).all()


def test_it_counts_its_steps_and_is_cancelled() -> None:
    class Cancelling(Run):
        steps = 0

        def track(self, items, total=None):
            assert total == 900
            for item in items:
                self.steps += 1
                if self.steps == 20:
                    raise Cancelled
                yield item

    run = Cancelling()
    with pytest.raises(Cancelled):
        on_a_plane(*islands(), 15, 900, run)
    assert run.steps == 20


def test_more_rows_cost_more() -> None:
    assert price_of_map(10_000, 30, 1_000).seconds > 5 * price_of_map(1_000, 30, 1_000).seconds
