"""The bars of a gallery: searching and arranging above the pictures, legend and size below."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from satsuma.data.column import Kind
from satsuma.data.table import Table
from satsuma.ui.icons import icon
from satsuma.ui.painters.gallery_legend import Legend
from satsuma.ui.painters.gallery_timer import resting_timer
from satsuma.ui.search_line import SearchLine
from satsuma.ui.theme import px, theme
from satsuma.views import Gallery

TYPING = 150
"""Milliseconds without a key after which is searched."""

SMALLEST, LARGEST = 32, 1024
_LEAST_SEARCH = 140
FACTOR = 1.2

GROUPS = (Kind.CATEGORY, Kind.TEXT)
SORTS = (Kind.TEXT, Kind.CATEGORY, Kind.NUMBER, Kind.TIME, Kind.IMAGE)
CAPTIONS = SORTS


def size_at(tick: int) -> int:
    """The size of the pictures at a step of the slider: each a fifth larger than the last."""
    return max(SMALLEST, min(LARGEST, round(SMALLEST * FACTOR ** tick)))


def tick_of(size: int) -> int:
    """The step of the slider that is nearest to a size."""
    return min(range(LAST_TICK + 1), key=lambda tick: abs(size_at(tick) - size))


LAST_TICK = next(tick for tick in range(99) if size_at(tick) == LARGEST)


class GallerySearch(SearchLine):
    """Esc empties it, and leaves it when it is empty; Down goes to the pictures."""

    left = pyqtSignal()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        if event is not None and event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
            return
        if event is not None and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return):
            self.left.emit()
            return
        super().keyPressEvent(event)


class TopBar(QWidget):
    """Words to search for, and how the pictures are arranged. Searching is stored nowhere."""

    searched = pyqtSignal(str)
    changed = pyqtSignal(str, object)  # a setting and its new value

    def __init__(self) -> None:
        super().__init__()
        self._view: Gallery | None = None
        self.search = GallerySearch("Search names and categories")
        self.search.setClearButtonEnabled(True)
        self.told = QLabel()
        self.told.setProperty("role", "secondary")
        self.told.setMinimumWidth(1)
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QToolButton()
        self.button.setText(" Arrange")
        self.button.setIcon(icon("list"))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setAccessibleName("Arrange: captions, color, groups and order")
        self.button.setToolTip("Captions, colors, groups and order")
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self.menu)
        self._rest = resting_timer(self, TYPING, self._search)
        self.search.textChanged.connect(self._typed)
        self._lines, self._row = QVBoxLayout(self), QHBoxLayout()
        self._row.addWidget(self.search, 1)
        self._row.addWidget(self.told)
        self._row.addWidget(self.button)
        self._lines.addLayout(self._row)
        self.dress()

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What is told stands beside the search where there is room for it, else below."""
        words = self.told.fontMetrics().horizontalAdvance(self.told.text()) + px(8)
        used = px(16 + 12 + 2 * 12) + self.button.sizeHint().width() + px(_LEAST_SEARCH)
        beside = words <= self.width() - used
        self.told.setMinimumWidth(words if beside else 1)
        self.told.setVisible(bool(self.told.text()))
        if beside != (self._row.indexOf(self.told) >= 0):
            (self._lines if beside else self._row).removeWidget(self.told)
            if beside:
                self._row.insertWidget(1, self.told)
            else:
                self._lines.addWidget(self.told)

    def dress(self) -> None:
        """At the present scale."""
        self._lines.setContentsMargins(px(16), px(8), px(12), px(4))
        self._lines.setSpacing(px(4))
        self._row.setSpacing(px(12))
        self._fit()
        self.button.setIconSize(QSize(px(16), px(16)))
        self.search.setMinimumWidth(px(80))
        self.search.setMaximumWidth(px(320))

    def show_view(self, view: Gallery) -> None:
        self._view = view

    def tell(self, text: str) -> None:
        """Say something short: how many there are, or what came of an action."""
        self.told.setText(text)
        self._fit()

    def tell_counts(self, shown: int, total: int, picked: int, missing: int) -> None:
        """How many pictures there are, are shown and are selected; and how many have gone.

        What is selected and `missing` stays selected, in case that it comes back.
        """
        number = f"{shown:,} of {total:,}" if shown != total else f"{total:,}"
        told = [f"{number} {'picture' if total == 1 else 'pictures'}"]
        if not shown and self.search.text().strip():
            told = ["No picture fits these words"]
        if picked:
            told.append(f"{picked:,} selected")
        if missing:
            told.append(f"{missing:,} selected before {'is' if missing == 1 else 'are'} not here")
        self.tell(" · ".join(told))

    def _typed(self, text: str) -> None:
        self._rest.start(TYPING if text else 0)

    def _search(self) -> None:
        self.searched.emit(self.search.text())

    def _fill(self) -> None:
        """The columns of the present table."""
        self.menu.clear()
        view = self._view
        if view is None:
            return
        table = view.table
        self._add_captions(view, table)
        self._add_choice("Color by", "color", view.color, table.named((Kind.CATEGORY,)))
        self._add_choice("Group by", "group", view.group, table.named(GROUPS))
        order = self._add_choice("Sort by", "sort", view.sort, table.named(SORTS),
                                 "As they come")
        order.addSeparator()
        self._add(order, "Largest or last first", view.descending,
                  partial(self._tell, "descending", not view.descending))

    def _add_captions(self, view: Gallery, table: Table) -> None:
        captions = self.menu.addMenu("Captions")
        assert captions is not None
        for name in table.named(CAPTIONS):
            on = name in view.captions
            others = tuple(one for one in view.captions if one != name)
            self._add(captions, name, on,
                      partial(self._tell, "captions", others if on else (*others, name)))

    def _add_choice(self, title: str, setting: str, now: str | None, names: list[str],
                    nothing: str = "Nothing") -> QMenu:
        menu = self.menu.addMenu(title)
        assert menu is not None
        self._add(menu, nothing, now is None, partial(self._tell, setting, None))
        menu.addSeparator()
        for name in names:
            self._add(menu, name, name == now, partial(self._tell, setting, name))
        return menu

    def _add(self, menu: QMenu, title: str, on: bool, does: partial[None]) -> None:
        action = QAction(title.replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(does)
        menu.addAction(action)

    def _tell(self, setting: str, value: object, _on: bool = False) -> None:
        self.changed.emit(setting, value)


class BottomBar(QWidget):
    """What the colors mean, and how large the pictures are."""

    sized = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self.legend = Legend()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, LAST_TICK)
        self.slider.setAccessibleName("Size of the pictures")
        self.slider.setToolTip("Size of the pictures (Ctrl+wheel, Ctrl++ and Ctrl+−)")
        self.slider.valueChanged.connect(self._slide)
        self._small, self._large = QLabel(), QLabel()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.legend, 1)
        for part in (self._small, self.slider, self._large):
            self._row.addWidget(part)
        self.dress()

    def dress(self) -> None:
        """At the present scale and in the present colors."""
        self._row.setContentsMargins(px(16), px(4), px(16), px(4))
        self._row.setSpacing(px(8))
        self.slider.setFixedSize(px(120), px(24))
        self._small.setPixmap(icon("image").pixmap(QSize(px(12), px(12))))
        self._large.setPixmap(icon("image").pixmap(QSize(px(20), px(20))))

    def show_size(self, size: int) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(tick_of(size))
        self.slider.blockSignals(False)

    def _slide(self, tick: int) -> None:
        self.sized.emit(size_at(tick))

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        QPainter(self).fillRect(0, 0, self.width(), 1, theme().colors.line)
