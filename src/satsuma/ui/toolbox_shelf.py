"""The shelf of the toolbox: where its tiles lie, and how the arrow keys go from one to the next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PyQt6.QtCore import QPoint, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QCursor, QFontMetrics, QKeyEvent, QResizeEvent
from PyQt6.QtWidgets import QWidget

from satsuma.catalog import Catalog
from satsuma.ui.shelf_part import Heading, ShelfPart
from satsuma.ui.theme import font, px, theme
from satsuma.ui.toolbox_order import categories
from satsuma.ui.toolbox_tile import BrokenTile, Tile
from satsuma.ui.widget_search import Hit

BROKEN = "Could not be loaded"
_NARROWEST, _WIDEST = 58, 84
_MARGIN = 6


class Shelf(QWidget):
    """Tiles in a grid below the headings of their categories, or rows of what was found."""

    picked = pyqtSignal(object)
    pointed = pyqtSignal(object)
    reached = pyqtSignal(object)  # the part that has the focus now, so that it can be scrolled to
    typed = pyqtSignal(str)  # a letter, which belongs into the search field
    climbed = pyqtSignal()  # the arrow up, from the topmost part

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[list[ShelfPart]] = []
        self._groups: list[tuple[Heading | None, list[Tile]]] = []
        self._folded: set[str] = set()
        self._hovered: Any = None
        self._focused: Any = None
        self._rested: QPoint | None = None  # where the mouse was when a key took over
        theme().changed.connect(self._relayout)

    # What lies on it

    def show_all(self, catalog: Catalog) -> None:
        """All widgets by category, and the files that failed."""
        made = [(self._heading(name), [self._tile(Tile(cls, self)) for cls in classes])
                for name, classes in categories(catalog)]
        if catalog.broken:
            broken = [BrokenTile(*one, self) for one in sorted(catalog.broken.items())]
            made.append((self._heading(BROKEN), [self._tile(tile) for tile in broken]))
        self._put(made)

    def show_hits(self, hits: Iterable[Hit]) -> None:
        """What was found, the best first, each with where it was found."""
        tiles = [self._tile(Tile(hit.widget, self, hit.why)) for hit in hits]
        for tile in tiles[:1]:
            tile.best = True
        self._put([(None, tiles)])

    def _put(self, groups: list[tuple[Heading | None, list[Tile]]]) -> None:
        for heading, tiles in self._groups:
            for part in (heading, *tiles):
                if part is not None:
                    part.hide()
                    part.deleteLater()
        self._groups = groups
        self._hovered = self._focused = None
        self._relayout()
        for heading, tiles in groups:
            for part in (heading, *tiles):
                if part is not None:
                    self._wire(part)
        self._arrive(self.parts()[0] if self.parts() else None)

    def _wire(self, part: ShelfPart) -> None:
        part.reached.connect(self._focus)
        part.left.connect(self._blur)
        part.entered.connect(self._enter)
        part.exited.connect(self._exit)

    def _tile(self, tile: Tile) -> Tile:
        tile.picked.connect(self.picked)
        return tile

    def _heading(self, name: str) -> Heading:
        heading = Heading(name, self)
        heading.setChecked(name not in self._folded)
        heading.folded.connect(self._fold)
        return heading

    def _fold(self, name: str, folded: bool) -> None:
        (self._folded.add if folded else self._folded.discard)(name)
        self._relayout()

    def parts(self) -> list[ShelfPart]:
        """What can be reached now, from top to bottom."""
        return [part for row in self._rows for part in row]

    # Where things lie

    def _relayout(self) -> None:
        rows: list[list[ShelfPart]] = []
        top = px(2)
        for heading, tiles in self._groups:
            if heading is not None:
                self._place(heading, 0, top, self.width(), px(32))
                rows.append([heading])
                top += px(34)
            top = self._lay(tiles, top, heading, rows)
        self._rows = rows
        self.setMinimumHeight(top + px(8))
        self.updateGeometry()
        self.update()

    def _lay(self, tiles: list[Tile], top: int, heading: Heading | None,
             rows: list[list[ShelfPart]]) -> int:
        """Place a category's tiles; returns where the next thing goes."""
        if heading is not None and not heading.isChecked():
            for tile in tiles:
                tile.hide()
            return top
        columns = self.columns() if heading is not None else 1
        room = self.width() - 2 * px(_MARGIN) if heading is not None else self.width()
        start = px(_MARGIN) if heading is not None else 0
        height = self._tile_height() if heading is not None else px(48)
        for at in range(0, len(tiles), columns):
            row = tiles[at:at + columns]
            for column, tile in enumerate(row):
                left, right = (start + room * (column + k) // columns for k in (0, 1))
                self._place(tile, left, top, right - left, height)
            rows.append([*row])
            top += height + px(2)
        return top + px(8)

    def _place(self, part: ShelfPart, left: int, top: int, width: int, height: int) -> None:
        part.setGeometry(left, top, width, height)
        part.show()
        part.update()

    def columns(self) -> int:
        """So many that the longest word of all titles is not cut, within reason."""
        metrics = QFontMetrics(font(11))
        words = (word for _, tiles in self._groups for t in tiles for word in t.text().split())
        longest = max(map(metrics.horizontalAdvance, words), default=0) + px(4)
        wanted = min(max(longest, px(_NARROWEST)), px(_WIDEST))
        return max(1, (self.width() - 2 * px(_MARGIN)) // wanted)

    def _tile_height(self) -> int:
        return px(8 + 32 + 4 + 6) + 2 * QFontMetrics(font(11)).height()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is None or event.size().width() != event.oldSize().width():
            self._relayout()

    def sizeHint(self) -> QSize:
        return QSize(px(256), self.minimumHeight())

    # Keys

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        here = self._here()
        if here is not None and self._go(event.key(), *here):
            return
        if _is_letter(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _here(self) -> tuple[int, int] | None:
        for y, row in enumerate(self._rows):
            for x, part in enumerate(row):
                if part.hasFocus():
                    return y, x
        return None

    def _go(self, key: int, y: int, x: int) -> bool:
        part, parts = self._rows[y][x], self.parts()
        if isinstance(part, Heading) and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            part.setChecked(key == Qt.Key.Key_Right)
            return True
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            return self._reach(parts, parts.index(part) + step)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return self._reach(parts, 0 if key == Qt.Key.Key_Home else len(parts) - 1)
        if key not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return False
        row = y + (1 if key == Qt.Key.Key_Down else -1)
        if row < 0:
            self.climbed.emit()
        elif row < len(self._rows):
            self._reach(self._rows[row], min(x, len(self._rows[row]) - 1))
        return True

    def _reach(self, parts: list[ShelfPart], at: int) -> bool:
        if 0 <= at < len(parts):
            parts[at].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def focus_first(self) -> None:
        """Go to the first tile, or to the first thing there is."""
        parts = self.parts()
        tiles = [part for part in parts if isinstance(part, Tile)]
        if parts:
            (tiles or parts)[0].setFocus(Qt.FocusReason.OtherFocusReason)

    # What is pointed at

    def _focus(self, part: ShelfPart) -> None:
        self._arrive(part)
        self._focused, self._hovered = _class_of(part), None
        self._rested = QCursor.pos()
        self._point()
        self.reached.emit(part)

    def _arrive(self, part: ShelfPart | None) -> None:
        """Tab reaches one part only: where the arrow keys were last."""
        for other in self.parts():
            strong = other is part
            other.setFocusPolicy(Qt.FocusPolicy.StrongFocus if strong
                                 else Qt.FocusPolicy.ClickFocus)

    def _blur(self) -> None:
        self._focused = None
        self._point()

    def _enter(self, part: ShelfPart) -> None:
        if QCursor.pos() == self._rested:
            return  # the shelf moved below the mouse, not the mouse
        self._rested = None
        self._hovered = _class_of(part)
        self._point()

    def _exit(self) -> None:
        self._hovered = None
        self._point()

    def _point(self) -> None:
        self.pointed.emit(self._hovered if self._hovered is not None else self._focused)


def _class_of(part: ShelfPart) -> Any:
    return part.cls if isinstance(part, Tile) and not isinstance(part, BrokenTile) else None


def _is_letter(event: QKeyEvent) -> bool:
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier \
        | Qt.KeyboardModifier.MetaModifier
    return event.text().isprintable() and bool(event.text().strip()) \
        and not event.modifiers() & commands
