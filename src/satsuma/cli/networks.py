"""`satsuma networks`: list networks, fetch or add their weights."""

from __future__ import annotations

import argparse
import sys

from satsuma.algorithms.fast_trying import try_fast
from satsuma.algorithms.fetch import fetch_weights
from satsuma.algorithms.networks import Network, network, networks, other_networks
from satsuma.algorithms.weights import MissingWeights, Weights, add_weights, find_weights
from satsuma.cli import WrongUsage
from satsuma.cli.progress import FetchBar
from satsuma.problem import Problem


def main(options: argparse.Namespace) -> int:
    match options.action:
        case "fetch":
            return _fetch(_named(options.name))
        case "try-fast":
            return _try_fast()
        case "add":
            weights = add_weights(_named(options.name), options.file, replace=options.replace)
            sys.stdout.write(f"{_told(weights)}\n")
            return 0
    return _list(everything=getattr(options, "all", False))


def _named(name: str) -> Network:
    try:
        return network(name)
    except Problem as error:
        raise WrongUsage(str(error)) from error


def _list(*, everything: bool) -> int:
    for one in networks():
        sys.stdout.write(
            f"{one.id:20} {one.width:>5,} numbers   {one.licence:14} {_state(one)}\n"
            f"{'':20} {one.title}. {one.description}\n")
    if everything:
        sys.stdout.write("\nOther classifiers of torchvision:\n")
        for name in other_networks():
            sys.stdout.write(f"  {name}\n")
    else:
        sys.stdout.write("\nEvery other classifier of torchvision can be used by its name; "
                         "“satsuma networks list --all” lists them.\n")
    return 0


def _state(one: Network) -> str:
    try:
        return _told(find_weights(one))
    except MissingWeights:
        return "weights not here"


def _told(weights: Weights) -> str:
    kind = "weights here" if weights.official else "custom weights here"
    return f"{kind} ({weights.path})"


def _try_fast() -> int:
    for trial in try_fast():
        sys.stdout.write(f"{trial.told()}\n")
    return 0


def _fetch(one: Network) -> int:
    weights = fetch_weights(one, FetchBar(one.title))
    sys.stdout.write(f"{_told(weights)}\n")
    return 0
