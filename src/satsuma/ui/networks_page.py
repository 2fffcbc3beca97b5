"""The page of the preferences about networks: what computes them, and where weights lie."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QSignalBlocker, pyqtSignal
from PyQt6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from satsuma.algorithms.device import devices_here
from satsuma.algorithms.networks import Network, networks
from satsuma.algorithms.weights import MissingWeights, find_weights
from satsuma.commands import AddWeights, Command, FetchWeights
from satsuma.data.places import shared_weights_folder, torch_weights_folder, weights_folder
from satsuma.problem import Problem
from satsuma.ui.background import background
from satsuma.ui.commands import Performer
from satsuma.ui.preference_folder import Folder
from satsuma.ui.preference_page import Page
from satsuma.ui.preference_rows import Group, button, label
from satsuma.ui.preference_store import PreferenceStore
from satsuma.ui.theme import px
from satsuma.ui.tool_tips import as_it_is

if TYPE_CHECKING:
    from satsuma.ui.background import Task


class Device(QWidget):
    """What networks are computed on; what there is, is asked when the page is first seen."""

    def __init__(self, store: PreferenceStore) -> None:
        super().__init__()
        self._store = store
        self._found: Mapping[str, str] = {"cpu": "Processor"}
        self.box = QComboBox()
        self.box.setAccessibleName("Compute networks on")
        self.said = label("", "secondary")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.box)
        line.addWidget(self.said, 1)
        self.box.activated.connect(self._chosen)
        store.changed.connect(self._show)
        self._show()

    def ask(self) -> None:
        """Find out which devices there are."""
        self.said.setText("Looking for graphics processors…")
        background().submit(devices_here, self._told, self._failed)

    def _told(self, found: Mapping[str, str]) -> None:
        self._found = found
        self.said.setText("" if len(found) > 1 else "No graphics processor was found.")
        self._show()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            raise error
        self.said.setText(f"Graphics processors could not be looked for. {error}")

    def _show(self) -> None:
        chosen = self._store.value.device
        words = {"": "The fastest there is"} | {
            name: title if name == "cpu" else f"{title} ({name})"
            for name, title in self._found.items()}
        words.setdefault(chosen, f"{chosen} (not found here)")
        with QSignalBlocker(self.box):
            self.box.clear()
            for name, title in words.items():
                self.box.addItem(title, name)
            self.box.setCurrentIndex(self.box.findData(chosen))

    def _chosen(self, index: int) -> None:
        self._store.change(device=self.box.itemData(index))


@dataclass(frozen=True)
class Place:
    """Where the weights of one network are, in words. `file` is None where they are not here."""

    title: str
    words: str
    file: Path | None = None
    network: str = ""
    fetchable: bool = False


def weights_here() -> list[Place]:
    """Of each network that is known: whether its weights are here, and where. Reads files."""
    return [_place(network) for network in networks()]


def _place(network: Network) -> Place:
    try:
        weights = find_weights(network)
    except MissingWeights:
        return Place(network.title, f"not here; {network.size / 1e6:,.0f} MB to download",
                     network=network.id, fetchable=network.url is not None)
    except Problem as error:
        return Place(network.title, str(error), network=network.id)
    words = "here" if weights.official else "here, but not the published ones"
    return Place(network.title, f"{words}, {_where(weights.path.parent)}", weights.path)


def _where(folder: Path) -> str:
    if folder == weights_folder():
        return "in your folder"
    if folder == shared_weights_folder():
        return "in the shared folder"
    if folder == torch_weights_folder():
        return "where PyTorch keeps its downloads"
    return "installed with Satsuma"


class WeightsList(QWidget):
    """Which weights are where, as far as it is known, and the ways to get those that are not."""

    came = pyqtSignal()

    def __init__(self, store: PreferenceStore) -> None:
        super().__init__()
        self._store = store
        self._folders = self._present()
        self._task: Task | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self.said = label("", "secondary")
        self.said.hide()
        self._performer = Performer(None, self)
        self._performer.told.connect(self._tell)
        self._performer.failed.connect(self._tell)
        self._performer.done.connect(self._got)
        store.changed.connect(self._follow)

    def _got(self, _command: Command) -> None:
        self.ask()
        self.came.emit()

    def _tell(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _present(self) -> tuple[str, str]:
        return self._store.value.weights_folder, self._store.value.shared_weights_folder

    def _follow(self) -> None:
        if self._folders != self._present():
            self._folders = self._present()
            self.ask()

    def ask(self) -> None:
        """Look into the folders."""
        if self._task is not None:
            self._task.cancel()
        self._task = background().submit(weights_here, self.show_places)

    def show_places(self, places: list[Place]) -> None:
        """Put these into the list."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._grid.setHorizontalSpacing(px(16))
        for row, place in enumerate(places):
            sign = "–" if place.file is None else "✓"
            words = label(f"{sign} {place.words}")
            words.setAccessibleName(f"{place.title}: {place.words}")
            words.setToolTip("" if place.file is None else as_it_is(str(place.file)))
            self._grid.addWidget(label(place.title), row, 0)
            self._grid.addWidget(words, row, 1)
            if place.network and place.file is None:
                self._grid.addWidget(self._ways(place), row, 2)

    def _ways(self, place: Place) -> QWidget:
        """The buttons by which weights come here."""
        ways = QWidget()
        column = QVBoxLayout(ways)
        column.setContentsMargins(0, 0, 0, px(4))
        column.setSpacing(px(4))
        if place.fetchable:
            fetch = button("Download…", f"Download the weights of {place.title}")
            fetch.clicked.connect(partial(self._perform, FetchWeights(place.network)))
            column.addWidget(fetch)
        add = button("Add a file…", f"Add a file of weights of {place.title}")
        add.clicked.connect(partial(self._perform, AddWeights(place.network)))
        column.addWidget(add)
        return ways

    def _perform(self, command: Command, _checked: bool = False) -> None:
        self._tell("")
        self._performer.perform(command, self.window())


class NetworksPage(Page):
    """Asks for devices and weights when it is first seen, never before."""

    def __init__(self, store: PreferenceStore) -> None:
        self.device, self.weights = Device(store), WeightsList(store)
        self.own = Folder(store, "weights_folder", "Folder of weights", weights_folder,
                          "Use the standard one", _set("SATSUMA_DATA"))
        self.shared = Folder(store, "shared_weights_folder", "Shared folder of weights",
                             shared_weights_folder, "Use none", _set("SATSUMA_WEIGHTS"))
        super().__init__(
            "Networks", "images",
            Group("Compute networks on", self.device, *_device_notes(), fields=("device",),
                  hint="Pictures are computed on this computer. Nothing leaves it."),
            Group("Folder of weights", self.own, fields=("weights_folder",),
                  hint="A network has learned its weights. What you download or add lies here."),
            Group("Shared folder of weights", self.shared, fields=("shared_weights_folder",),
                  hint="A folder that others fill, such as a lab’s or a classroom’s. It is only "
                       "read."),
            Group("Weights", self.weights, self.weights.said,
                  hint="You are asked before anything is downloaded. No picture is sent."))
        self._asked = False

    def seen(self) -> None:
        """The page is in front."""
        if not self._asked:
            self._asked = True
            self.device.ask()
        self.weights.ask()


def _set(variable: str) -> str:
    """The variable, if it is set."""
    return variable if os.environ.get(variable) else ""


def _device_notes() -> list[QLabel]:
    if not _set("SATSUMA_DEVICE"):
        return []
    return [label("SATSUMA_DEVICE is set on this computer and comes first.", "warning")]
