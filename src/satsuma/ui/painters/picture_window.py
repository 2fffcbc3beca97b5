"""Picture window: one picture large, in the place of the gallery, with its row's values beside it.

At most two pictures are kept: the one that is shown and the one that comes next.
"""

from __future__ import annotations

import html
from collections import OrderedDict
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from satsuma.data.outcome import Refused
from satsuma.data.table import Table
from satsuma.ui.background import background
from satsuma.ui.hairline import Hairline
from satsuma.ui.painters.gallery_rows import Rows
from satsuma.ui.painters.picture_window_canvas import PictureCanvas
from satsuma.ui.painters.picture_window_head import PictureHead, without_argument
from satsuma.ui.painters.picture_window_levels import Levels, levels_of
from satsuma.ui.painters.picture_window_seen import SeenPanel
from satsuma.ui.theme import px, theme

MOST_VALUES = 200
KEPT = 2
ROOM_FOR_SIDE = 460
"""Design pixels from which on the values stand beside the picture."""

Key = Qt.Key


class PictureWindow(QWidget):
    """Shows one row. `stepped` asks for the next (1) or the previous (-1), `closed` for all."""

    stepped = pyqtSignal(int)
    closed = pyqtSignal()
    menu_asked = pyqtSignal(QPoint)

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self._rows = rows
        self.file: Path | None = None
        self._kept: OrderedDict[Path, Levels | str] = OrderedDict()
        self._asked: set[Path] = set()
        self.canvas, self.seen = PictureCanvas(), SeenPanel()
        self.head = PictureHead()
        self.values, self.notes = QLabel(), QLabel()
        for label in (self.values, self.notes):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.notes.setProperty("role", "secondary")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        body, whole = QHBoxLayout(), QVBoxLayout(self)
        for layout in (body, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self.line, self.side = Hairline(), self._side()
        body.addWidget(self.canvas, 1)
        body.addWidget(self.line)
        body.addWidget(self.side)
        whole.addWidget(self.head)
        whole.addLayout(body, 1)
        self.setMinimumWidth(px(200))

    def _connect(self) -> None:
        canvas = self.canvas
        for name, does in {
            "back": self.closed.emit, "previous": partial(self.stepped.emit, -1),
            "next": partial(self.stepped.emit, 1), "smaller": partial(canvas.zoom_by, -1),
            "larger": partial(canvas.zoom_by, 1), "fit": canvas.fit,
        }.items():
            self.head.buttons[name].clicked.connect(without_argument(does))
        canvas.zoomed.connect(self._tell_zoom)
        self.seen.marked.connect(canvas.show_part)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        """Where there is little room the picture has all of it."""
        super().resizeEvent(event)
        for part in (self.line, self.side):
            part.setVisible(self.width() >= px(ROOM_FOR_SIDE))

    def _side(self) -> QScrollArea:
        ground = QWidget()
        ground.setProperty("surface", "window")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(ground)
        layout.setContentsMargins(px(16), px(12), px(16), px(16))
        layout.setSpacing(px(16))
        for label in (self.notes, self.values):
            label.setWordWrap(True)
        for part in (self.notes, self.seen, self.values):
            layout.addWidget(part)
        layout.addStretch(1)
        side = QScrollArea()
        side.setWidgetResizable(True)
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFixedWidth(px(224 + 48))
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setWidget(ground)
        return side

    # What is shown

    def show_row(self, row: int, place: int, total: int, following: Path | None) -> None:
        """Show a row, which is number `place` of `total`; the `following` one is made ready."""
        view = self._rows.view
        assert view is not None
        file = self._rows.file(row)
        self.head.title.setText(self._rows.title(row))
        self.head.place.setText(f"{place + 1:,} of {total:,}")
        self.values.setText(values_of(view.table, row))
        self.setAccessibleName(f"{self._rows.title(row)}, {self.head.place.text()}")
        if file != self.file or file is None:
            self.file = file
            self._show_file(file)
        self.seen.show_row(view.table, file)
        if following is not None:
            self._want(following)

    def _show_file(self, file: Path | None) -> None:
        self.notes.setVisible(False)
        if file is None:
            self.canvas.show_reason("There is no picture in this row.")
            return
        if (kept := self._kept.get(file)) is not None:
            self._kept.move_to_end(file)
            self.canvas.show_waiting(None)
            self._show(kept)
            return
        self.canvas.show_waiting(self._rows.thumbnails.any(file))
        self._want(file)

    def _want(self, file: Path) -> None:
        if file not in self._asked and file not in self._kept:
            self._asked.add(file)
            background().submit(partial(_decoded, file), partial(self._take, file))

    def _take(self, file: Path, levels: Levels | str) -> None:
        self._asked.discard(file)
        self._kept[file] = levels
        while len(self._kept) > KEPT:
            oldest = next(one for one in self._kept if one != self.file)
            del self._kept[oldest]
        if file == self.file:
            self._show(levels)

    def _show(self, levels: Levels | str) -> None:
        if isinstance(levels, str):
            self.canvas.show_reason(levels)
            return
        self.canvas.show_levels(levels)
        width, height = levels.size
        told = [f"{width:,} × {height:,} pixels", *levels.notes]
        self.notes.setText("\n".join(told))
        self.notes.setVisible(True)

    def release(self) -> None:
        """Nothing is looked at any more."""
        self.file = None
        self._kept.clear()
        self.canvas.show_waiting(None)

    def _tell_zoom(self) -> None:
        shown = self.canvas.levels is not None
        self.head.zoom.setText(f"{self.canvas.scale:.0%}".replace("%", "\u00a0%") if shown else "")

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:  # noqa: N802
        if event is not None:
            self.menu_asked.emit(event.globalPos())

    # Keys

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        if event is None:
            return
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not (self._pan(event.key()) if control else self._act(event.key())):
            event.ignore()

    def _act(self, key: int) -> bool:
        canvas = self.canvas
        match key:
            case Key.Key_Escape | Key.Key_Space | Key.Key_Return | Key.Key_Enter:
                self.closed.emit()
            case Key.Key_Right | Key.Key_Down | Key.Key_PageDown:
                self.stepped.emit(1)
            case Key.Key_Left | Key.Key_Up | Key.Key_PageUp:
                self.stepped.emit(-1)
            case Key.Key_Plus | Key.Key_Equal:
                canvas.zoom_by(1)
            case Key.Key_Minus:
                canvas.zoom_by(-1)
            case Key.Key_0 | Key.Key_F:
                canvas.fit()
            case Key.Key_1:
                canvas.zoom_to(1.0)
            case Key.Key_N:
                self.seen.switch.toggle()
            case _:
                return False
        return True

    def _pan(self, key: int) -> bool:
        step = px(48)
        moves = {Key.Key_Left: (step, 0), Key.Key_Right: (-step, 0),
                 Key.Key_Up: (0, step), Key.Key_Down: (0, -step)}
        for one, (across, down) in moves.items():
            if key == one:
                self.canvas.pan(across, down)
                return True
        return False


def values_of(table: Table, row: int) -> str:
    """The values of a row, below each other, as rich text."""
    secondary = theme().colors.secondary.name()
    lines = []
    for name in list(table.columns)[:MOST_VALUES]:
        value = html.escape(table[name].shown(row)) or "–"
        lines.append(f"<p style='margin: 0 0 6px 0'><span style='color: {secondary}'>"
                     f"{html.escape(name)}</span><br>{value}</p>")
    if len(table.columns) > MOST_VALUES:
        lines.append(f"<p>and {len(table.columns) - MOST_VALUES:,} more columns</p>")
    return "".join(lines)


def _decoded(file: Path) -> Levels | str:
    try:
        return levels_of(file)
    except Refused as refused:
        return str(refused) or "It cannot be read."
