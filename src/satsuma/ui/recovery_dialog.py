"""What a program that did not close properly left: bring it back, or let it go."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from satsuma.catalog import Catalog
from satsuma.problem import Problem
from satsuma.ui.background import background
from satsuma.ui.question import Question, set_kind
from satsuma.ui.report.reading import OpenedReport, read_left
from satsuma.ui.theme import px
from satsuma.ui.tool_tips import as_it_is
from satsuma.workflow.ows import Opened
from satsuma.workflow.recovery import Recovered, RecoveryStore

COLUMNS = ("Name", "Folder", "Last change", "Holds")


class RecoveryDialog(QDialog):
    """Lists abandoned documents. `ended` tells which were not answered for: they stay.

    For each one that is read `restored` tells what was left and the workflow; make a document of
    it, `mark_unsaved`, and give what was left to its Autosave as `replaces`. Of a report it is
    the report.
    """

    restored = pyqtSignal(object, object)  # Recovered, Opened or OpenedReport
    ended = pyqtSignal(object)  # tuple of Recovered

    def __init__(self, found: tuple[Recovered, ...], catalog: Catalog, store: RecoveryStore,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalog, self._store = catalog, store
        self._found = list(found)
        self.setWindowTitle("Unsaved work")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QTreeWidget(self)
        self.problem = QLabel(self)
        self.restore_button = self._button("&Restore", self.restore_chosen)
        self.restore_all_button = self._button("Restore &all", self.restore_all)
        self.later_button = self._button("&Later", self.close)
        self.discard_button = self._button("&Discard…", self.ask_discard)
        self._lay_out()
        self._fill()
        self.finished.connect(self._tell_the_rest)
        background().submit(partial(_changed_elsewhere, found), self._note_changed)

    # Making

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(16))
        column.setSpacing(px(8))
        column.addWidget(_label(self._heading(), "heading"))
        column.addWidget(_label("These workflows and reports have changes that were not saved. "
                                "Restored ones open as they were; your files stay as they are "
                                "until you save.",
                                ""))
        column.addSpacing(px(8))
        column.addWidget(self.list, 1)
        self.problem.setProperty("role", "error")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.hide()
        column.addWidget(self.problem)
        column.addSpacing(px(8))
        column.addLayout(self._button_row())
        self.resize(px(640), px(360))

    def _heading(self) -> str:
        asked_before = all(one.postponed for one in self._found)
        return "Unsaved work from earlier" if asked_before else \
            "Satsuma did not close properly last time"

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.discard_button)
        row.addStretch(1)
        for button in (self.later_button, self.restore_button, self.restore_all_button):
            row.addWidget(button)
        return row

    def _button(self, words: str, slot: object) -> QPushButton:
        button = QPushButton(words, self)
        button.setAccessibleName(words.replace("&", ""))
        button.clicked.connect(slot)
        return button

    def _fill(self) -> None:
        self.list.setAccessibleName("Workflows and reports with unsaved changes")
        self.list.setHeaderLabels(COLUMNS)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setStyleSheet(f"QTreeView::item {{ padding: {px(6)}px {px(5)}px; }}")
        self.list.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.list.addTopLevelItems([_row(one) for one in self._found])
        header = self.list.header()
        if header is not None:
            header.setStretchLastSection(False)
            for column in range(len(COLUMNS)):
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
            header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.list.itemSelectionChanged.connect(self._selection_changed)
        self.list.itemDoubleClicked.connect(self._double_clicked)
        self.list.setCurrentItem(self.list.topLevelItem(0))
        self.list.setFocus()
        self._show_count()

    # Showing

    def _show_count(self) -> None:
        many = len(self._found) > 1
        self.restore_all_button.setVisible(many)
        offered = self.restore_all_button if many else self.restore_button
        for button in (self.restore_button, self.restore_all_button):
            set_kind(button, "primary" if button is offered else "")
        offered.setDefault(True)
        if not self._found:
            self.close()

    def _selection_changed(self) -> None:
        chosen = bool(self.list.selectedItems())
        self.restore_button.setEnabled(chosen)
        self.discard_button.setEnabled(chosen)

    def _note_changed(self, changed: tuple[bool, ...]) -> None:
        for one, other in zip(tuple(self._found), changed, strict=False):
            item = self._item(one)
            if other and item is not None:
                item.setText(0, f"{item.text(0)} – the file was changed since")
                item.setToolTip(0, "The file is not the one that these changes were made to. "
                                   "Restore them and save them under another name.")

    def _item(self, one: Recovered) -> QTreeWidgetItem | None:
        return next((item for i in range(self.list.topLevelItemCount())
                     if (item := self.list.topLevelItem(i)) is not None
                     and item.data(0, Qt.ItemDataRole.UserRole) == one), None)

    def _chosen(self) -> list[Recovered]:
        return [item.data(0, Qt.ItemDataRole.UserRole) for item in self.list.selectedItems()]

    # Doing

    def _tell_the_rest(self, _result: int) -> None:
        self.ended.emit(tuple(self._found))

    def restore_chosen(self) -> None:
        self._restore(self._chosen())

    def restore_all(self) -> None:
        self._restore(list(self._found))

    def _double_clicked(self, item: QTreeWidgetItem, _column: int) -> None:
        self._restore([item.data(0, Qt.ItemDataRole.UserRole)])

    def _restore(self, chosen: list[Recovered]) -> None:
        background().submit(partial(_read_all, tuple(chosen), self._catalog), self._restored)

    def _restored(self, read: list[tuple[Recovered, Opened | OpenedReport | Problem]]
                  ) -> None:
        # All in one go: the first one may take the place of the window below this one.
        for one, opened in read:
            if isinstance(opened, Problem):
                self.problem.setText(f"“{_title(one)}” cannot be restored. {opened}")
                self.problem.show()
            elif one in self._found:  # twice asked for is still one document
                self.restored.emit(one, opened)
                self._drop(one)

    def ask_discard(self) -> None:
        """Ask first: what is discarded is gone."""
        chosen = self._chosen()
        what = f"“{_title(chosen[0])}”" if len(chosen) == 1 else f"{len(chosen)} of these"
        question = Question(
            f"Discard the unsaved changes of {what}?",
            "They cannot be brought back. Files that you saved are not touched.",
            (("!discard", "&Discard"), ("cancel", "&Keep")), self)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.answered.connect(partial(self._discard, tuple(chosen)))
        question.open()

    def _discard(self, chosen: tuple[Recovered, ...], answer: str) -> None:
        if answer != "discard":
            return
        for one in chosen:
            background().submit(partial(self._store.discard, one), _nothing_more)
            self._drop(one)

    def _drop(self, one: Recovered) -> None:
        item = self._item(one)
        if item is not None:
            self.list.takeTopLevelItem(self.list.indexOfTopLevelItem(item))
        self._found.remove(one)
        self._show_count()


def moment(seconds: float, now: datetime) -> str:
    """When something was, as one would say it."""
    then = datetime.fromtimestamp(seconds)
    days = (now.date() - then.date()).days
    if days in (0, 1):
        return f"{('Today', 'Yesterday')[days]} {then:%H:%M}"
    return f"{then.day} {then:%b %Y}"


def _row(one: Recovered) -> QTreeWidgetItem:
    when = moment(one.time, datetime.now())
    folder = str(one.path.parent) if one.path else "Never saved"
    item = QTreeWidgetItem([_title(one), folder, when, _holds(one)])
    item.setData(0, Qt.ItemDataRole.UserRole, one)
    item.setToolTip(1, as_it_is(folder))
    item.setTextAlignment(3, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


def _holds(one: Recovered) -> str:
    word = "item" if one.is_report else "widget"
    return f"{one.nodes:,} {word}" + ("" if one.nodes == 1 else "s")


def _title(one: Recovered) -> str:
    if one.is_report:
        return one.path.name if one.path else f"Report “{one.title}”" if one.title else "Report"
    return one.path.name if one.path else one.title or "Untitled"


def _read_all(found: tuple[Recovered, ...],
              catalog: Catalog) -> list[tuple[Recovered, Opened | OpenedReport | Problem]]:
    return [(one, _read(one, catalog)) for one in found]


def _read(one: Recovered, catalog: Catalog) -> Opened | OpenedReport | Problem:
    try:
        return read_left(one, catalog) if one.is_report else one.workflow(catalog)
    except Problem as error:
        return error


def _changed_elsewhere(found: tuple[Recovered, ...]) -> tuple[bool, ...]:
    return tuple(one.changed_elsewhere() for one in found)


def _nothing_more(_answer: object) -> None:
    """What is removed needs no answer."""


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label


