"""About Satsuma: which version this is, what it is built of, and under which licenses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeySequence, QShortcut
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from satsuma.ui.background import background
from satsuma.ui.licenses import icon_license, libraries, trained_networks
from satsuma.ui.preference_rows import label
from satsuma.ui.theme import px, theme
from satsuma.ui.tool_tips import as_it_is
from satsuma.version import VERSION

SENTENCE = "Explore picture collections with machine learning, on your own computer."
LICENSE = ("Free software under the GNU General Public License, version 3 or later. You may use, "
           "study, change and share it; there is no warranty.")


class Contents(NamedTuple):
    """All that has to be read from files."""

    libraries: list[tuple[str, ...]]
    networks: list[tuple[str, ...]]
    icons: str


def read_contents() -> Contents:
    """Read it; not for Qt's thread."""
    return Contents([(each.name, each.version, each.license) for each in libraries()],
                    [(each.title, each.license, _in_two_lines(each.training))
                     for each in trained_networks()], icon_license())


def _in_two_lines(text: str) -> str:
    return text.replace(" (", "\n(", 1)


class AboutWindow(QWidget):
    """Version and license at the top; tables below, filled when they are read."""

    def __init__(self, parent: QWidget | None = None,
                 read: Callable[[], Contents] = read_contents) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("About Satsuma")
        self.setProperty("surface", "window")
        self.libraries = _table("Libraries", ("Library", "Version", "License"))
        self.networks = _table("Networks", ("Network", "License", "Learned from"))
        self.icons = QPlainTextEdit()
        self.icons.setReadOnly(True)
        self.icons.setTabChangesFocus(True)
        self.icons.setAccessibleName("License of the icons")
        self.tabs = QTabWidget()
        self.tabs.addTab(self.libraries, "Libraries")
        self.tabs.addTab(self.networks, "Networks")
        self.tabs.addTab(self.icons, "Icons")
        self._lines = QVBoxLayout(self)
        for part in (label(f"Satsuma {VERSION}", "title"), label(SENTENCE), label(LICENSE),
                     label("Nothing leaves this computer: Satsuma sends no pictures and no news of "
                           "you to anybody.", "secondary")):
            self._lines.addWidget(part)
        self._lines.addWidget(self.tabs, 1)
        theme().changed.connect(self._fit)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        self._fit()
        self.resize(px(820), px(600))
        background().submit(read, self._show)

    def _fit(self) -> None:
        self._lines.setContentsMargins(px(24), px(20), px(24), px(20))
        self._lines.setSpacing(px(8))
        for table in (self.libraries, self.networks):
            table.setStyleSheet(f"QTableView::item {{ padding: {px(4)}px {px(6)}px; }}")
            table.resizeRowsToContents()

    def _show(self, contents: Contents) -> None:
        _fill(self.libraries, contents.libraries)
        _fill(self.networks, contents.networks)
        self.icons.setPlainText("The icons are from Lucide (lucide.dev).\n\n" + contents.icons)


def _table(name: str, heads: Sequence[str]) -> QTableWidget:
    made = QTableWidget(0, len(heads))
    made.setAccessibleName(name)
    made.setHorizontalHeaderLabels(heads)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setShowGrid(False)
    made.setTabKeyNavigation(False)
    made.setWordWrap(False)
    if (rows := made.verticalHeader()) is not None:
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    if (columns := made.horizontalHeader()) is not None:
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setHighlightSections(False)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    return made


def _fill(table: QTableWidget, rows: Sequence[Sequence[str]]) -> None:
    table.setRowCount(len(rows))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            item = QTableWidgetItem(text)
            item.setToolTip(as_it_is(text))
            table.setItem(number, column, item)
