"""What is learned equals what scikit-learn learns from the same; what cannot be learned is told."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.calibration import CalibratedClassifierCV
from sklearn.datasets import load_diabetes, load_iris
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import StratifiedKFold
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from satsuma.algorithms.learners import METHODS
from satsuma.algorithms.learning import fit, predict
from satsuma.data.column import Passport, Role, categorical, numbers, texts, vectors
from satsuma.data.learner import Learner
from satsuma.data.table import Table
from satsuma.problem import Problem
from satsuma.run import Cancelled, Run

IRIS = load_iris()
DIABETES = load_diabetes()
PASSPORT = Passport("some network", "0" * 64, "none", "exact", 4)
KINDS = tuple(IRIS.target_names.tolist())


def learner(method, **settings):
    return Learner(method, METHODS[method].title, tuple(settings.items()))


def iris():
    return Table(tuple(map(str, range(150))), {
        "kind": categorical([KINDS[code] for code in IRIS.target], Role.TARGET, KINDS),
        "embedding": vectors(IRIS.data, PASSPORT)})


def diabetes():
    return Table(tuple(map(str, range(len(DIABETES.data)))), {
        "progression": numbers(DIABETES.target, Role.TARGET),
        **{name: numbers(DIABETES.data[:, i]) for i, name in enumerate(DIABETES.feature_names)}})


class Listening(Run):
    def __init__(self):
        self.said = []

    def warn(self, text):
        self.said.append(text)


CLASSIFIERS = [
    (learner("logistic_regression"), LogisticRegression(max_iter=1_000), True),
    (learner("logistic_regression", C=0.1, balanced=True),
     LogisticRegression(C=0.1, class_weight="balanced", max_iter=1_000), True),
    (learner("knn", neighbors=7, weights="distance"),
     KNeighborsClassifier(7, weights="distance", algorithm="brute"), True),
    (learner("knn", metric="cosine"), KNeighborsClassifier(metric="cosine"), True),
    (learner("svm", kernel="rbf"), CalibratedClassifierCV(
        SVC(), cv=StratifiedKFold(5), ensemble=False), True),
    (learner("random_forest", trees=25, seed=3),
     RandomForestClassifier(25, random_state=3), False),
    (learner("naive_bayes"), GaussianNB(), True),
    (learner("linear_discriminant"),
     LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto"), True),
    (learner("linear_discriminant", shrink=False), LinearDiscriminantAnalysis(), True),
    (learner("constant"), DummyClassifier(strategy="prior"), False),
]


@pytest.mark.parametrize(("ours", "theirs", "scaled"), CLASSIFIERS,
                         ids=[f"{i} {one[0].method}" for i, one in enumerate(CLASSIFIERS)])
def test_probabilities_are_those_of_scikit_learn(ours, theirs, scaled):
    train = iris().rows(np.arange(0, 150, 2))
    model = fit(ours, train)
    said = predict(model, iris())
    known = iris()["embedding"].values.astype(np.float64)
    other = make_pipeline(StandardScaler(), theirs) if scaled else theirs
    other.fit(known[::2], IRIS.target[::2])
    assert np.allclose(said.probabilities, other.predict_proba(known), atol=1e-12)
    assert (said.values == other.predict(known)).all()
    assert (said.values.dtype, model.classes, model.rows) == (np.int32, KINDS, 75)


NUMBERS = [
    (learner("ridge", alpha=2.0), Ridge(2.0), True),
    (learner("knn", neighbors=4), KNeighborsRegressor(4), True),
    (learner("random_forest", trees=12, seed=1),
     RandomForestRegressor(12, random_state=1, max_features=1 / 3), False),
    (learner("constant"), DummyRegressor(), False),
]


@pytest.mark.parametrize(("ours", "theirs", "scaled"), NUMBERS,
                         ids=[one[0].method for one in NUMBERS])
def test_numbers_are_those_of_scikit_learn(ours, theirs, scaled):
    said = predict(fit(ours, diabetes()), diabetes())
    other = make_pipeline(StandardScaler(), theirs) if scaled else theirs
    other.fit(DIABETES.data, DIABETES.target)
    assert said.probabilities is None
    assert np.allclose(said.values, other.predict(DIABETES.data))


def test_a_network_is_trained_round_by_round_as_scikit_learn_does_it():
    said = predict(fit(learner("neural_network", iterations=30, seed=5), iris()), iris())
    scaled = StandardScaler().fit_transform(iris()["embedding"].values.astype(np.float64))
    other = MLPClassifier((100,), random_state=5)
    for _ in range(30):
        other.partial_fit(scaled, IRIS.target, classes=[0, 1, 2])
    assert np.allclose(said.probabilities, other.predict_proba(scaled))


def test_a_network_learns_about_as_well_as_in_one_go():
    said = predict(fit(learner("neural_network"), iris()), iris())
    assert (said.values == IRIS.target).mean() > 0.95


def test_a_class_that_is_not_among_the_rows_keeps_its_place():
    train = iris().rows(IRIS.target != 1)
    model = fit(learner("logistic_regression"), train)
    said = predict(model, iris())
    assert said.probabilities.shape == (150, 3)
    assert (said.probabilities[:, 1] == 0).all()
    assert set(said.values) == {0, 2}
    assert model.of_class == (50, 0, 50)


def test_missing_numbers_get_the_mean_of_the_rows_that_were_learned_from():
    table = diabetes()
    gaps = DIABETES.data.copy()
    gaps[3, 2] = np.nan
    holed = table.with_column("bmi", numbers(gaps[:, 2]))
    run = Listening()
    said = predict(fit(learner("ridge"), holed, run), holed)
    assert run.said == ["Values are missing in 1 row. The mean of the column stands in their "
                        "place."]
    whole = DIABETES.data.copy()
    whole[3, 2] = np.nanmean(gaps[:, 2])
    other = make_pipeline(StandardScaler(), Ridge()).fit(whole, DIABETES.target)
    assert np.allclose(said.values, other.predict(whole))


def test_categories_are_a_number_for_each_word():
    table = iris().with_column("color", categorical(["red", "blue", None] * 50, Role.FEATURE))
    model = fit(learner("naive_bayes"), table)
    assert [(one.name, one.width, one.categories) for one in model.features] == [
        ("embedding", 4, ()), ("color", 2, ("blue", "red"))]
    others = iris().with_column("color", categorical(["red", "green", None] * 50, Role.FEATURE))
    assert len(predict(model, others).values) == 150


def test_vectors_of_another_network_are_refused():
    model = fit(learner("knn"), iris())
    other = Passport("another network", "0" * 64, "none", "exact", 4)
    foreign = iris().with_column("embedding", vectors(IRIS.data, other))
    with pytest.raises(Problem, match="another network.*same network and weights"):
        predict(model, foreign)
    with pytest.raises(Problem, match="5 in the other"):
        predict(model, iris().with_column("embedding", vectors(np.zeros((150, 5)), PASSPORT)))
    with pytest.raises(Problem, match="no such column here. Embed these pictures"):
        predict(model, iris().without("embedding"))
    with pytest.raises(Problem, match="here its kind is number"):
        predict(model, iris().with_column("embedding", numbers(np.zeros(150))))


def test_a_table_without_rows_is_told_nothing():
    for method in METHODS:
        table = diabetes() if METHODS[method].classes is None else iris()
        said = predict(fit(learner(method), table), table.rows([]))
        assert len(said.values) == 0
        assert said.probabilities is None or said.probabilities.shape == (0, 3)


def refused(method, table, **settings):
    with pytest.raises(Problem) as caught:
        fit(learner(method, **settings), table)
    return str(caught.value)


def test_what_cannot_be_learned_is_told_with_a_remedy():
    table, plain = iris(), "logistic_regression"
    assert "Select Columns" in refused(plain, table.without("kind"))
    assert "2 columns are targets: “kind”, “other”" in refused(
        plain, table.with_column("other", numbers(np.zeros(150), Role.TARGET)))
    assert "no features" in refused(plain, table.without("embedding"))
    assert "Ridge Regression" in refused(plain, diabetes())
    assert "Logistic Regression" in refused("ridge", table)
    assert "kind text" in refused(plain, table.with_column("kind", texts(["a"] * 150, Role.TARGET)))
    assert "All 50 rows are “setosa”" in refused(plain, table.rows(np.arange(50)))
    assert "Each of the 3 rows is another class" in refused(plain, table.rows([0, 50, 100]))
    assert "no rows" in refused(plain, table.rows([]))
    assert "at most 4 neighbors" in refused("knn", table.rows([0, 1, 50, 51]), neighbors=5)
    assert "“size” holds infinite or immense numbers in 1 row" in refused(
        plain, table.with_column("size", numbers([np.inf, *[1.0] * 149])))


def test_rows_without_a_target_are_left_out_and_said():
    words = [KINDS[code] if row % 10 else None for row, code in enumerate(IRIS.target)]
    run = Listening()
    model = fit(learner("knn"), iris().with_column("kind", categorical(
        words, Role.TARGET, KINDS)), run)
    assert model.rows == 135
    assert run.said == ["In 15 rows “kind” is missing; they are left out."]


def test_a_class_with_one_row_is_said_and_has_no_probabilities_of_an_svm():
    run = Listening()
    model = fit(learner("svm"), iris().rows([0, 1, 2, 50, 51, 52, 100]), run)
    assert "A class has one row only: “virginica”" in run.said[0]
    assert "no probabilities" in run.said[1]
    assert predict(model, iris()).probabilities is None


def test_constant_columns_do_no_harm():
    table = iris().with_column("same", numbers(np.full(150, 7.0)))
    for method, one in METHODS.items():
        if one.classes:
            chances = predict(fit(learner(method), table), table).probabilities
            assert np.isfinite(chances).all()


@pytest.mark.parametrize("method", ["random_forest", "neural_network"])
def test_what_goes_step_by_step_can_be_cancelled(method):
    class Stopping(Run):
        left = 3

        def track(self, items, total=None):
            for item in items:
                self.left -= 1
                if not self.left:
                    raise Cancelled
                yield item

    with pytest.raises(Cancelled):
        fit(learner(method), iris(), Stopping())


def test_the_same_seed_gives_the_same_model():
    for method in ("random_forest", "neural_network"):
        first, again = (predict(fit(learner(method, seed=9, trees=10, iterations=5), iris()),
                                iris()).probabilities for _ in range(2))
        assert np.array_equal(first, again)


def test_every_kind_of_target_is_told_by_somebody():
    assert all(one.classes or one.numbers for one in METHODS.values())


def test_rare_classes_can_count_alike_in_a_forest():
    rows = np.r_[0:50, 50:60, 100:130]
    model = fit(learner("random_forest", trees=25, seed=3, balanced=True), iris().rows(rows))
    known = iris()["embedding"].values.astype(np.float64)
    other = RandomForestClassifier(25, random_state=3, class_weight="balanced")
    other.fit(known[rows], IRIS.target[rows])
    assert np.allclose(predict(model, iris()).probabilities, other.predict_proba(known))
