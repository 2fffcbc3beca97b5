"""Precision: with how many bits a network computes, by the names that a person chooses from.

Other bits give other numbers, so the precision is part of the passport of a vector, and vectors of
different precision are never mixed. Fast precision names its engine there too: others round
elsewhere, which differs by more than 1e-5.
"""

from __future__ import annotations

import typing
from typing import Literal

from satsuma.problem import Problem

Precision = Literal["full", "fast"]

PASSPORTS: dict[Precision, str] = {"full": "fp32", "fast": "bf16 by OpenVINO"}
"""What the passport of a vector says of the precision that it was computed with."""


def precision_named(name: str) -> Precision:
    """The precision of that name. Raises Problem when there is none."""
    for known in typing.get_args(Precision):
        if known == name:
            return typing.cast(Precision, known)
    raise Problem(f"There is no precision “{name}”. Choose full or fast.")
