"""What Satsuma is built of, and under which licenses: libraries, networks and icons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources import files

from satsuma.algorithms.networks import networks

DISTRIBUTION = "satsuma-images"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Library:
    name: str
    version: str
    license: str


@dataclass(frozen=True)
class TrainedNetwork:
    title: str
    training: str
    license: str


def libraries() -> list[Library]:
    """The libraries that Satsuma needs, as they are installed. Reads files."""
    try:
        needed = distribution(DISTRIBUTION).requires or []
    except PackageNotFoundError:
        return []
    names = {match[0] for text in needed if not _optional(text) and (match := _NAME.match(text))}
    return [_library(name) for name in sorted(names, key=str.casefold)]


def _optional(requirement: str) -> bool:
    """Whether it belongs to an extra such as `test`; that of windows is shown all the same."""
    _, _, condition = requirement.partition(";")
    return "extra" in condition and "pyqt6" not in requirement.casefold()


def _library(name: str) -> Library:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return Library(name, "not installed", "")
    return Library(found.metadata["Name"] or name, found.version, _license(found))


def _license(found: Distribution) -> str:
    """What the package says itself: an expression, a short text, or the words of a classifier."""
    said = found.metadata
    if "License-Expression" in said:
        return said["License-Expression"]
    kinds = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or []
             if line.startswith("License :: ")]
    kinds = [kind for kind in kinds if kind != "OSI Approved"]
    text = said["License"].strip() if "License" in said else ""
    if text and text != "UNKNOWN" and "\n" not in text and len(text) < 60:
        return text
    return ", ".join(kinds) or _first_words(found)


def _first_words(found: Distribution) -> str:
    """How the license file of a package begins, where its records say nothing."""
    for file in found.files or []:
        if file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING")):
            lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
            return next((line for line in lines if line), "")
    return "see the package"


def trained_networks() -> list[TrainedNetwork]:
    """The networks, what they learned from, and the license of their weights. Reads files."""
    return [TrainedNetwork(each.title, each.training, each.licence) for each in networks()]


def icon_license() -> str:
    """The license of the interface's icons, as it came with them. Reads a file."""
    return files("satsuma.ui").joinpath("LUCIDE-LICENSE").read_text(encoding="utf-8")
