"""What the network saw: the exact pixels that go into a network, beside the picture."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PyQt6.QtCore import QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QCheckBox, QComboBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from satsuma.algorithms.networks import Network, networks
from satsuma.data.column import Kind, Passport
from satsuma.data.images import DECODING_EXACT
from satsuma.data.table import Table
from satsuma.problem import Problem
from satsuma.ui.background import Task, background
from satsuma.ui.painters.picture_window_levels import Sight, sight_of
from satsuma.ui.theme import px, theme


def passports(table: Table) -> dict[str, Passport]:
    """Where the vectors of a table come from, by column."""
    return {name: passport for name in table.named((Kind.VECTOR,))
            if (passport := table[name].passport) is not None}


class SeenPixels(QWidget):
    """A square with the pixels as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("What the network saw")

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(224), px(224))

    def show_image(self, image: QImage | None) -> None:
        self.image = image
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        painter = QPainter(self)
        area = QRectF(self.rect())
        painter.fillRect(area, theme().colors.panel)
        if self.image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, self.image)
        painter.setPen(QPen(theme().colors.line, 1))
        painter.drawRect(area.adjusted(0, 0, -1, -1))


class SeenPanel(QWidget):
    """A switch, a network to choose, and what it sees of the picture that is shown."""

    marked = pyqtSignal(object)  # the part of the picture, or None

    def __init__(self) -> None:
        super().__init__()
        self._file: Path | None = None
        self._table: Table | None = None
        self._task: Task | None = None
        self._known: list[Network] = []
        self.switch = QCheckBox("What the network saw")
        self.choice = QComboBox()
        self.choice.setAccessibleName("Network")
        self.pixels = SeenPixels()
        self.told = QLabel()
        self.told.setProperty("role", "secondary")
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        for part in (self.switch, self.choice, self.pixels, self.told):
            layout.addWidget(part)
        self.switch.toggled.connect(self._toggle)
        self.choice.activated.connect(self._look)
        self._show_parts(False)

    def show_row(self, table: Table, file: Path | None) -> None:
        """Another picture; the switch and the network stay."""
        if table is not self._table:
            self._table = table
            self._fill()
        self._file = file
        self._look()

    def _toggle(self, on: bool) -> None:
        self._show_parts(on)
        if on and not self._known:
            background().submit(networks, self._take_networks)
        self._look()

    def _show_parts(self, on: bool) -> None:
        for part in (self.choice, self.pixels, self.told):
            part.setVisible(on)

    def _take_networks(self, known: list[Network]) -> None:
        self._known = known
        self._fill()
        self._look()

    def _fill(self) -> None:
        """The networks that are known; the one that made the vectors comes first."""
        if not self._known:
            return
        before = self.choice.currentData()
        made = self._makers()
        titles = {one.id: one.title for one in self._known}
        self.choice.clear()
        for name in dict.fromkeys((*made, *titles)):
            title = titles.get(name, name)
            self.choice.addItem(f"{title} (made “{made[name]}”)" if name in made else title, name)
        at = self.choice.findData(before)
        self.choice.setCurrentIndex(at if at >= 0 and not made else 0)

    def _makers(self) -> dict[str, str]:
        """The networks that made vectors of this table, with the column."""
        found = passports(self._table) if self._table is not None else {}
        return {passport.network: name for name, passport in reversed(found.items())}

    def _passport(self, name: str) -> Passport | None:
        found = passports(self._table) if self._table is not None else {}
        return next((one for one in found.values() if one.network == name), None)

    def _look(self, *_: object) -> None:
        """Let the picture be seen by the chosen network."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        name = self.choice.currentData()
        if not self.switch.isChecked() or name is None or self._file is None:
            self.pixels.show_image(None)
            self.marked.emit(None)
            return
        passport = self._passport(name)
        exact = passport is not None and passport.decoding == DECODING_EXACT
        self._task = background().submit(partial(sight_of, self._file, name, exact=exact),
                                         self._take, self._fail)

    def _take(self, sight: Sight) -> None:
        self._task = None
        self.pixels.show_image(sight.image)
        self.told.setText(words_for(sight, self._passport(sight.network.id)))
        self.marked.emit(sight.part)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            raise error
        self._task = None
        self.pixels.show_image(None)
        self.told.setText(str(error))
        self.marked.emit(None)


def words_for(sight: Sight, passport: Passport | None) -> str:
    """What the pixels are, in sentences."""
    how = sight.network.preprocessing
    if how.fit == "whole":
        told = (f"Exactly these {how.crop} × {how.crop} pixels go in: the whole picture, with "
                "white where it is not square.")
    else:
        told = (f"Exactly these {how.crop} × {how.crop} pixels go in: the middle of the picture, "
                f"resized to {how.resize} on its shorter side. The network never sees the rest.")
    if passport is not None and passport.preprocessing != how.text():
        told += " The vectors of this table were made with other steps, so they saw other pixels."
    return told
