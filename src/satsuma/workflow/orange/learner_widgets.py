"""Learners, Save Model and Load Model: Orange's settings as ours, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from satsuma.workflow.orange.counterparts import Counterpart, Port, Written
from satsuma.workflow.orange.foreign_settings import ForeignSettings

PENALTIES = ("L1", "L2", "none")
METRICS = ("euclidean", "manhattan", "chebyshev", "mahalanobis")
VOTES = ("uniform", "distance")
KERNELS = ("linear", "poly", "rbf", "sigmoid")
ACTIVATIONS = ("identity", "logistic", "tanh", "relu")

STRENGTHS: tuple[float, ...] = (
    *range(1000, 200, -50), *range(200, 100, -10), *range(100, 20, -5), *range(20, 0, -1),
    *(x / 10 for x in range(9, 2, -1)), *(x / 100 for x in range(20, 2, -1)),
    *(x / 1000 for x in range(20, 0, -1)))
"""The values of C in Orange's order: its settings count them."""

ALPHAS_OF_LAYERS: tuple[float, ...] = (
    0, *(x / 10000 for x in range(1, 10)), *(x / 1000 for x in range(1, 10)),
    *(x / 100 for x in range(1, 10)), *(x / 10 for x in range(1, 10)), *range(1, 10),
    *range(10, 100, 5), *range(100, 200, 10), *range(100, 1001, 50))

ALPHAS: tuple[float, ...] = (
    *(x / 10000 for x in range(1, 10)), *(x / 1000 for x in range(1, 20)),
    *(x / 100 for x in range(2, 20)), *(x / 10 for x in range(2, 9)), *range(1, 20),
    *range(20, 100, 5), *range(100, 1001, 100))

_SCALED = "columns are scaled before it learns, which Orange does not do; so its answers differ."
_SEED = "The seed is left out: Orange has one of its own."
_LEFT_OUT = "The file is left out."
_OTHER_SCALE = "Orange does not scale the columns before, so its answers differ."


def _of(settings: ForeignSettings, name: str, values: tuple[float, ...], default: int) -> float:
    """One of several values that Orange counts."""
    place = settings.number(name, default)
    return float(values[place if 0 <= place < len(values) else default])


def _place(value: float, values: tuple[float, ...], notes: list[str], label: str) -> int:
    """The place of the value that is nearest; it is told where it is another one."""
    place = min(range(len(values)), key=lambda one: abs(values[one] - value))
    if values[place] != value:
        notes.append(f"“{label}” becomes {values[place]:g}: Orange offers certain values only.")
    return place


def _take_logistic(settings: ForeignSettings) -> Mapping[str, Any]:
    return {"penalty": settings.word("penalty_type", PENALTIES, 1),
            "C": _of(settings, "C_index", STRENGTHS, 61),
            "balanced": settings.flag("class_weight", False)}


def _give_logistic(widget: Any) -> Written:
    notes = [_OTHER_SCALE]
    if widget.iterations != 1_000:
        notes.append("“Steps at most” is left out: Orange makes up to 10,000.")
    return Written({"penalty_type": PENALTIES.index(widget.penalty), "auto_apply": True,
                    "C_index": _place(widget.C, STRENGTHS, notes, "C"),
                    "class_weight": widget.balanced}, tuple(notes))


def _take_neighbors(settings: ForeignSettings) -> Mapping[str, Any]:
    metric = settings.word("metric_index", METRICS, 0)
    if metric == "mahalanobis":
        settings.note("the Mahalanobis distance is not offered here; columns are scaled, and the "
                      "Euclidean one is used.")
    settings.note(_SCALED)
    return {"neighbors": min(max(settings.number("n_neighbors", 5), 1), 1_000),
            "metric": "euclidean" if metric == "mahalanobis" else metric,
            "weights": settings.word("weight_index", VOTES, 0)}


def _give_neighbors(widget: Any) -> Written:
    notes = [_OTHER_SCALE]
    if widget.metric not in METRICS:
        notes.append("Orange has no cosine here; the Euclidean distance is used.")
    metric = METRICS.index(widget.metric) if widget.metric in METRICS else 0
    return Written({"n_neighbors": widget.neighbors, "metric_index": metric, "auto_apply": True,
                    "weight_index": VOTES.index(widget.weights)}, tuple(notes))


