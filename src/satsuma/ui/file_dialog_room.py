"""File dialog, room: Qt's own dialog for files is too small: its places and dates would be cut.

It comes where the system has none of its own.
"""

from __future__ import annotations

from PyQt6.QtCore import QDateTime, QLocale, QRect, QTimer
from PyQt6.QtWidgets import QApplication, QFileDialog, QHeaderView, QSplitter, QTreeView

from satsuma.ui.theme import px
from satsuma.ui.window_fitting import fitted, screen_of

_SIDE = 150


def with_room() -> None:
    """Say so before a dialog for files is opened; it gets its size when it is up."""
    QTimer.singleShot(0, _give_room)


def _give_room() -> None:
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, QFileDialog):
        return
    tree, splitter = dialog.findChild(QTreeView, "treeView"), dialog.findChild(QSplitter)
    if tree is None or splitter is None:
        return  # the system's own
    wanted = QRect(0, 0, px(860), px(520))
    wanted.moveCenter(dialog.geometry().center())
    dialog.setGeometry(fitted(wanted, screen_of(dialog.geometry())))
    splitter.setSizes([px(_SIDE), max(px(_SIDE), dialog.width() - px(_SIDE))])
    if (header := tree.header()) is not None:
        _size_columns(header, dialog.width() - px(_SIDE) - px(56))


def _size_columns(header: QHeaderView, room: int) -> None:
    """Size, kind and date as wide as they are, the name as wide as it can be."""
    today = QLocale().toString(QDateTime.currentDateTime(), QLocale.FormatType.ShortFormat)
    for section, text in ((1, "999.99 GiB"), (2, "webp File"), (3, today)):
        wide = header.fontMetrics().horizontalAdvance(text) + px(32)
        header.resizeSection(section, wide)
        room -= wide
    header.resizeSection(0, max(px(160), room))
