"""Account of a model: in words and a table what it learned, from what, and how well it knows that.

How well it tells the rows that it learned from says little about others, and each line that gives
such a figure says so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from satsuma.algorithms.learning import predict
from satsuma.algorithms.weights_of import weights_of
from satsuma.data.column import Kind, Role, numbers, texts
from satsuma.data.learner import Feature, Learner, Model
from satsuma.data.row_words import in_rows
from satsuma.data.table import Table
from satsuma.data.table_facts import Facts
from satsuma.run import Run

_SAMPLE = 1_000
"""Rows that a model is asked about again; more say little more, and asking can be slow."""

_FEW = 200
"""Up to so many weights for each class are shown; more are not read by anybody."""

_MOST_NAMED = 8

_WORDS = {"alpha": "regularization", "penalty": "regularization", "depth": "questions",
          "balanced": "classes count alike", "iterations": "at most", "weights": "votes",
          "least": "rows in a leaf", "shrink": "shrunk"}
"""What settings are called where they are told in a line."""

_NO_SKILL = "On new rows it is usually less: Test and Score tells how much."


@dataclass(frozen=True, eq=False)
class Account:
    """What is told of a learner or its model: lines above, a table below, and both in a few words.
    """

    facts: Facts
    table: Table
    summary: str


def account_of_learner(learner: Learner) -> Account:
    """What is told as long as there is nothing to learn from."""
    return Account((("Learner", in_words(learner)),
                    ("Model", "None yet. Connect a table with a target to learn from it; the "
                              "learner alone can go to Test and Score.")),
                   Table(()), "learner, without data")


def account_of_model(model: Model, trained: Table | None = None, run: Run = Run()) -> Account:
    """What is told of a model; `trained` is the table that it learned from, where that is known."""
    said = _said_again(model, trained, run) if trained is not None else None
    facts = (("Learner", in_words(model.learner)), ("Tells", _tells(model)),
             ("Learned from", _rows_of(model)), ("Looks at", looks_at(model.features)),
             *((("On these rows", _score(model, *said)),) if said else ()))
    return Account(facts, _table(model, said), _summary(model))


def in_words(learner: Learner) -> str:
    """The method and its settings."""
    chosen = (f"{_WORDS.get(name, name)} {_value(value)}" for name, value in learner.settings)
    return " · ".join([learner.title, *chosen])


def _value(value: object) -> str:
    match value:
        case None:
            return "any"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
    return str(value)


def _tells(model: Model) -> str:
    name = f"“{_short(model.target)}”"
    if not model.tells_classes:
        return f"{name}, a number"
    seen = [_short(one) for one, count in zip(model.classes, model.of_class, strict=True) if count]
    more = f" and {len(seen) - _MOST_NAMED:,} more" if len(seen) > _MOST_NAMED else ""
    classes = "1 class" if len(seen) == 1 else f"{len(seen):,} classes"
    return f"{name}, one of {classes}: {', '.join(seen[:_MOST_NAMED])}{more}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"


def _rows_of(model: Model) -> str:
    counts = [count for count in model.of_class if count]
    if len(counts) < 2:
        return in_rows(model.rows)
    least, most = min(counts), max(counts)
    of_each = f"{least:,}" if least == most else f"{least:,} to {most:,}"
    return f"{in_rows(model.rows)}, {of_each} of each class"


def looks_at(features: tuple[Feature, ...]) -> str:
    """What a model looks at, in words."""
    if not features:
        return "nothing: it says the same of every row"
    vectors = [one for one in features if one.kind is Kind.VECTOR]
    parts = [f"the {one.width:,} numbers of “{_short(one.name)}”"
             + (f", by {one.passport.network}" if one.passport else "") for one in vectors[:3]]
    kinds = Counter(one.kind for one in features)
    rest = kinds[Kind.VECTOR] - len(parts)
    parts += [f"{rest:,} more vectors"] * (rest > 0)
    for kind, one, many in ((Kind.NUMBER, "number", "numbers"),
                            (Kind.CATEGORY, "category", "categories")):
        parts += [f"{kinds[kind]:,} {one if kinds[kind] == 1 else many}"] * (kinds[kind] > 0)
    return "; ".join(parts)


def _summary(model: Model) -> str:
    if not model.tells_classes:
        return f"“{_short(model.target)}” from {in_rows(model.rows)}"
    seen = sum(count > 0 for count in model.of_class)
    return f"{seen:,} {'class' if seen == 1 else 'classes'} from {in_rows(model.rows)}"


# On the rows that it learned from

def _said_again(model: Model, table: Table, run: Run) -> tuple[np.ndarray, np.ndarray]:
    """What is so, and what the model says, of up to a thousand rows that it learned from."""
    known = np.flatnonzero(~table[model.target].missing())
    places = np.linspace(0, len(known) - 1, min(len(known), _SAMPLE)).astype(np.intp)
    asked = table.rows(known[places])
    run.check()
    return asked[model.target].values, predict(model, asked).values


def _score(model: Model, truth: np.ndarray, said: np.ndarray) -> str:
    some = "" if len(truth) == model.rows else f" (of {len(truth):,} of them)"
    if model.tells_classes:
        return f"{np.mean(truth == said):.1%} told right{some}. {_NO_SKILL}"
    spread = float(((truth - truth.mean()) ** 2).sum())
    error = float(((truth - said) ** 2).sum())
    mean = float(np.abs(truth - said).mean())
    share = f"R² {1 - error / spread:.3f}, " if spread else ""
    return f"{share}wrong by {mean:.4g} on average{some}. " + (
        "On new rows it is usually more: Test and Score tells how much.")


# The table

def _table(model: Model, said: tuple[np.ndarray, np.ndarray] | None) -> Table:
    if model.width <= _FEW and (weights := weights_of(model)) is not None:
        return weights
    return _classes(model, said) if model.tells_classes else _features(model)


def _classes(model: Model, said: tuple[np.ndarray, np.ndarray] | None) -> Table:
    """A row for each class."""
    columns = {"class": texts(model.classes), "rows": numbers(model.of_class, Role.META)}
    if said is not None:
        truth, told = said
        asked = np.bincount(truth, minlength=len(model.classes))
        right = np.bincount(truth[truth == told], minlength=len(model.classes))
        share = np.where(asked > 0, 100 * right / np.maximum(asked, 1), np.nan)
        columns["% of them told right"] = numbers(np.round(share, 1), Role.META)
    return Table(tuple(map(str, range(1, len(model.classes) + 1))), columns, "classes")


def _features(model: Model) -> Table:
    """A row for each column that it looks at."""
    ids = tuple(map(str, range(1, len(model.features) + 1)))
    return Table(ids, {"looks at": texts(one.name for one in model.features),
                       "kind": texts(one.kind.word for one in model.features),
                       "numbers": numbers([one.width for one in model.features], Role.META)},
                 "features")
