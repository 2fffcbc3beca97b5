"""The learners as widgets: what they send with data and without, and what their windows tell."""

from __future__ import annotations

import numpy as np
import pytest

from satsuma.algorithms.learning import predict
from satsuma.algorithms.model_file import read_model, same_models, write_model
from satsuma.catalog import discover
from satsuma.data.column import Role, vectors
from satsuma.data.learner import Learner, Model
from satsuma.data.take_back import take_back
from satsuma.gestures import Changed
from satsuma.text_views import as_text
from satsuma.widget import WidgetError
from tests.algorithms.test_learning import diabetes, iris

WIDGETS = discover(entry_points=False).widgets
LEARNERS = [cls for cls in WIDGETS.values() if cls.spec.outputs.get("learner") is Learner]
every_learner = pytest.mark.parametrize("cls", LEARNERS, ids=lambda cls: cls.spec.slug)


def named(name):
    return WIDGETS[f"satsuma.{name}"]


def fitting(cls):
    return diabetes() if cls is named("ridge") else iris()


def test_they_are_all_there():
    assert {cls.spec.title for cls in LEARNERS} >= {
        "Logistic Regression", "kNN", "SVM", "Random Forest", "Neural Network", "Naive Bayes",
        "Linear Discriminant", "Constant", "Ridge Regression"}


@every_learner
def test_without_data_only_the_learner_is_sent(cls):
    outputs = cls().compute(None)
    assert isinstance(outputs.learner, Learner)
    assert outputs.model is None
    assert "Connect a table with a target" in as_text(cls().view(outputs))
    assert cls().summary(outputs) == "learner, without data"


@every_learner
def test_with_data_the_model_is_sent_too(cls):
    table = fitting(cls)
    outputs = cls().compute(table)
    assert isinstance(outputs.model, Model)
    assert outputs.model.learner == outputs.learner
    assert len(predict(outputs.model, table).values) == len(table)
    told = as_text(cls().view(outputs))
    assert "Learned from" in told
    assert "Test and Score tells how much" in told


@every_learner
def test_a_look_at_the_table_changes_no_result(cls):
    changed = cls().edits(Changed("sort", ("rows",)))
    assert changed.look.sort == ("rows",)
    assert changed.learner() == cls().learner()


def test_the_window_says_what_was_learned():
    widget = named("logistic_regression")()
    outputs = widget.compute(iris())
    facts = dict(outputs.account.facts)
    assert facts["Tells"] == "“kind”, one of 3 classes: setosa, versicolor, virginica"
    assert facts["Learned from"] == "150 rows, 50 of each class"
    assert facts["Looks at"] == "the 4 numbers of “embedding”, by some network"
    assert facts["On these rows"].startswith("97.3% told right. On new rows it is usually less")
    assert widget.summary(outputs) == "3 classes from 150 rows"


def test_weights_are_those_of_the_model():
    outputs = named("ridge")().compute(diabetes())
    weights = outputs.weights
    assert weights["number"].values.tolist() == [
        *[name for name in diabetes().columns if name != "progression"], "(constant)"]
    last = outputs.model.estimator[-1]
    assert np.allclose(weights["weight"].values, [*last.coef_, last.intercept_])
    assert outputs.account.table.equals(weights)
    two = named("logistic_regression")().compute(iris().rows(np.arange(100)))
    assert [*two.weights.columns] == ["number", "versicolor"]
    assert [*named("linear_discriminant")().compute(iris()).weights.columns] == [
        "number", "setosa", "versicolor", "virginica"]


def test_many_weights_are_sent_and_not_shown():
    table = iris()
    many = np.random.default_rng(0).normal(size=(150, 300)).astype(np.float32)
    outputs = named("logistic_regression")().compute(
        table.with_column("embedding", vectors(many)))
    assert len(outputs.weights) == 301
    assert [*outputs.account.table.columns] == ["class", "rows", "% of them told right"]


def test_a_model_can_be_saved_loaded_and_taken_back(tmp_path):
    model = named("svm")().compute(iris()).model
    saving = named("save_model")(file=str(tmp_path / "new" / "irises.satsuma-model"))
    outputs = saving.compute(model)
    assert list(tmp_path.iterdir()) == []
    receipt = saving.commit(outputs)
    assert [entry.state for entry in receipt.entries] == ["written"]
    file = tmp_path / "new" / "irises.satsuma-model"
    loaded = named("load_model")(path=str(file)).compute()
    assert same_models(loaded.model, model)
    assert dict(loaded.account.facts)["Tells"].startswith("“kind”, one of 3 classes")
    again = saving.commit(saving.compute(model))
    assert again.entries[0].target.endswith("irises (2).satsuma-model")
    for one in (again, receipt):
        take_back(one)
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_is_replaced_only_by_its_name(tmp_path):
    file = tmp_path / "irises.satsuma-model"
    file.write_text("theirs")
    model = named("constant")().compute(iris()).model
    saving = named("save_model")(file=str(file), existing="ask")
    plan = saving.compute(model).plan
    assert plan.to_replace() == (str(file),)
    refused = saving.commit(saving.compute(model))
    assert (refused.entries[0].state, file.read_text()) == ("failed", "theirs")
    outputs = saving.compute(model)._replace(plan=plan.allowing([str(file)]))
    assert saving.commit(outputs).entries[0].replaced
    assert same_models(read_model(file), model)


@pytest.mark.parametrize(("settings", "said"), [
    ({}, "Choose a file"), ({"path": "gone.satsuma-model"}, "not there any more"),
    ({"path": "model.pkl"}, "no model: the name of one ends in .satsuma-model"),
    ({"path": "C:\\models\\a.satsuma-model"}, "another computer"),
])
def test_a_file_that_is_none_is_told(settings, said):
    with pytest.raises(WidgetError, match=said):
        named("load_model")(**settings).compute()


def test_a_file_that_changed_is_read_again(tmp_path):
    file = tmp_path / "a.satsuma-model"
    widget = named("load_model")(path=str(file))
    assert widget.stamp() is None
    write_model(named("constant")().compute(iris()).model, file)
    first = widget.stamp()
    write_model(named("naive_bayes")().compute(iris()).model, file)
    assert first is not None
    assert widget.stamp() != first


def test_numbers_in_place_of_classes_are_told():
    table = iris().with_column("kind", iris()["kind"].with_role(Role.META))
    with pytest.raises(Exception, match="No column is the target"):
        named("knn")().compute(table)
