"""What the network saw: the exact pixels that go into a network, beside the picture."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PyQt6.QtCore import QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QSizePolicy, QWidget

from satsuma.algorithms.networks import Network, networks
from satsuma.data.column import Kind, Passport
from satsuma.data.images import DECODING_EXACT
from satsuma.data.table import Table
from satsuma.problem import Problem
from satsuma.ui.background import Task, background
from satsuma.ui.painters.picture_window_levels import Sight, sight_of
from satsuma.ui.theme import px, theme

_SIDE = 224
"""Pixels of most networks: at 100 % each of them is one of the screen."""

_BESIDE = 280
"""Design pixels from which on there is room for words beside the pixels."""


def passports(table: Table) -> dict[str, Passport]:
    """Where the vectors of a table come from, by column."""
    return {name: passport for name in table.named((Kind.VECTOR,))
            if (passport := table[name].passport) is not None}


class SeenPixels(QWidget):
    """A square with the pixels as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None
        self._most = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("What the network saw")

    def sizeHint(self) -> QSize:  # noqa: N802
        side = min(px(_SIDE), self._most) if self._most else px(_SIDE)
        return QSize(side, side)

    def allow(self, most: int) -> None:
        """Take at most so many pixels; 0 is all that it wants."""
        self._most = most
        self.updateGeometry()

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
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(6)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.lay_out()
        self.switch.toggled.connect(self._toggle)
        self.choice.activated.connect(self._look)
        self._show_parts(False)

    def lay_out(self, room: QSize | None = None) -> None:
        """Below each other, or in a `room` beside each other, with pixels that fit into it."""
        grid, top = self._grid, Qt.AlignmentFlag.AlignTop
        for part in (self.switch, self.choice, self.pixels, self.told):
            grid.removeWidget(part)
        grid.setSpacing(px(8))
        if room is None or room.width() < px(_BESIDE):
            self.pixels.allow(0 if room is None else max(1, min(room.width(), room.height())))
            for row, part in enumerate((self.switch, self.choice, self.pixels, self.told)):
                grid.addWidget(part, row, 0)
            grid.setColumnStretch(1, 0)
            return
        grid.setColumnStretch(1, 1)
        self.pixels.allow(max(1, min(room.height(), room.width() // 2)))
        grid.addWidget(self.pixels, 0, 0, 3, 1, top)
        for row, part in enumerate((self.switch, self.choice, self.told)):
            grid.addWidget(part, row, 1, top)
        grid.setRowStretch(2, 1)

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
