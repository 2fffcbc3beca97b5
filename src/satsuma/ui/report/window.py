"""Report window: the items of a report in order; they can be moved, noted on, removed, saved."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QAction, QCloseEvent, QKeySequence
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from satsuma.catalog import Catalog
from satsuma.ui.report.autosave import ReportAutosave
from satsuma.ui.report.book import Book
from satsuma.ui.report.item_list import ItemList
from satsuma.ui.report.items import ReportItem
from satsuma.ui.report.keeping import Keeping
from satsuma.ui.theme import px, theme
from satsuma.ui.toast import Toast
from satsuma.ui.window_fitting import fit


class ReportWindow(QWidget):
    """Shows one book. `state_wanted` and `new_window_wanted` ask for the workflow of an item."""

    state_wanted = pyqtSignal(object, object)  # the item, and the open document it came from
    new_window_wanted = pyqtSignal(object)

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "window")
        self.book = Book()
        self.keeping = Keeping(self, self._book, catalog)
        self.autosave = ReportAutosave(self, self._book)
        self.title, self.list = QLineEdit(), ItemList()
        self.toast = Toast(self)
        self.buttons: dict[str, QPushButton] = {}
        self._build()
        self._connect()
        self._add_actions()
        self._dress()
        self.take(self.book)
        self.resize(px(820), px(760))
        fit(self)

    def _book(self) -> Book:
        return self.book

    def _build(self) -> None:
        self.title.setPlaceholderText("Title of the report")
        self.title.setAccessibleName("Title of the report")
        bar = QFrame()
        bar.setProperty("surface", "panel")
        self._top, self._bottom, whole = QHBoxLayout(), QHBoxLayout(bar), QVBoxLayout(self)
        self._top.addWidget(self.title)
        for text, does in (("Open…", self.keeping.ask_open), ("Add a note", self.add_note),
                           ("Save as PDF…", self.keeping.save_pdf),
                           ("Save as HTML…", self.keeping.save)):
            button = self.buttons[text] = QPushButton(text)
            button.setProperty("kind", "quiet" if does != self.keeping.save else "primary")
            button.clicked.connect(does)
            self._bottom.addWidget(button)
        self._bottom.insertStretch(2, 1)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._top)
        whole.addWidget(self.list, 1)
        whole.addWidget(bar)

    def _connect(self) -> None:
        self.title.textEdited.connect(self._rename)
        self.list.noted.connect(self._note)
        self.list.moved.connect(self._move)
        self.list.removed.connect(self._remove)
        self.list.state_wanted.connect(self._ask_state)
        self.list.new_window_wanted.connect(self._ask_new_window)
        self.keeping.told.connect(self.tell)
        self.keeping.opened.connect(self.take)
        self.autosave.failed.connect(self.tell)
        theme().changed.connect(self._dress)

    def _dress(self) -> None:
        self._top.setContentsMargins(px(16), px(12), px(16), px(12))
        self._bottom.setContentsMargins(px(16), px(8), px(16), px(8))
        self.setMinimumSize(px(420), px(300))

    def _add_actions(self) -> None:
        for title, keys, does in (
                ("Undo", ["Ctrl+Z"], self._undo), ("Redo", ["Ctrl+Shift+Z", "Ctrl+Y"], self._redo),
                ("Save", ["Ctrl+S"], self.keeping.save), ("Open", ["Ctrl+O"],
                                                          self.keeping.ask_open),
                ("Add a note", ["Ctrl+Shift+T"], self.add_note),
                ("Close", ["Ctrl+W"], self.close)):
            action = QAction(title, self)
            action.setShortcuts([QKeySequence(one) for one in keys])
            action.triggered.connect(does)
            self.addAction(action)

    # Showing

    def take(self, book: Book) -> None:
        """Show this book from now on."""
        before, self.book = self.book, book
        book.setParent(self)
        book.changed.connect(self._show)
        if before is not book:
            before.changed.disconnect(self._show)
            before.deleteLater()
        self._show()

    def _show(self) -> None:
        report = self.book.report
        if self.title.text() != report.title:
            self.title.setText(report.title)
        self.list.show_report(report)
        for text in ("Save as PDF…", "Save as HTML…"):
            self.buttons[text].setEnabled(bool(report.items))
        self.setWindowTitle(f"{self.book.name}[*] – Satsuma")
        self.setWindowModified(self.book.modified)
        self.autosave.note()

    def tell(self, text: str) -> None:
        """Say a sentence for a while."""
        self.toast.say(text)

    def open(self, path: Path) -> None:
        """Show the report in a file."""
        self.keeping.open(path)

    # Editing

    def _rename(self, title: str) -> None:
        self.book.rename(title)

    def _note(self, item_id: str, note: str) -> None:
        self.book.edit(self.book.report.noted(item_id, note), merge=f"note {item_id}")

    def _move(self, item_id: str, by: int) -> None:
        self.book.edit(self.book.report.moved(item_id, by))
        self.list.reveal(item_id)

    def _remove(self, item_id: str) -> None:
        place = self.book.report.place(item_id)
        title = self.book.report.items[place].title
        self.book.edit(self.book.report.without(item_id))
        self.tell(f"“{title}” was removed. Ctrl+Z brings it back.")
        if left := self.book.report.items:
            self.list.reveal(left[min(place, len(left) - 1)].id).setFocus()

    def add_note(self) -> None:
        """An item of words only, ready to be written."""
        self.list.reveal(self.book.add_note().id).note.setFocus()

    def _undo(self) -> None:
        self.book.undo()

    def _redo(self) -> None:
        self.book.redo()

    def _item(self, item_id: str) -> ReportItem:
        return self.book.report.items[self.book.report.place(item_id)]

    def _ask_state(self, item_id: str) -> None:
        self.state_wanted.emit(self._item(item_id), self.book.origin(item_id))

    def _ask_new_window(self, item_id: str) -> None:
        self.new_window_wanted.emit(self._item(item_id))

    # Closing

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802
        """Nothing goes that is in no file, unless the person says so."""
        if event is not None and self.book.modified:
            event.ignore()
            self.show()
            self.keeping.unless_lost(self.close_now)
            return
        self.autosave.close()
        super().closeEvent(event)

    def close_now(self) -> None:
        """Close without asking."""
        self.take(Book())
        self.close()