def _take_svm(settings: ForeignSettings) -> Mapping[str, Any]:
    kernel = settings.word("kernel_type", KERNELS, 2)
    if kernel == "sigmoid":
        settings.note("the sigmoid kernel is not offered here; rbf is used.")
    if settings.number("svm_type", 0) == 1:
        settings.note("it was a ν-SVM; here it is one with C.")
    if settings.share("gamma", 0.0):
        settings.note("its g is not taken over: it follows from the numbers here.")
    return {"kernel": "rbf" if kernel == "sigmoid" else kernel,
            "C": min(max(settings.share("C", 1.0), 1e-6), 1e6),
            "degree": min(max(settings.number("degree", 3), 1), 10)}


def _give_svm(widget: Any) -> Written:
    notes = ["Orange makes at most 100 steps; allow more there if it complains."]
    if widget.balanced:
        notes.append("“Classes count alike” is left out.")
    return Written({"svm_type": 0, "C": widget.C, "kernel_type": KERNELS.index(widget.kernel),
                    "degree": widget.degree, "gamma": 0.0, "coef0": 1.0, "limit_iter": True,
                    "max_iter": 100, "auto_apply": True}, tuple(notes))


def _take_forest(settings: ForeignSettings) -> Mapping[str, Any]:
    if settings.flag("use_min_samples_split", True):
        settings.note("not splitting small groups is not taken over; say how many rows a leaf has "
                      "at least.")
    if settings.flag("use_max_features", False):
        settings.note("how many columns each question may choose from is fixed here: the square "
                      "root of all, or a third of them for numbers.")
    deep = settings.number("max_depth", 3) if settings.flag("use_max_depth", False) else None
    return {"trees": min(max(settings.number("n_estimators", 10), 1), 2_000),
            "depth": None if deep is None else min(max(deep, 1), 100),
            "balanced": settings.flag("class_weight", False)}


def _give_forest(widget: Any) -> Written:
    notes = ["Orange draws in another way, so the trees are others."]
    if widget.least != 1:
        notes.append("“Rows in a leaf” is left out.")
    if widget.seed:
        notes.append(_SEED)
    return Written({"n_estimators": widget.trees, "use_max_depth": widget.depth is not None,
                    "max_depth": widget.depth or 3, "use_random_state": True, "auto_apply": True,
                    "use_min_samples_split": False, "class_weight": widget.balanced}, tuple(notes))


def _take_network(settings: ForeignSettings) -> Mapping[str, Any]:
    if settings.number("solver_index", 2) != 2:
        settings.note("it learned by another solver; here it is Adam.")
    layers = ", ".join(part.strip() for part in settings.text("hidden_layers_input").split(",")
                       if part.strip().isdecimal())
    settings.note(_SCALED)
    return {"layers": layers or "100",
            "activation": settings.word("activation_index", ACTIVATIONS, 3),
            "alpha": _of(settings, "alpha_index", ALPHAS_OF_LAYERS, 1),
            "iterations": min(max(settings.number("max_iterations", 200), 1), 10_000)}


def _give_network(widget: Any) -> Written:
    notes = [_OTHER_SCALE]
    alpha = _place(widget.alpha, ALPHAS_OF_LAYERS, notes, "Regularization")
    if widget.seed:
        notes.append(_SEED)
    return Written({"hidden_layers_input": widget.layers, "solver_index": 2, "replicable": True,
                    "activation_index": ACTIVATIONS.index(widget.activation), "auto_apply": True,
                    "alpha_index": alpha, "max_iterations": widget.iterations}, tuple(notes))


def _take_bayes(settings: ForeignSettings) -> Mapping[str, Any]:
    settings.note("Orange cuts numbers into intervals; here they are taken for bell curves, so its "
                  "answers differ.")
    return {}


def _give_bayes(_widget: Any) -> Written:
    return Written({"auto_apply": True}, ("Orange cuts numbers into intervals, so its answers "
                                          "differ.",))


def _give_constant(_widget: Any) -> Written:
    return Written({"auto_apply": True})


