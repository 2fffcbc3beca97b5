"""Start switch: whether a window shows its canvas or the start page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal

from satsuma.ui.canvas.canvas import Canvas
from satsuma.ui.document import Document
from satsuma.ui.preference_store import PreferenceStore
from satsuma.ui.start_page import StartPage
from satsuma.workflow.model import Workflow


def is_untouched(document: Document) -> bool:
    """Whether nothing was ever done to a document; it may give way to another one."""
    return (document.path is None and not document.undo_name and not document.redo_name
            and document.workflow == Workflow())


class StartSwitch(QObject):
    """The start page is there by itself while nothing was begun, and when it is asked for."""

    another_asked = pyqtSignal()
    """A new workflow, where this window has one already."""

    def __init__(self, document: Document, canvas: Canvas, page: StartPage,
                 store: PreferenceStore, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._canvas, self._page = document, canvas, page
        self._store = store
        self._dismissed = self._asked = False
        page.new_asked.connect(self._begin)
        page.back_asked.connect(self.dismiss)
        document.changed.connect(self.follow)
        self.follow()

    @property
    def is_shown(self) -> bool:
        return not self._page.isHidden()

    def follow(self) -> None:
        """Show what belongs there now."""
        begins = is_untouched(self._document) and self._store.value.start_page
        self._page.set_way_back(not begins or self._dismissed)
        self._set((begins and not self._dismissed) or self._asked)

    def toggle(self, files: Callable[[], tuple[Sequence[Path], Sequence[Path]]]) -> None:
        """Recent workflows and examples, over whatever is there; again goes back."""
        if self.is_shown:
            self.dismiss()
            return
        self._page.set_files(*files())
        self._asked = True
        self.follow()
        self._page.setFocus()

    def dismiss(self) -> None:
        """Show the canvas from now on, ready for keys."""
        self.uncover()
        self._canvas.view.setFocus()

    def uncover(self) -> None:
        """Show the canvas from now on; the focus stays where it is."""
        self._dismissed, self._asked = True, False
        self.follow()

    def _begin(self) -> None:
        used = not is_untouched(self._document)
        self.dismiss()
        if used:
            self.another_asked.emit()

    def invite(self, inviting: bool) -> None:
        """Light up the place for folders while something is dragged over the window."""
        self._page.ground.invite(inviting)

    def _set(self, shown: bool) -> None:
        if shown != self.is_shown or shown == self._canvas.isVisibleTo(self._canvas.parentWidget()):
            self._page.setVisible(shown)
            self._canvas.setVisible(not shown)
