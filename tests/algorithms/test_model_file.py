"""A model that was saved says the same, and a file that is none is refused in words."""

from __future__ import annotations

import json

import numpy as np
import pytest

from satsuma.algorithms import model_record
from satsuma.algorithms.learners import METHODS
from satsuma.algorithms.learning import fit, predict
from satsuma.algorithms.model_file import check_model_name, read_model, same_models, write_model
from satsuma.data.column import Role, categorical
from satsuma.data.npz_file import NpzFile, write_arrays
from satsuma.problem import Problem
from tests.algorithms.test_learning import diabetes, iris, learner

EACH = [(method, iris) for method, one in METHODS.items() if one.classes]
EACH += [(method, diabetes) for method, one in METHODS.items() if one.numbers]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "cows.satsuma-model"


@pytest.mark.parametrize(("method", "table"), EACH,
                         ids=[f"{method} {table.__name__}" for method, table in EACH])
@pytest.mark.parametrize("two", [False, True], ids=["all", "two classes"])
def test_a_model_that_was_saved_says_the_same(method, table, two, file):
    data = table().rows(np.arange(100)) if two else table()
    model = fit(learner(method, trees=7, iterations=20) if method in (
        "random_forest", "neural_network") else learner(method), data)
    write_model(model, file)
    again = read_model(file)
    assert same_models(model, again)
    first, second = predict(model, table()), predict(again, table())
    assert np.array_equal(first.values, second.values)
    if first.probabilities is not None:
        assert np.array_equal(first.probabilities, second.probabilities)
    assert (again.learner, again.target, again.classes, again.features, again.rows,
            again.of_class) == (model.learner, model.target, model.classes, model.features,
                                model.rows, model.of_class)


@pytest.mark.parametrize("kernel", ["linear", "poly"])
def test_a_support_vector_machine_without_probabilities_comes_back(kernel, file):
    model = fit(learner("svm", kernel=kernel), iris().rows([0, 1, 2, 50, 51, 52, 100]))
    write_model(model, file)
    again = predict(read_model(file), iris())
    assert np.array_equal(again.values, predict(model, iris()).values)
    assert again.probabilities is None


def test_categories_and_passports_come_along(file):
    table = iris().with_column("color", categorical(["red", "blue", None] * 50, Role.FEATURE))
    write_model(fit(learner("knn"), table), file)
    assert [one.passport and one.passport.network for one in read_model(file).features] == [
        "some network", None]
    assert read_model(file).features[1].categories == ("blue", "red")


def arrays_in(file):
    with NpzFile(file) as opened:
        return {name: opened[name] for name in opened.names}


def spoilt(file, edit):
    """The file with one thing changed, and what is said of it."""
    arrays = arrays_in(file)
    told = json.loads(arrays["satsuma_model"].tobytes())
    edit(told, arrays)
    arrays["satsuma_model"] = np.frombuffer(json.dumps(told).encode(), np.uint8)
    write_arrays(arrays, file)
    with pytest.raises(Problem) as caught:
        read_model(file)
    assert str(file) in str(caught.value)
    return str(caught.value)


def in_json(**changes):
    return lambda told, arrays: told.update(changes)


def in_arrays(name, made):
    return lambda told, arrays: arrays.update({name: made(arrays[name].copy())})


def put(array, place, value):
    array[place] = value
    return array


