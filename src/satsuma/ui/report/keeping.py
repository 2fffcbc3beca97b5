"""Keeping: saving and opening a report in the background, and asking before anything is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QFileDialog, QWidget

from satsuma.catalog import Catalog
from satsuma.problem import Problem
from satsuma.ui.background import background
from satsuma.ui.file_dialog_room import with_room
from satsuma.ui.question import Question
from satsuma.ui.report.book import Book
from satsuma.ui.report.files import KINDS, save
from satsuma.ui.report.items import Report
from satsuma.ui.report.pdf_writing import PdfWriting
from satsuma.ui.report.reading import OpenedReport, read_report
from satsuma.ui.view_saving import ask_save

_A_COPY = "This is a copy: the file stays as it is, and saving asks for a name."


class Keeping(QObject):
    """The files of a report window. `opened` brings another book."""

    told = pyqtSignal(str)
    opened = pyqtSignal(object)

    def __init__(self, window: QWidget, book: Callable[[], Book], catalog: Catalog) -> None:
        super().__init__(window)
        self._window, self._book, self._catalog = window, book, catalog
        self._question: Question | None = None
        self._when_saved: Callable[[], None] | None = None
        self._stay: Callable[[], None] | None = None

    # Saving

    def save(self) -> None:
        """Save as HTML, asking where the first time."""
        self._write(self._book().path or self._ask_path(".html"))

    def save_pdf(self) -> None:
        """Save as PDF; that is for reading, so it does not count as saved."""
        self._write(self._ask_path(".pdf"))

    def _ask_path(self, suffix: str) -> Path | None:
        return ask_save(self._window, "Save the report", self._book().report.title or "Report",
                        {suffix: KINDS[suffix]})

    def _write(self, path: Path | None) -> None:
        if path is None:
            self._give_up()
            return
        report = self._book().report
        then = partial(self._written, path, report)
        if path.suffix.lower() != ".pdf":
            background().keep(partial(save, report, path), then, self._failed)
            return
        family = self._window.font().family()
        writing = PdfWriting(self, report, path, family, then, self._failed)
        writing.told.connect(self.told)
        writing.begin()

    def _written(self, path: Path, report: Report, _answer: object) -> None:
        if path.suffix.lower() != ".pdf":
            self._book().mark_saved(path, report)
        self.told.emit(f"Saved as {path.name}.")
        then, self._when_saved = self._when_saved, None
        if then is not None:
            then()

    def _failed(self, error: Exception) -> None:
        self._give_up()
        if not isinstance(error, Problem):
            raise error
        self.told.emit(str(error))

    # Opening

    def ask_open(self) -> None:
        """Choose a report and open it."""
        with_room()
        name, _ = QFileDialog.getOpenFileName(self._window, "Open a report", "", KINDS[".html"])
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Show the report in a file; about one with changes the person is asked first."""
        background().submit(partial(read_report, path, self._catalog),
                            partial(self._read, path), self._failed)

    def _read(self, path: Path, opened: OpenedReport) -> None:
        self.unless_lost(partial(self._show, path, opened))

    def _show(self, path: Path, opened: OpenedReport) -> None:
        # What could not be taken over would be gone from the file at the next saving.
        self.opened.emit(Book(opened.report, None if opened.problems else path))
        if opened.problems:
            self.told.emit(" ".join((*opened.problems[:3], _A_COPY)))

    # Asking

    def unless_lost(self, then: Callable[[], None],
                    stay: Callable[[], None] | None = None) -> None:
        """Go on at once when everything is saved; else when the person has said what to do.

        `stay` is called when it does not come about.
        """
        if not self._book().modified:
            then()
        elif self._question is None:
            self._stay = stay
            self._question = Question(
                "Save the report?", "It has changes that are in no file yet.",
                (("!discard", "&Don’t save"), ("cancel", "Cancel"), ("save", "&Save")),
                self._window)
            self._question.answered.connect(partial(self._answered, then))
            self._question.open()
        else:
            self._stay = stay or self._stay
            self._question.raise_()

    def _answered(self, then: Callable[[], None], answer: str) -> None:
        if self._question is not None:
            self._question.deleteLater()
            self._question = None
        if answer == "discard":
            then()
        elif answer == "save":
            self._when_saved = then
            self.save()
        else:
            self._give_up()

    def _give_up(self) -> None:
        """It does not come about: the person changed their mind, or the file could not be written.
        """
        self._when_saved = None
        stay, self._stay = self._stay, None
        if stay is not None:
            stay()
