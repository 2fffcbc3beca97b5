"""Abandoned: what a crash left behind is offered, once in a window, and from then on quietly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PyQt6 import sip
from PyQt6.QtCore import QObject, pyqtSignal

from satsuma.catalog import Catalog
from satsuma.ui.autosave import recovery_store
from satsuma.ui.background import background
from satsuma.ui.other_windows import OtherWindows
from satsuma.ui.recovery_dialog import RecoveryDialog
from satsuma.workflow.recovery import Recovered


class Abandoned(QObject):
    """What is still to be decided on, for all windows.

    A document that nobody was asked about yet opens the dialog; those that were put off before
    are only counted, for the start pages.
    """

    counted = pyqtSignal(int)
    restored = pyqtSignal(object, object)  # Recovered, Opened or OpenedReport

    def __init__(self, catalog: Catalog, others: OtherWindows, has_window: Callable[[], bool],
                 parent: QObject) -> None:
        super().__init__(parent)
        self._catalog, self._others, self._has_window = catalog, others, has_window
        self.left: tuple[Recovered, ...] = ()
        self._dialog: RecoveryDialog | None = None

    def look(self) -> None:
        """Look for documents of programs that are gone."""
        background().submit(recovery_store().abandoned, self._offer)

    def _offer(self, found: tuple[Recovered, ...]) -> None:
        self._keep(found)
        if any(not one.postponed for one in found) and self._has_window():
            self.show()

    def show(self) -> None:
        """The dialog, with all that is left."""
        if self._dialog is not None and not sip.isdeleted(self._dialog):
            self._dialog.raise_()
            return
        if not self.left:
            return
        # Without a parent: restoring closes the untouched window that it would belong to.
        dialog = self._dialog = RecoveryDialog(self.left, self._catalog, recovery_store())
        dialog.restored.connect(self.restored)
        dialog.ended.connect(self._put_off)
        self._others.keep("recovery", dialog)
        dialog.open()

    def _put_off(self, left: tuple[Recovered, ...]) -> None:
        self._dialog = None
        for one in left:
            background().keep(partial(recovery_store().postpone, one), _nothing_more)
        self._keep(left)

    def _keep(self, left: Sequence[Recovered]) -> None:
        self.left = tuple(left)
        self.counted.emit(len(self.left))


def _nothing_more(_answer: object) -> None:
    """What is noted needs no answer."""
