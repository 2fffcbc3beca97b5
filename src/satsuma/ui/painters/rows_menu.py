"""Rows, menu: everything that can be done to a column or a cell, for mouse and keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu, QWidget

from satsuma.data.column import Kind
from satsuma.data.filter import narrowed
from satsuma.data.order import read_sort_key, sort_key
from satsuma.gestures import Changed, Folded, Gesture
from satsuma.ui.painters.rows_columns import ShownColumn, shown_name
from satsuma.views import Rows

Do = Callable[[Gesture], None]


def sorted_by(sort: tuple[str, ...], name: str, *, add: bool) -> tuple[str, ...]:
    """The sort after a click on a head: ascending, descending, not any more.

    `add` keeps the other columns, and the place of this one among them.
    """
    now = {read_sort_key(text)[0]: text for text in sort}
    if name not in now:
        following = (sort_key(name, False),)
        return (*sort, *following) if add else following
    descending = read_sort_key(now[name])[1]
    turned = () if descending else (sort_key(name, True),)
    if not add:
        # A column that decided among others begins anew when it is the only one.
        return turned if len(sort) == 1 else (sort_key(name, False),)
    return tuple(two for one in sort for two in (turned if one == now[name] else (one,)))


def column_menu(parent: QWidget, view: Rows, column: ShownColumn, do: Do,
                fit: Callable[[], None]) -> QMenu:
    """The menu of a column. It deletes itself when it closes."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if column.kind is Kind.VECTOR:
        word = "Fold" if column.unfolded else "Unfold"
        numbers = f"into {column.column.width:,} columns" if word == "Unfold" else "into one column"
        _add(menu, f"{word} {numbers}", partial(do, Folded(column.name, column.unfolded)))
    else:
        _add_sorting(menu, view, column, do)
    if column.part.number is not None:
        _add(menu, f"Fold “{shown_name(column.part.column)}”",
             partial(do, Folded(column.part.column, True)))
    menu.addSeparator()
    _add(menu, "Fit width", fit)
    kept = _add(menu, "Keep names in view", partial(do, Changed("keep_names", not view.keep_names)))
    kept.setCheckable(True)
    kept.setChecked(view.keep_names)
    name = column.part.column
    _add(menu, f"Hide “{shown_name(name)}”", partial(do, Changed("hidden", (*view.hidden, name))))
    if view.hidden:
        _add(menu, "Show all columns", partial(do, Changed("hidden", ())))
    if view.order or view.widths:
        _add(menu, "Columns in their own order", partial(do, Changed("order", ())))
    return menu


def _add_sorting(menu: QMenu, view: Rows, column: ShownColumn, do: Do) -> None:
    others = tuple(one for one in view.sort if read_sort_key(one)[0] != column.name)
    up, down = sort_key(column.name, False), sort_key(column.name, True)
    _add(menu, "Sort ascending", partial(do, Changed("sort", (up,))))
    _add(menu, "Sort descending", partial(do, Changed("sort", (down,))))
    if others:
        _add(menu, "Then ascending by this", partial(do, Changed("sort", (*others, up))))
        _add(menu, "Then descending by this", partial(do, Changed("sort", (*others, down))))
    if view.sort:
        _add(menu, "Do not sort", partial(do, Changed("sort", ())))


def add_filtering(menu: QMenu, view: Rows, column: ShownColumn, row: int, do: Do) -> None:
    """Only rows with this value, and such."""
    if column.kind in (Kind.VECTOR, Kind.IMAGE):
        return
    value, name = column.full(row), _quoted(column.name)
    if not value:
        terms = [f"{name} is missing", f"{name} is not missing"]
    elif column.is_number:
        terms = [f"{name} {sign} {value}" for sign in ("=", ">=", "<=")]
    else:
        shown = _quoted(value)
        terms = [f"{name} = {shown}", f"{name} != {shown}"]
    menu.addSeparator()
    for term in terms:
        if len(term) < 80 and "\n" not in term:
            _add(menu, f"Only rows with {term}",
                 partial(do, Changed("filter", narrowed(view.filter, term))))


def add_copying(menu: QMenu, copy: Callable[[], object], pick: Callable[[], object]) -> None:
    """What can be done with rows."""
    menu.addSeparator()
    _add(menu, "Copy rows", copy)
    _add(menu, "Pick all rows", pick)


def _quoted(text: str) -> str:
    """A name or value that a filter reads as one."""
    plain = all(letter.isalnum() or letter in "_./:-" for letter in text)
    return text if plain else f"“{text}”" if '"' in text else f'"{text}"'


def _add(menu: QMenu, title: str, does: Callable[[], object]) -> QAction:
    action = menu.addAction(title.replace("&", "&&"))
    action.triggered.connect(partial(_ignoring, does))
    return action


def _ignoring(does: Callable[[], object], _checked: bool = False) -> None:
    does()
