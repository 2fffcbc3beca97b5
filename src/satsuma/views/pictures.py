"""Views of pictures: side by side, and what became of each of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from satsuma.data.column import Column
from satsuma.data.folder_news import Listing
from satsuma.data.outcome import Outcome
from satsuma.data.selection import Selection
from satsuma.data.table import Table


@dataclass(frozen=True)
class Gallery:
    """Pictures side by side.

    `image` names the column of pictures. `color`, `group` and `sort` name columns that decide how
    they are shown, None where none does.
    """

    table: Table
    image: str
    captions: tuple[str, ...] = ()
    size: int = 128
    selected: Selection = ()
    color: str | None = None
    group: str | None = None
    sort: str | None = None
    descending: bool = False


@dataclass(frozen=True)
class Work:
    """How the vectors came about: `computed` pictures went through the network in `seconds`.

    `cached` were known from before, `twins` are equal to others here. `ended` is when, in seconds
    since 1970. `device` and `engine` are "" when nothing was computed.
    """

    computed: int
    cached: int
    twins: int
    seconds: float
    device: str
    engine: str
    ended: float


@dataclass(frozen=True)
class Outcomes:
    """What became of the pictures; `ids`, `outcomes` and `pictures` run side by side.

    `pictures` is the column with their files, `refused` says what a refusal means here; one for
    the reason `pending` is none, that picture's turn is still to come. `categories` is a column
    too, `others` are files that are no pictures. `work` tells of an embedding and `origins`, codes
    of `Origin`, of each vector; `listing` is what the folders are held against later.
    """

    ids: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    pictures: Column | None = None
    refused: str = "left out"
    pending: str = ""
    categories: Column | None = None
    others: int = 0
    work: Work | None = None
    listing: Listing | None = None
    origins: np.ndarray | None = None