SPOILT = {
    "another version of scikit-learn": ("svm", in_json(
        versions={"scikit-learn": "0.9.1"}), "made with scikit-learn 0.9.1"),
    "no versions": ("logistic_regression", in_json(versions=None), "with which version"),
    "a later format": ("logistic_regression", in_json(**{"satsuma model": 2}), "of this version"),
    "an unknown method": ("knn", in_json(method="os.system"), "“os.system”, which is not known"),
    "another method": ("knn", in_json(method="svm"), "lacks “learn.vectors”"),
    "an unknown setting": ("knn", in_json(settings=[["metric", "os.system"]]), "“metric”"),
    "a setting of another name": ("knn", in_json(settings=[["n_jobs", 999]]), "“n_jobs”"),
    "a nested setting": ("knn", in_json(settings=[["metric", {"a": 1}]]), "settings are damaged"),
    "columns that lack": ("knn", in_json(features=[]), "does not fit together"),
    "a class twice": ("knn", in_json(classes=["a", "a", "b"]), "does not fit together"),
    "fewer classes": ("knn", in_json(classes=["a"], **{"rows of classes": [1]}), "its classes"),
    "no number of rows": ("knn", in_json(rows=-1), "damaged"),
    "too few weights": ("logistic_regression", in_arrays(
        "learn.weights", lambda a: a[:, :-1]), "of another size"),
    "infinite weights": ("logistic_regression", in_arrays(
        "learn.weights", lambda a: a * np.inf), "infinite"),
    "texts for weights": ("logistic_regression", in_arrays(
        "learn.weights", lambda a: a.astype("U8")), "no numbers"),
    "spreads of 0": ("logistic_regression", in_arrays(
        "scale.spreads", lambda a: a * 0), "too small"),
    "a class behind the end": ("knn", in_arrays(
        "learn.values", lambda a: put(a, 0, 2 ** 31)), "stand for nothing"),
    "a child behind the end": ("random_forest", in_arrays(
        "learn.left", lambda a: put(a, 0, 10 ** 9)), "not trees"),
    "a child that is its parent": ("random_forest", in_arrays(
        "learn.left", lambda a: put(a, 0, 0)), "not trees"),
    "a column behind the end": ("random_forest", in_arrays(
        "learn.feature", lambda a: put(a, 0, 10 ** 6)), "not trees"),
    "more nodes than there are": ("random_forest", in_arrays(
        "learn.counts", lambda a: put(a, 0, 10 ** 12)), "nothing|not trees"),
    "support vectors counted wrongly": ("svm", in_arrays(
        "learn.counts", lambda a: a * 2), "stand for nothing|not counted"),
    "layers of another size": ("neural_network", in_json(
        settings=[["layers", "7"]]), "of another size"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_file_that_was_tampered_with_is_refused_in_words(name, file):
    method, edit, told = SPOILT[name]
    settings = {"trees": 5} if method == "random_forest" else {}
    write_model(fit(learner(method, **settings), iris()), file)
    said = spoilt(file, edit)
    assert any(part in said for part in told.split("|")), said


def test_weights_are_read_by_every_version(file, monkeypatch):
    model = fit(learner("ridge"), diabetes())
    with monkeypatch.context() as patch:
        patch.setattr(model_record, "versions", lambda: {"scikit-learn": "1.2.3"})
        write_model(model, file)
    assert same_models(read_model(file), model)


def test_what_is_no_model_is_refused(file):
    write_arrays({"a": np.arange(3.0)}, file)
    with pytest.raises(Problem, match="no model. A model is what Save Model"):
        read_model(file)
    file.write_bytes(b"hello")
    with pytest.raises(Problem, match="cannot be read"):
        read_model(file)
    with pytest.raises(Problem, match="cannot be read"):
        read_model(file.with_name("gone.satsuma-model"))
    write_arrays({"satsuma_model": np.frombuffer(b"[" * 100_000, np.uint8)}, file)
    with pytest.raises(Problem, match="damaged"):
        read_model(file)


def test_the_versions_are_in_the_file(file, monkeypatch):
    write_model(fit(learner("constant"), iris()), file)
    told = json.loads(arrays_in(file)["satsuma_model"].tobytes())
    assert told["versions"] == model_record.versions()
    assert told["versions"].keys() == {"satsuma", "scikit-learn", "numpy"}


def test_a_name_of_another_kind_is_told(tmp_path):
    with pytest.raises(Problem, match="must end in .satsuma-model"):
        check_model_name(tmp_path / "model.pkl")
