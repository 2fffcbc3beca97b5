"""Picture window: one picture large, in the place of the gallery, with its row's values beside it.

At most two pictures are kept: the one that is shown and the one that comes next.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QPoint, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PyQt6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from satsuma.data.outcome import Refused
from satsuma.ui.background import background
from satsuma.ui.hairline import Hairline
from satsuma.ui.painters.gallery_rows import Rows
from satsuma.ui.painters.picture_window_canvas import PictureCanvas
from satsuma.ui.painters.picture_window_head import PictureHead, without_argument
from satsuma.ui.painters.picture_window_levels import Levels, levels_of
from satsuma.ui.painters.picture_window_seen import SeenPanel
from satsuma.ui.painters.picture_window_side import SidePane
from satsuma.ui.painters.picture_window_values import ValuesText, values_of
from satsuma.ui.theme import px, theme

KEPT = 2
ROOM_FOR_SIDE = 460
"""Design pixels from which on the values stand beside the picture."""

SIDE, LEAST = 272, 200

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
        self._shown: int | None = None
        self._kept: OrderedDict[Path, Levels | str] = OrderedDict()
        self._asked: set[Path] = set()
        self.canvas, self.seen = PictureCanvas(), SeenPanel()
        self.head = PictureHead()
        self.values, self.notes = ValuesText(), QLabel()
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notes.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.notes.setProperty("role", "secondary")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        whole = QVBoxLayout(self)
        self._body = body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for layout in (body, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self.line, self.side = Hairline(), SidePane(
            (self.notes, self.seen, self.values), first=self.seen)
        body.addWidget(self.canvas, 1)
        body.addWidget(self.line)
        body.addWidget(self.side)
        whole.addWidget(self.head)
        whole.addLayout(body, 1)
        self.setMinimumWidth(px(LEAST))  # less than the parts want: they give way

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
        self.seen.switch.toggled.connect(self.head.seen.setChecked)
        self.seen.switch.toggled.connect(self._fit_side)
        self.head.seen.toggled.connect(self.seen.switch.setChecked)
        theme().changed.connect(self._dress)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit_side()

    def _fit_side(self, _on: bool = False) -> None:
        """Where there is little room the picture has all of it, or shares it with what was seen."""
        beside = self.width() >= px(ROOM_FOR_SIDE)
        seen = self.seen.switch.isChecked()
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if beside
                                else QBoxLayout.Direction.TopToBottom)
        for part in (self.line, self.side):
            part.setVisible(beside or seen)
        if beside:
            self.side.stand(px(SIDE))
            self.seen.lay_out()
        else:
            self.seen.lay_out(self.side.lie(QSize(
                self.width(), (self.height() - self.head.height()) // 2)))

    def _dress(self) -> None:
        """At the present scale and in the present colors."""
        self.setMinimumWidth(px(LEAST))
        self.head.dress()
        self._fit_side()
        if self._shown is not None and self._rows.view is not None:
            self.values.setText(values_of(self._rows.view.table, self._shown))

    # What is shown

    def show_row(self, row: int, place: int, total: int, following: Path | None) -> None:
        """Show a row, which is number `place` of `total`; the `following` one is made ready."""
        view = self._rows.view
        assert view is not None
        file = self._rows.file(row)
        self._shown = row
        self.head.place.setText(f"{place + 1:,} of {total:,}")
        self.head.show_title(self._rows.title(row))
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
        self.file, self._shown = None, None
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


def _decoded(file: Path) -> Levels | str:
    try:
        return levels_of(file)
    except Refused as refused:
        return str(refused) or "It cannot be read."
