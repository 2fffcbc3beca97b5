"""Learners as Orange keeps their settings, and back."""

from __future__ import annotations

import ast
import re
from html import unescape
from typing import Any

import pytest

from satsuma.catalog import discover
from satsuma.workflow.model import Link, Node, Workflow
from satsuma.workflow.orange.counterparts import from_there
from satsuma.workflow.orange.exporting import orange_text
from satsuma.workflow.orange.foreign_settings import ForeignSettings
from satsuma.workflow.orange.learner_widgets import ALPHAS, ALPHAS_OF_LAYERS, STRENGTHS

FRONT = "Orange.widgets.model"
CATALOG = discover(entry_points=False)


def taken(name: str, **values: Any) -> tuple[dict[str, Any], str]:
    pair = from_there(f"{FRONT}.{name}")
    assert pair is not None
    settings = ForeignSettings(values)
    found = dict(pair.take(settings))
    CATALOG.widgets[pair.here](**found)
    return found, " ".join(settings.notes)


def exported(widget: Any) -> tuple[dict[str, Any], str]:
    found = orange_text(Workflow({"it": Node(widget, "It")}))
    body = re.search(r'format="literal">(.*?)</properties>', found.text, re.DOTALL)
    assert body is not None
    return ast.literal_eval(unescape(body[1])), " ".join(note.text for note in found.notes)


def test_the_values_that_orange_counts_are_its_own() -> None:
    assert (STRENGTHS[61], len(STRENGTHS)) == (1, 107)
    assert (ALPHAS_OF_LAYERS[1], ALPHAS[0]) == (0.0001, 0.0001)


def test_what_orange_saved_is_taken_over() -> None:
    assert taken("owlogisticregression.OWLogisticRegression", penalty_type=0, C_index=62)[0] == {
        "penalty": "L1", "C": 0.9, "balanced": False}
    assert taken("owknn.OWKNNLearner", n_neighbors=9, metric_index=1, weight_index=1)[0] == {
        "neighbors": 9, "metric": "manhattan", "weights": "distance"}
    assert taken("owsvm.OWSVM", kernel_type=1, C=2.5, degree=4)[0] == {
        "kernel": "poly", "C": 2.5, "degree": 4}
    assert taken("owrandomforest.OWRandomForest", n_estimators=30, use_max_depth=True)[0] == {
        "trees": 30, "depth": 3, "balanced": False}
    assert taken("owneuralnetwork.OWNNLearner", hidden_layers_input="50, 20,")[0] == {
        "layers": "50, 20", "activation": "relu", "alpha": 0.0001, "iterations": 200}
    assert taken("owlinearregression.OWLinearRegression", reg_type=1, alpha_index=9)[0] == {
        "alpha": 0.001}
    assert taken("owlinearregression.OWLinearRegression")[0] == {"alpha": 0.0}


@pytest.mark.parametrize(("name", "values", "said"), [
    ("owknn.OWKNNLearner", {"metric_index": 3}, "Mahalanobis"),
    ("owsvm.OWSVM", {"kernel_type": 3}, "sigmoid"),
    ("owsvm.OWSVM", {"svm_type": 1}, "ν-SVM"),
    ("owrandomforest.OWRandomForest", {}, "not splitting"),
    ("owneuralnetwork.OWNNLearner", {"solver_index": 0}, "another solver"),
    ("ownaivebayes.OWNaiveBayes", {}, "bell curves"),
    ("owlinearregression.OWLinearRegression", {"reg_type": 2}, "Lasso"),
    ("owloadmodel.OWLoadModel", {"recent_paths": []}, "pickles.*never read"),
    ("owsavemodel.OWSaveModel", {}, "pickles.*never read"),
])
def test_what_is_not_taken_over_is_told(name: str, values: dict[str, Any], said: str) -> None:
    assert re.search(said, taken(name, **values)[1])


ROUND = {
    "logistic_regression": ("owlogisticregression.OWLogisticRegression",
                            {"penalty": "L1", "C": 0.5, "balanced": True}),
    "knn": ("owknn.OWKNNLearner", {"neighbors": 7, "metric": "chebyshev", "weights": "distance"}),
    "svm": ("owsvm.OWSVM", {"kernel": "linear", "C": 3.5, "degree": 2}),
    "random_forest": ("owrandomforest.OWRandomForest",
                      {"trees": 40, "depth": 6, "balanced": True}),
    "neural_network": ("owneuralnetwork.OWNNLearner",
                       {"layers": "30, 10", "activation": "tanh", "alpha": 0.01,
                        "iterations": 77}),
    "ridge": ("owlinearregression.OWLinearRegression", {"alpha": 0.3}),
}


@pytest.mark.parametrize("name", ROUND)
def test_settings_go_to_orange_and_come_back(name: str) -> None:
    there, settings = ROUND[name]
    given, _ = exported(CATALOG.widgets[f"satsuma.{name}"](**settings))
    back = taken(there, **given)[0]
    assert {key: back[key] for key in settings} == settings


def test_a_value_that_orange_does_not_offer_is_told() -> None:
    given, notes = exported(CATALOG.widgets["satsuma.logistic_regression"](C=0.77))
    assert STRENGTHS[given["C_index"]] == 0.8
    assert "“C” becomes 0.8" in notes
    assert "no cosine" in exported(CATALOG.widgets["satsuma.knn"](metric="cosine"))[1]


def test_models_and_learners_are_linked_there_too() -> None:
    widgets = CATALOG.widgets
    workflow = Workflow({"a": Node(widgets["satsuma.naive_bayes"](), "A"),
                         "b": Node(widgets["satsuma.save_model"](), "B")},
                        (Link("a", "model", "b", "model"),))
    text = orange_text(workflow).text
    assert 'source_channel="Model"' in text
    assert "OWSaveModel" in text
