"""Roles: the columns of a table in four lists, by what they are for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QVBoxLayout

from satsuma.data.division import Division, moved
from satsuma.gestures import Changed
from satsuma.ui.hairline import Hairline
from satsuma.ui.painters.painter import Painter
from satsuma.ui.painters.roles_list import RoleList
from satsuma.ui.search_line import SearchLine
from satsuma.ui.theme import px, theme
from satsuma.views import Roles

TITLES = {"features": "Features", "target": "Target", "meta": "Meta", "left_out": "Left out"}
_MEANING = {"features": "describe rows", "target": "to be explained",
            "meta": "about the rows", "left_out": "not sent on"}


class RolesPainter(Painter):
    """Columns are dragged from list to list, or carried with Alt and the arrows."""

    step = "Move columns"

    def __init__(self) -> None:
        super().__init__()
        self.shown: Roles | None = None
        self._follow: tuple[str, tuple[str, ...]] | None = None
        self.line = SearchLine("Find a column", self)
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._fill)
        self.reset = QPushButton("Columns as they came")
        self.reset.setToolTip("Put all columns back into the lists and the order they came in")
        self.reset.setAutoDefault(False)
        self.reset.clicked.connect(self._reset)
        self.lists = {key: RoleList(title) for key, title in TITLES.items()}
        self.heads = {key: QLabel() for key in TITLES}
        self._hint = QLabel("Drag columns, or carry them with Alt and the arrow keys.")
        self._hint.setProperty("role", "secondary")
        self._arrange()
        self._connect()
        self._scale()
        theme().changed.connect(self._scale)

    def _arrange(self) -> None:
        self._whole, self._top, self._row = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        self._top.addWidget(self.line, 1)
        self._top.addWidget(self.reset)
        self._columns = []
        for key in TITLES:
            column = QVBoxLayout()
            self.heads[key].setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            column.addWidget(self.heads[key])
            column.addWidget(self.lists[key], 1)
            self._row.addLayout(column, 1)
            self._columns.append(column)
            if key != "left_out":
                self._row.addWidget(Hairline())
        self._whole.addLayout(self._top)
        self._whole.addWidget(Hairline(upright=False))
        self._whole.addLayout(self._row, 1)
        self._whole.addWidget(Hairline(upright=False))
        self._whole.addWidget(self._hint)
        self.setFocusProxy(self.lists["features"])

    def _connect(self) -> None:
        for key, one in self.lists.items():
            one.dropped.connect(partial(self._drop, key))
            one.carried.connect(partial(self._carry, key))
            one.focused.connect(partial(self._one_at_a_time, key))
            one.customContextMenuRequested.connect(partial(self._ask, key))
        find = QAction("Find a column", self)
        find.setShortcut(QKeySequence("Ctrl+F"))
        find.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.triggered.connect(self.line.setFocus)
        self.addAction(find)

    def _scale(self) -> None:
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._top.setContentsMargins(px(8), px(8), px(8), px(8))
        self._top.setSpacing(px(8))
        self._row.setSpacing(0)
        for column in self._columns:
            column.setSpacing(0)
        for label in self.heads.values():
            label.setContentsMargins(px(12), px(10), px(12), px(6))
        self._hint.setContentsMargins(px(12), px(8), px(12), px(8))
        self._fill()

    # What is shown

    def show_view(self, view: Roles) -> None:
        self.shown = view
        self.reset.setEnabled(view.settled)
        self._fill()
        if self._follow is not None:
            key, names = self._follow
            self._follow = None
            self.lists[key].setFocus()
            self.lists[key].pick(names)

    def _fill(self, _text: str = "") -> None:
        view = self.shown
        if view is None:
            return
        wanted, new = self.line.text().casefold().strip(), frozenset(view.new)
        for key, names in view.lists._asdict().items():
            kept = [name for name in names if wanted in name.casefold()]
            self.lists[key].names.show(kept, view.table, new)
            count = f"{len(kept):,} of {len(names):,}" if wanted else f"{len(names):,}"
            self.heads[key].setText(f"<b>{TITLES[key]}</b>&nbsp; {count}<br>"
                                    f"<span style='color:{theme().colors.secondary.name()}'>"
                                    f"{_MEANING[key]}</span>")

    def _one_at_a_time(self, key: str) -> None:
        """What is picked stands in one list, so that nobody carries what he does not see."""
        for other, one in self.lists.items():
            if other != key:
                one.clearSelection()

    # What is done

    def _drop(self, key: str, names: Sequence[str], place: int) -> None:
        self._move(key, names, self._true_place(key, place))

    def _true_place(self, key: str, place: int) -> int:
        """The place in the whole list of a row among those that are shown."""
        assert self.shown is not None
        shown, whole = self.lists[key].names.names, getattr(self.shown.lists, key)
        if place < len(shown):
            return whole.index(shown[place])
        return whole.index(shown[-1]) + 1 if shown else len(whole)

    def _carry(self, key: str, right: int, down: int) -> None:
        names = self.lists[key].picked()
        keys = list(TITLES)
        if not names or self.shown is None:
            return
        if right:
            at = keys.index(key) + right
            if 0 <= at < len(keys):
                self._move(keys[at], names, len(getattr(self.shown.lists, keys[at])))
            return
        shown = self.lists[key].names.names
        first, last = shown.index(names[0]), shown.index(names[-1])
        place = first - 1 if down < 0 else last + 2
        if 0 <= place <= len(shown):
            self._move(key, names, self._true_place(key, place))

    def _move(self, key: str, names: Sequence[str], place: int) -> None:
        view = self.shown
        known = tuple(name for name in names if view is not None and name in view.table)
        if view is None or not known:
            return
        after = moved(view.lists, known, key, place)
        if after != view.lists:
            self._follow = (key, known)
            self._tell(after)

    def _reset(self) -> None:
        self._tell(None)

    def _tell(self, lists: Division | None) -> None:
        self.gesture.emit(Changed("lists", lists))

    def _ask(self, key: str, place: QPoint) -> None:
        names = self.lists[key].picked()
        if not names or self.shown is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for other, title in TITLES.items():
            if other != key:
                action = menu.addAction(f"Move to {title}")
                end = len(getattr(self.shown.lists, other))
                action.triggered.connect(partial(self._moved_by_menu, other, names, end))
        menu.popup(self.lists[key].viewport().mapToGlobal(place))

    def _moved_by_menu(self, key: str, names: tuple[str, ...], place: int,
                       _on: bool = False) -> None:
        self._move(key, names, place)