def _take_linear(settings: ForeignSettings) -> Mapping[str, Any]:
    kind = settings.word("reg_type", ("none", "ridge", "lasso", "elastic"), 0)
    if kind in ("lasso", "elastic"):
        settings.note("Lasso and elastic net are not offered here; it is ridge regression.")
    if not settings.flag("fit_intercept", True):
        settings.note("here it always has a constant.")
    settings.note(_SCALED)
    return {"alpha": 0.0 if kind == "none" else _of(settings, "alpha_index", ALPHAS, 0)}


def _give_linear(widget: Any) -> Written:
    notes = [_OTHER_SCALE]
    place = _place(widget.alpha, ALPHAS, notes, "Regularization") if widget.alpha else 0
    return Written({"reg_type": 1 if widget.alpha else 0, "alpha_index": place,
                    "fit_intercept": True, "autosend": True}, tuple(notes))


_PICKLES = ("Orange keeps models as pickles, which can run whatever a stranger put in; they are "
            "never read here. Learn the model anew and save it with Save Model.")
_NOT_THERE = "Orange cannot read such models, and keeps its own in another form"


def _take_model_file(settings: ForeignSettings) -> Mapping[str, Any]:
    settings.note(_PICKLES)
    return {}


def _give_saving(widget: Any) -> Written:
    notes = [f"{_NOT_THERE}; choose a file there."]
    if widget.existing == "ask":
        notes.append("It does not ask before it replaces a file of its own.")
    return Written({}, (*notes, *([_LEFT_OUT] * bool(widget.file))))


def _give_loading(widget: Any) -> Written:
    return Written({}, (f"{_NOT_THERE}.", *([_LEFT_OUT] * bool(widget.path))))


_DATA = (Port("data", "Data", "data"),)
_MODEL = Port("model", "Model", "model")
_OUT = (Port("learner", "Learner", "learner"), _MODEL)
_WEIGHTS = (*_OUT, Port("coefficients", "Coefficients", "weights"))
_FRONT = "Orange.widgets.model"

LEARNERS = (
    Counterpart(f"{_FRONT}.owlogisticregression.OWLogisticRegression",
                "satsuma.logistic_regression", "Logistic Regression", version=2, inputs=_DATA,
                outputs=_WEIGHTS, take=_take_logistic, give=_give_logistic),
    Counterpart(f"{_FRONT}.owknn.OWKNNLearner", "satsuma.knn", "kNN", inputs=_DATA, outputs=_OUT,
                take=_take_neighbors, give=_give_neighbors),
    Counterpart(f"{_FRONT}.owsvm.OWSVM", "satsuma.svm", "SVM", version=2, inputs=_DATA,
                outputs=_OUT, take=_take_svm, give=_give_svm),
    Counterpart(f"{_FRONT}.owrandomforest.OWRandomForest", "satsuma.random_forest",
                "Random Forest", inputs=_DATA, outputs=_OUT, take=_take_forest,
                give=_give_forest),
    Counterpart(f"{_FRONT}.owneuralnetwork.OWNNLearner", "satsuma.neural_network",
                "Neural Network", version=2, inputs=_DATA, outputs=_OUT, take=_take_network,
                give=_give_network),
    Counterpart(f"{_FRONT}.ownaivebayes.OWNaiveBayes", "satsuma.naive_bayes", "Naive Bayes",
                inputs=_DATA, outputs=_OUT, take=_take_bayes, give=_give_bayes),
    Counterpart(f"{_FRONT}.owconstant.OWConstant", "satsuma.constant", "Constant", inputs=_DATA,
                outputs=_OUT, give=_give_constant),
    Counterpart(f"{_FRONT}.owlinearregression.OWLinearRegression", "satsuma.ridge",
                "Linear Regression", inputs=_DATA, outputs=_WEIGHTS, take=_take_linear,
                give=_give_linear),
    Counterpart(f"{_FRONT}.owsavemodel.OWSaveModel", "satsuma.save_model", "Save Model",
                inputs=(_MODEL,), take=_take_model_file, give=_give_saving),
    Counterpart(f"{_FRONT}.owloadmodel.OWLoadModel", "satsuma.load_model", "Load Model",
                outputs=(_MODEL,), take=_take_model_file, give=_give_loading),
)
