"""What a file says of a model beside its numbers, as JSON: what it tells, from which columns, which
network their vectors must come from, and with which versions it was made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from satsuma.algorithms.learners import METHODS
from satsuma.algorithms.model_parts import Unsound
from satsuma.data.column import Kind, Passport
from satsuma.data.learner import Feature, Learner, Model
from satsuma.version import VERSION

FORMAT = 1

MOST_CLASSES = 100_000

OF_A_VERSION = ("svm", "random_forest")
"""Methods whose numbers mean something only to the version of scikit-learn that learned them; what
those of the others mean is settled by their formulas."""

_KINDS = {kind.value: kind for kind in (Kind.NUMBER, Kind.CATEGORY, Kind.VECTOR)}


def versions() -> dict[str, str]:
    """The versions that decide how a model is to be read."""
    import sklearn

    return {"satsuma": VERSION, "scikit-learn": sklearn.__version__, "numpy": np.__version__}


def to_json(model: Model) -> str:
    """All of a model but its numbers."""
    return json.dumps({
        "satsuma model": FORMAT, "versions": versions(), "method": model.learner.method,
        "settings": [list(one) for one in model.learner.settings], "target": model.target,
        "classes": model.classes, "rows": model.rows, "rows of classes": model.of_class,
        "features": [_told(feature) for feature in model.features]}, ensure_ascii=False)


def _told(feature: Feature) -> dict[str, Any]:
    return {"name": feature.name, "kind": feature.kind.value, "width": feature.width,
            "categories": feature.categories,
            "passport": asdict(feature.passport) if feature.passport else None}


def from_json(text: str) -> Model:
    """The model without its numbers. Raises Unsound for what was not written by `to_json`, and
    where only another version of scikit-learn could read it."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unsound("what it says of the model is damaged") from error
    if not isinstance(told, dict) or told.get("satsuma model") != FORMAT:
        raise Unsound("it holds no model of this version of Satsuma")
    version = _version(told.get("versions"))
    try:
        model = _model(told)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise Unsound("what it says of the model is damaged") from error
    _check(model)
    if model.learner.method in OF_A_VERSION:
        _check_version(model.learner.title, version)
    return model


def _version(told: Any) -> str:
    theirs = told.get("scikit-learn") if isinstance(told, dict) else None
    if not isinstance(theirs, str) or len(theirs) > 40:
        raise Unsound("it does not say with which version it was made")
    return theirs


def _check_version(title: str, theirs: str) -> None:
    ours = versions()["scikit-learn"]
    if theirs.split(".")[:2] != ours.split(".")[:2]:
        raise Unsound(f"it was made with scikit-learn {theirs}, and here is {ours}. A model of "
                      f"{title} is read only by the version that made it: learn it anew from its "
                      "table, and save it again")


def _model(told: Mapping[str, Any]) -> Model:
    method = told["method"]
    if method not in METHODS:
        raise Unsound(f"it was learned by “{str(method)[:40]}”, which is not known here")
    settings = tuple((str(name), value) for name, value in told["settings"])
    if not all(value is None or isinstance(value, str | int | float) for _, value in settings):
        raise Unsound("its settings are damaged")
    return Model(Learner(method, METHODS[method].title, settings), _text(told["target"]),
                 tuple(map(_text, told["classes"])), tuple(map(_feature, told["features"])),
                 _count(told["rows"]), None, tuple(map(_count, told["rows of classes"])))


def _feature(told: Mapping[str, Any]) -> Feature:
    passport = told["passport"]
    return Feature(_text(told["name"]), _KINDS[told["kind"]], _count(told["width"]),
                   tuple(map(_text, told["categories"])), _passport(passport))


def _passport(told: Mapping[str, Any] | None) -> Passport | None:
    if told is None:
        return None
    words = {name: _text(value) for name, value in told.items() if name != "width"}
    return Passport(**words, width=_count(told["width"]))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is wanted")
    return value


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2 ** 40:
        raise TypeError("a count is wanted")
    return value


def _check(model: Model) -> None:
    """Raise Unsound where what is told does not fit together."""
    looks = METHODS[model.learner.method].looks
    names = [feature.name for feature in model.features]
    if len(set(names)) != len(names) or bool(names) != looks \
            or len(set(model.classes)) != len(model.classes) or "" in model.classes \
            or len(model.of_class) != len(model.classes):
        raise Unsound("what it says of the model does not fit together")
    if len(model.classes) > MOST_CLASSES:
        raise Unsound(f"it tells more than {MOST_CLASSES:,} classes")
    for feature in model.features:
        wanted = {Kind.CATEGORY: len(feature.categories), Kind.NUMBER: 1}
        known = len(set(feature.categories)) == len(feature.categories)
        if feature.width != wanted.get(feature.kind, feature.width) or not feature.width \
                or not known or "" in feature.categories:
            raise Unsound("what it says of its columns does not fit together")
