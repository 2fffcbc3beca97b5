"""Image Embedding."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Self

import numpy as np

from satsuma.algorithms.embed import Embedded, count_known, embed, passport_of
from satsuma.algorithms.fast_trial import WORTH_IT, kept_trial, kept_trials
from satsuma.algorithms.networks import network, networks
from satsuma.algorithms.openvino_runtime import EXTRA, openvino_is_here
from satsuma.algorithms.outcome_words import (
    NOT_YET,
    first_of,
    pending_in,
    picture_names,
    tell_outcomes,
)
from satsuma.algorithms.precision import precision_named
from satsuma.algorithms.processor import lacks_16_bits
from satsuma.algorithms.weights import MissingWeights, find_weights
from satsuma.commands import AddWeights, FetchWeights, Reload, TryFast
from satsuma.data.column import Column, Kind, texts, vectors
from satsuma.data.names import file_of
from satsuma.data.outcome import Origin, Outcome, counted
from satsuma.data.table import Table
from satsuma.gestures import Clicked, Gesture
from satsuma.problem import Problem
from satsuma.views import Outcomes, Work
from satsuma.widget import Choice, Run, Shown, WidgetError, columns, pick_images, setting, widget

ICON = ("M16 14a2 2 0 0 1 2 2v2a2 2 0 0 1-4 0v-2a2 2 0 0 1 2-2z M8 4a2 2 0 0 1 2 2v2a2 2 0 0 1-4 0"
        "V6a2 2 0 0 1 2-2z M6 20h4 M14 10h4 M6 14h2v6 M14 4h2v6")


class Outputs(NamedTuple):
    embeddings: Table | None
    skipped: Table
    outcomes: Annotated[tuple[Outcome, ...], Shown]
    ids: Annotated[tuple[str, ...], Shown]
    account: Annotated[dict[str, Any], Shown]
    pictures: Annotated[Column, Shown]
    origins: Annotated[np.ndarray, Shown]  # codes of `Origin`


def network_choices() -> list[Choice]:
    """The networks as they are offered: what each is, and whether its weights are here."""
    found = []
    for one in networks():
        try:
            find_weights(one)
            found.append(Choice(one.id, one.title, one.description))
        except MissingWeights as missing:
            found.append(Choice(one.id, one.title, f"{one.description} {missing}", False,
                                FetchWeights(one.id)))
        except Problem as unreadable:
            found.append(Choice(one.id, one.title, str(unreadable), False, AddWeights(one.id)))
    return found


def precision_choices() -> list[Choice]:
    """Full precision, and fast where it was tried out and is worth it."""
    full = Choice("full", "Full", "32 bits, as networks are made. What most others compute with.")
    what = "16 bits: quicker on some processors, with slightly other numbers."
    if not openvino_is_here():
        told = f"It needs OpenVINO. Install it with {EXTRA} and start Satsuma again."
    elif lacks_16_bits():
        told = "This computer’s processor does not compute with 16 bits."
    elif not (trials := kept_trials()):
        told = "What it brings on this computer has to be tried out first."
        return [full, Choice("fast", "Fast", f"{what} {told}", False, TryFast())]
    else:
        told = "\n".join(("Tried out on this computer:", *(trial.told() for trial in trials)))
        if any(trial.is_worth_it for trial in trials):
            return [full, Choice("fast", "Fast", f"{what} {told}")]
        told = f"It is offered from {WORTH_IT:g} times as fast on. {told}"
    return [full, Choice("fast", "Fast", f"{what} {told}", False)]


@widget("Image Embedding", icon=ICON, lane="long",
        keywords=("features", "vectors", "deep", "network", "resnet", "inception", "efficientnet"))
class ImageEmbedding:
    """Describe every picture by numbers, with a network that has learnt to see.

    A network that was trained to tell a thousand kinds of things apart looks at each picture; the
    numbers that it works with just before its answer become the picture's **embedding**. Pictures
    that show similar things get similar numbers.

    Everything runs on this computer, nothing leaves it. Pictures that were embedded before come
    **from the cache**, even when they were renamed or moved. Of equal pictures one is embedded;
    the others are its **twins**.

    Every picture ends in one number: embedded, from the cache, twin of another, repaired, left
    out, or not embedded yet. A click on a number lists its pictures, each with its reason. A run
    that is stopped keeps what it got to, and **Continue** goes on from there; with **Only what is
    known** that is sent on.
    """

    network: str = setting("efficientnet_lite0", "Network", choices=network_choices,
                           help="Which network looks at the pictures.")
    image: str | None = setting(None, "Pictures", choices=columns("images", (Kind.IMAGE,)),
                                help="The column that holds the pictures.")
    damaged: Literal["repair", "refuse"] = setting(
        "repair", "Damaged pictures",
        help="Repair what can be shown and say so, or leave such pictures out.")
    exact: bool = setting(
        False, "Exact decoding",
        help="Decode large photographs in full: slower, and nearly the same numbers.")
    precision: str = setting(
        "full", "Precision", choices=precision_choices,
        help="Full, or fast where this computer can. Vectors of different precision are never "
             "mixed.")
    only_known: bool = setting(
        False, "Only what is known",
        help="Send on the pictures that were embedded before, and embed no others. After a run "
             "that was stopped, these are the ones it got to.")

    def placed(self) -> Self:
        """What a person starts with: the best network whose weights are here."""
        return replace(self, network=next(name for name in _BEST_FIRST if _is_here(name)))

    def stamp(self) -> tuple[str, ...]:
        """The weights it would use; with `only_known` also how much is known of them."""
        try:
            weights = find_weights(network(self.network))
        except MissingWeights:
            return ("missing",)
        if not self.only_known:
            return (weights.digest,)
        passport = passport_of(weights.network, weights, exact=self.exact,
                               precision=precision_named(self.precision))
        return weights.digest, str(count_known(passport))

    def compute(self, images: Table, run: Run = Run()) -> Outputs:
        column = pick_images(images, self.image, run)
        files = [file_of(column.folder, value) if value else None for value in column.values]
        folders = {file.parent for file in files if file is not None}
        folders |= {column.folder} if column.folder is not None else set()
        there = [folder for folder in folders if os.path.isdir(folder)]
        try:
            done = embed(files, network(self.network), damaged=self.damaged, exact=self.exact,
                         precision=precision_named(self.precision),
                         only_known=self.only_known, run=run)
        except MissingWeights as missing:
            offered = (FetchWeights(self.network), AddWeights(self.network))
            raise WidgetError(str(missing), remedies=offered) from missing
        _check_still_there(there, done)
        for note in done.notes:
            run.warn(note)
        if self.precision == "fast" and done.computed:
            _tell_of_fast(self.network, run)
        account: dict[str, Any] = {
            **counted(done.outcomes), "from network": done.count(Origin.NETWORK),
            "from cache": done.count(Origin.CACHE), "twins": done.count(Origin.TWIN),
            "computed": done.computed, "seconds": done.seconds, "device": done.device,
            "engine": done.engine, "ended": time.time()}
        names = picture_names(images.ids, column)
        tell_outcomes(names, done.outcomes, run)
        if not len(done.kept) and len(images) and not self.only_known:
            raise WidgetError("None of the pictures could be embedded: "
                              + first_of(names, done.outcomes, range(len(images))))
        skipped = _skipped(images, done)
        return Outputs(_embeddings(images, done), skipped, done.outcomes, images.ids, account,
                       column, done.origins)

    def view(self, outputs: Outputs) -> Outcomes:
        told = outputs.account
        work = Work(told["computed"], told["from cache"], told["twins"], told["seconds"],
                    told["device"], told["engine"], told["ended"])
        return Outcomes(outputs.ids, outputs.outcomes, outputs.pictures, pending=NOT_YET,
                        work=work, origins=outputs.origins)

    def edits(self, gesture: Gesture) -> Self:
        match gesture:
            case Clicked(item="pending"):  # these are to be embedded, too
                return replace(self, only_known=False)
        return self

    def summary(self, outputs: Outputs) -> str:
        if outputs.embeddings is None:
            return "nothing is embedded yet" if self.only_known else "no picture could be embedded"
        account = outputs.account
        name = outputs.embeddings.named((Kind.VECTOR,))[-1]
        width = outputs.embeddings[name].width
        count = len(outputs.embeddings)
        parts = [f"{'1 picture' if count == 1 else f'{count:,} pictures'} × {width:,}"]
        pending = pending_in(outputs.outcomes)
        twins = account["twins"]
        for number, word in ((account["from cache"], "from the cache"),
                             (twins, "twin of another" if twins == 1 else "twins of others"),
                             (account["repaired"], "repaired"),
                             (account["refused"] - pending, "left out"),
                             (pending, NOT_YET)):
            if number:
                parts.append(f"{number:,} {word}")
        if self.precision == "fast":
            parts.append("fast precision")
        return " · ".join(parts)


def _check_still_there(folders: Sequence[Path], done: Embedded) -> None:
    """A folder that goes during the run says nothing about its pictures, and may come back: a
    result without them would stand for these pictures from then on."""
    lost = {folder for folder in folders if not os.path.isdir(folder)}
    gone = sorted(folder for folder in lost if lost.isdisjoint(folder.parents))
    if gone:
        more = f" and {len(gone) - 1:,} more" if len(gone) > 1 else ""
        raise WidgetError(
            f"The folder “{gone[0].name}”{more} went away while its pictures were embedded. What "
            f"was done until then is kept ({len(done.kept):,} of {len(done.outcomes):,}). Bring it "
            "back and retry, or reload to go on without it.", remedies=(Reload(),))


_BEST_FIRST = ("resnet50", "inception_v3", "efficientnet_lite0")


def _is_here(name: str) -> bool:
    try:
        find_weights(network(name))
    except Problem:
        return name == "efficientnet_lite0"  # it comes with the program; if not, its error tells
    return True


def _tell_of_fast(name: str, run: Run) -> None:
    """It was chosen for speed; where there is none, that is for the person to know."""
    trial = kept_trial(find_weights(network(name)))
    if trial is not None and not trial.is_worth_it:
        run.warn(f"Fast precision brings little with this network. {trial.told()} With Full its "
                 "numbers can be compared with those of others.")


def _embeddings(images: Table, done: Embedded) -> Table | None:
    if not len(done.kept):
        return None
    table = images.rows(done.kept)
    name = table.free_name("embedding")
    table = table.with_column(name, vectors(done.vectors, done.passport))
    told = [_told(done.outcomes[row]) for row in done.kept]
    if any(told):
        table = table.with_column(table.free_name("outcome"), texts(told))
    return table


def _told(outcome: Outcome) -> str:
    return f"repaired: {outcome.told()}" if outcome.state == "repaired" else outcome.told()


def _skipped(images: Table, done: Embedded) -> Table:
    """The rows that got no vector, with the reason of each; often no row at all."""
    kept = set(np.asarray(done.kept).tolist())
    rows = [row for row in range(len(images)) if row not in kept]
    reasons = texts(done.outcomes[row].reason for row in rows)
    table = images.rows(rows)
    return table.with_column(table.free_name("reason"), reasons)
