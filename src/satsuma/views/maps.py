"""Views of projections: how much each component tells, and rows as points of a plane."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from satsuma.data.selection import Selection
from satsuma.data.table import Table


@dataclass(frozen=True)
class Scree:
    """How much of the variance each component tells, and how many of them are kept.

    `shares` is float64, (r,), from the largest down; they sum to 1. `kept` is 1 … r.
    """

    shares: np.ndarray
    kept: int


@dataclass(frozen=True)
class Points:
    """The rows of a table as points of a plane.

    `x` and `y` are float64, one number for each row, NaN where it has no place; `titles` are what
    both tell. `image` and `color` name columns of pictures and of categories, None where there is
    none; where there are pictures, `pictures` says whether they are shown, or dots. `size` is how
    large a picture is drawn, in design pixels.
    """

    table: Table
    x: np.ndarray
    y: np.ndarray
    titles: tuple[str, str]
    image: str | None = None
    color: str | None = None
    pictures: bool = True
    size: int = 56
    selected: Selection = ()
