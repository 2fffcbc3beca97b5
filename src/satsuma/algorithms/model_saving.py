"""Saving a model to a file of a person's choice: the plan, and carrying it out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from satsuma.algorithms.learning_account import looks_at
from satsuma.algorithms.model_file import write_model
from satsuma.algorithms.model_record import OF_A_VERSION, versions
from satsuma.data.carrying_out import Account
from satsuma.data.column import Kind
from satsuma.data.learner import Model
from satsuma.data.new_file import (
    digest_of,
    free_bytes,
    made_folders,
    new_part,
    put_in_place,
    told_as,
    written_file,
)
from satsuma.data.plan import FILES, Entry, Plan, Receipt, Step, plan_of
from satsuma.data.row_words import in_rows
from satsuma.data.safe_names import split_suffix
from satsuma.data.shelf import Shelf
from satsuma.problem import Problem
from satsuma.run import Run

Existing = Literal["number", "ask"]


def model_plan(model: Model, file: str, existing: Existing) -> Plan:
    """The plan for saving a model. Raises OSError when the folder cannot be looked at."""
    folder, wanted = os.path.split(file)
    target = Shelf(folder).free(wanted)
    name = f"{model.learner.title}, “{' '.join(model.target.split())}” from {in_rows(model.rows)}"
    there = f"“{wanted}” is there already."
    if target == wanted:
        step = Step(name, "", wanted, "write", "", wanted)
    elif existing == "ask" and os.path.isfile(file):
        step = Step(name, "", wanted, "replace",
                    f"{there} You are asked before it is replaced.", wanted)
    else:
        step = Step(name, "", target, "number", there, wanted)
    return plan_of([step], FILES, folder, notes=tuple(_notes(model)), free=free_bytes(folder),
                   title="the model")


def _notes(model: Model) -> Iterator[str]:
    yield (f"The file holds numbers and words, and nothing that can be run: what was learned, the "
           f"classes, and what the model looks at ({looks_at(model.features)}).")
    if model.learner.method in OF_A_VERSION:
        version = ".".join(versions()["scikit-learn"].split(".")[:2])
        yield (f"Only a Satsuma with scikit-learn {version} can read it again. Keep the table as "
               "well: from it the model can always be learned anew.")
    if model.learner.method == "knn":
        yield ("A model of kNN is the rows that it learned from: their numbers and classes go into "
               "the file, but no pictures.")
    if any(one.kind is Kind.VECTOR and one.passport is None for one in model.features):
        yield ("Nobody knows which network made the vectors, so the model cannot tell whether "
               "others come from the same one.")


def write_planned_model(model: Model, plan: Plan, run: Run = Run()) -> Receipt:
    """Save the model as its plan says. A file that is there is replaced only where the plan says
    so and a person has allowed it by name."""
    account = Account(plan)
    with account.whole():
        for number in plan.of("write", "number", "replace"):
            run.check()
            with account.step(int(number)) as step:
                account.note_folders(made_folders(plan.folder))
                entry = _replaced(model, plan, step, run) if step.deed == "replace" else \
                    _new(model, plan, step, run)
                account.note(int(number), entry)
    return account.receipt()


def _replaced(model: Model, plan: Plan, step: Step, run: Run) -> Entry:
    file = os.path.join(plan.folder, step.target)
    if file not in plan.allowed:
        raise Problem(f"“{file}” is there already, and nobody has allowed that it is replaced.")
    write_model(model, Path(file))
    return _entry(step, file, "It took the place of an older file.", run, replaced=True)


def _new(model: Model, plan: Plan, step: Step, run: Run) -> Entry:
    suffix = split_suffix(step.wanted)[1]
    with new_part(plan.folder, suffix) as part:
        with told_as(part, os.path.join(plan.folder, step.target), suffix):
            write_model(model, Path(part))
        name = step.target
        while True:
            try:
                put_in_place(part, os.path.join(plan.folder, name))
                break
            except FileExistsError:
                name = Shelf(plan.folder).free(step.wanted)
    reason = step.reason if name == step.target else f"Saved as “{name}”, since the name was taken."
    return _entry(step, os.path.join(plan.folder, name), reason, run)


def _entry(step: Step, file: str, reason: str, run: Run, *, replaced: bool = False) -> Entry:
    written = written_file(file, digest_of(file, run.check))
    return Entry(step.name, "", file, "written", reason, (written,), replaced=replaced)
