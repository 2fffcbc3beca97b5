"""Performing commands: what a person asks for that is no state of the workflow.

Nothing is downloaded before the person has read what, how much and from where, and said yes.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QWidget

from satsuma.algorithms.fast_trial import FastTrial
from satsuma.algorithms.fast_trying import try_fast
from satsuma.algorithms.fetch import fetch_weights
from satsuma.algorithms.networks import Network, network
from satsuma.algorithms.weights import Weights, add_weights
from satsuma.commands import (
    AddWeights,
    Command,
    Commit,
    FetchWeights,
    Reload,
    ShowFile,
    TakeBack,
    TryFast,
)
from satsuma.data.places import weights_folder
from satsuma.problem import Problem
from satsuma.ui.background import background
from satsuma.ui.committing import Committer
from satsuma.ui.document import Document
from satsuma.ui.editors.ask_file import ask_file
from satsuma.ui.editors.offers import megabytes
from satsuma.ui.fetching import WatchedRun, ending
from satsuma.ui.progress_window import ProgressWindow
from satsuma.ui.question import Question
from satsuma.ui.shown_folder import folder_to_show, open_folder


class Performer(QObject):
    """Performs commands for one document, or for the program where there is none.

    `done` carries the command that was performed.
    """

    told = pyqtSignal(str)
    failed = pyqtSignal(str)
    done = pyqtSignal(object)

    def __init__(self, document: Document | None, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._document = document
        self._window = window
        self.committer = Committer(document, self) if document is not None else None
        if self.committer is not None:
            self.committer.failed.connect(self.failed)
        self._under_way: dict[Command, tuple[WatchedRun, ProgressWindow]] = {}

    def perform(self, command: Command, window: QWidget | None = None) -> None:
        """Do it; where the person must be asked, above `window`."""
        window = window or self._window
        match command:
            case Reload():
                self._reload()
                self.done.emit(command)
            case ShowFile(path=path):
                self._show_file(command, Path(path))
            case Commit(node=node) if self.committer is not None:
                self.committer.commit(node, window)
            case TakeBack(node=node) if self.committer is not None:
                self.committer.take_back(node, window)
            case FetchWeights(network=name):
                self._find(name, partial(self._ask_fetch, command, window))
            case AddWeights(network=name):
                self._find(name, partial(self._ask_weights, command, window))
            case TryFast():
                self._try_fast(command, window)

    def cancel_all(self) -> None:
        """Stop what is under way; the windows that show it go."""
        for run, shown in list(self._under_way.values()):
            run.cancel()
            shown.finish()
        self._under_way.clear()
        if self.committer is not None:
            self.committer.cancel_all()

    def _show_file(self, command: Command, path: Path) -> None:
        background().submit(partial(folder_to_show, path), partial(self._open_folder, command),
                            self._fail)

    def _open_folder(self, command: Command, folder: Path) -> None:
        if complaint := open_folder(folder):
            self.failed.emit(complaint)
        else:
            self.done.emit(command)

    def _find(self, name: str, then: Any) -> None:
        """The network of a name; one that was never used has to be asked for, so not here."""
        background().submit(partial(network, name), then, self._fail)

    # Fetching

    def _ask_fetch(self, command: FetchWeights, window: QWidget | None, found: Network) -> None:
        if found.url is None:
            self.failed.emit(f"The weights of {found.title} cannot be downloaded: they come with "
                             "the program. Install it again, or add a file of weights.")
            return
        if command in self._under_way:
            self._under_way[command][1].raise_()
            return
        asked = Question(
            f"Download the weights of {found.title}?", told_of_fetching(found),
            (("cancel", "Not now"), ("fetch", f"Download {megabytes(found.size)}")), window)
        asked.answered.connect(partial(self._fetch, command, window, found))
        asked.answered.connect(asked.deleteLater)
        asked.show()

    def _fetch(self, command: FetchWeights, window: QWidget | None, found: Network,
               answer: str) -> None:
        if answer == "fetch":
            run = WatchedRun()
            self._start(command, window, run, f"Downloading the weights of {found.title}",
                        f"From {host_of(found)}. You can go on working.",
                        partial(fetch_weights, found, run))

    # Adding

    def _ask_weights(self, command: AddWeights, window: QWidget | None, found: Network) -> None:
        parent = window if window is not None else self._window
        name = ask_file(parent, f"Choose the weights of {found.title}",
                        "Weights (*.pth *.pt *.safetensors);;All files (*)")
        if not name:
            return
        file = Path(name)
        background().submit(partial(_is_there, found, file),
                            partial(self._add_or_ask, command, window, found, file), self._fail)

    def _add_or_ask(self, command: AddWeights, window: QWidget | None, found: Network, file: Path,
                    others: bool) -> None:
        if not others:
            self._add(command, window, found, file, "add")
            return
        asked = Question(
            f"Replace the weights of {found.title}?",
            f"There are weights of this network in “{weights_folder()}” already. Results that were "
            "made with them are computed anew.",
            (("cancel", "Keep them"), ("add", "Replace")), window)
        asked.answered.connect(partial(self._add, command, window, found, file))
        asked.answered.connect(asked.deleteLater)
        asked.show()

    def _add(self, command: AddWeights, window: QWidget | None, found: Network, file: Path,
             answer: str) -> None:
        if answer == "add":
            run = WatchedRun()
            self._start(command, window, run, f"Adding the weights of {found.title}",
                        "The file is tried out before it is taken. This takes some seconds.",
                        partial(add_weights, found, file, replace=True, run=run))

    # Trying out

    def _try_fast(self, command: TryFast, window: QWidget | None) -> None:
        if command in self._under_way:
            self._under_way[command][1].raise_()
            return
        run = WatchedRun()
        self._start(command, window, run, "Trying out fast precision",
                    "The example pictures go through each network, at full and at fast precision "
                    "by turns. This takes some seconds.", partial(try_fast, run),
                    self._end_of_trial)

    def _end_of_trial(self, command: Command, trials: list[FastTrial] | None) -> None:
        self._close(command)
        if trials is None:
            self.told.emit("Cancelled. Fast precision was not tried out.")
            return
        self.told.emit("\n".join(trial.told() for trial in trials))
        self.done.emit(command)

    # What they share

    def _start(self, command: Command, window: QWidget | None, run: WatchedRun, heading: str,
               text: str, work: Any, then: Any = None) -> None:
        shown = ProgressWindow(heading, text, run, window)
        self._under_way[command] = (run, shown)
        shown.show()
        background().submit(ending(work), partial(then or self._end, command),
                            partial(self._end_badly, command))

    def _end(self, command: Command, weights: Weights | None) -> None:
        self._close(command)
        if weights is None:
            self.told.emit("Cancelled. Nothing was kept.")
            return
        kind = "" if weights.official else " They are custom weights, not the published ones."
        self.told.emit(f"The weights of {weights.network.title} are on this computer now.{kind}")
        self._reload()
        self.done.emit(command)

    def _reload(self) -> None:
        if self._document is not None:
            self._document.bridge.engine.reload()

    def _end_badly(self, command: Command, error: Exception) -> None:
        self._close(command)
        self._fail(error)

    def _close(self, command: Command) -> None:
        if (under_way := self._under_way.pop(command, None)) is not None:
            under_way[1].finish()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            raise error
        self.failed.emit(str(error))


def told_of_fetching(found: Network) -> str:
    """What is downloaded, how much, from where and to where, in sentences."""
    return (f"{megabytes(found.size)} come from {host_of(found)} and are kept in "
            f"“{weights_folder()}”. Only the file is asked for; no picture and nothing about "
            f"you is sent. License: {found.licence}.")


def host_of(found: Network) -> str:
    """The computer that a network's weights come from."""
    return urlsplit(found.url or "").hostname or "an unknown place"


def _is_there(found: Network, file: Path) -> bool:
    """Whether other weights lie where these would go."""
    target = weights_folder() / found.weights_file
    return target.is_file() and not target.samefile(file)
