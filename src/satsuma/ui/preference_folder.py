"""The row of the preferences that shows a folder and lets a person choose another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from satsuma.ui.file_dialog_room import with_room
from satsuma.ui.preference_rows import breakable, button, label
from satsuma.ui.preference_store import PreferenceStore


class Folder(QWidget):
    """A folder: where it is now, a button to choose another, one for the standard one.

    `place` says where it is now (None: nowhere); `variable` is the environment variable that
    comes before the preference, if it is set.
    """

    asked = pyqtSignal(object)  # the dialog in which a person chooses a folder

    def __init__(self, store: PreferenceStore, field: str, name: str,
                 place: Callable[[], Path | None], standard: str, variable: str = "") -> None:
        super().__init__()
        self._store, self._field, self._name, self._place = store, field, name, place
        self._shown = label("")
        self.choose = button("Choose…", f"{name}: choose another")
        self.reset = button(standard, f"{name}: {standard.lower()}", "quiet")
        line = QHBoxLayout()
        line.addWidget(self.choose)
        line.addWidget(self.reset)
        line.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._shown)
        if variable:
            lines.addWidget(label(f"{variable} is set on this computer and comes first.",
                                  "warning"))
        lines.addLayout(line)
        self.choose.clicked.connect(self._ask)
        self.reset.clicked.connect(self._reset)
        store.changed.connect(self._show)
        self._show()

    @property
    def shown(self) -> str:
        """The place as a person reads it."""
        return self._shown.text()

    def _show(self) -> None:
        place = self._place()
        self._shown.setText("None" if place is None else breakable(place))
        self.reset.setEnabled(bool(getattr(self._store.value, self._field)))

    def _ask(self) -> None:
        dialog = QFileDialog(self.window(), self._name)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if (place := self._place()) is not None:
            dialog.setDirectory(str(place))
        dialog.fileSelected.connect(self._chosen)
        self.asked.emit(dialog)
        with_room()
        dialog.open()

    def _chosen(self, folder: str) -> None:
        if folder:
            self._store.change(**{self._field: folder})

    def _reset(self) -> None:
        self._store.restore(self._field)
