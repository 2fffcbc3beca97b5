"""View saving: what the buttons for pictures in a widget's window do.

The view is drawn when all its thumbnails are there; encoding and writing happen in the background.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QFileDialog, QWidget

from satsuma.problem import Problem
from satsuma.ui.background import background
from satsuma.ui.file_dialog_room import with_room
from satsuma.ui.painters.painter import Painter
from satsuma.ui.slices import Slices
from satsuma.ui.view_picture import KINDS, Picture, drawing_steps, write

_last_folder = [""]


class ViewSaving(QObject):
    """Saves and copies the picture of the view in one window.

    `told` says what was done, `failed` what could not be and why.
    """

    told = pyqtSignal(str)
    failed = pyqtSignal(str)

    def __init__(self, window: QWidget, painter: Callable[[], Painter | None],
                 title: Callable[[], str]) -> None:
        super().__init__(window)
        self._window, self._painter, self._title = window, painter, title

    def save(self) -> None:
        """Ask where to, and save."""
        if self._painter() is None:
            return
        path = ask_save(self._window, "Save the picture", self._title(), KINDS)
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Save as what the suffix says."""
        self.drawn(path.suffix.lower(), partial(self._write, path))

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        self.drawn(".png", self._copy)

    def drawn(self, kind: str, then: Callable[[Picture], None],
              most_pixels: int | None = None) -> None:
        """Call `then` with the picture, when the view has all that it needs for it."""
        painter = self._painter()
        if painter is not None:
            painter.prepare_picture(partial(self._draw, painter, kind, then, most_pixels))

    def _draw(self, painter: Painter, kind: str, then: Callable[[Picture], None],
              most_pixels: int | None) -> None:
        if self._painter() is not painter:
            return  # it shows something else by now
        limit = {} if most_pixels is None else {"most_pixels": most_pixels}
        Slices(painter, drawing_steps(painter, kind, self._title(), **limit), then, self._failed)

    def _write(self, path: Path, picture: Picture) -> None:
        background().keep(partial(write, picture, path), partial(self._written, path, picture),
                          self._failed)

    def _written(self, path: Path, picture: Picture, _answer: object) -> None:
        self.told.emit(f"Saved as {path.name}. {picture.remark}".strip())

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            raise error
        self.failed.emit(str(error))

    def _copy(self, picture: Picture) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None and picture.image is not None:
            clipboard.setImage(picture.image)
            self.told.emit(f"The picture is on the clipboard. {picture.remark}".strip())


def ask_save(parent: QWidget, title: str, stem: str, kinds: dict[str, str]) -> Path | None:
    """Where to save; the dialog asks before a file that is there would be replaced."""
    dialog = QFileDialog(parent, title, _last_folder[0])
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(kinds.values()))
    suffixes = list(kinds)
    dialog.setDefaultSuffix(suffixes[0].lstrip("."))
    dialog.filterSelected.connect(partial(_take_suffix, dialog, kinds))
    dialog.selectFile(file_stem(stem) + suffixes[0])
    with_room()
    if not dialog.exec():
        return None
    path = Path(dialog.selectedFiles()[0])
    _last_folder[0] = str(path.parent)
    return path if path.suffix.lower() in kinds else path.with_name(path.name + suffixes[0])


def file_stem(text: str) -> str:
    """A title as part of a file name, on every system."""
    plain = re.sub(r'[\\/:*?"<>|\s\x00-\x1f]+', " ", text).strip(" .")
    return plain[:120] or "picture"


def _take_suffix(dialog: QFileDialog, kinds: dict[str, str], chosen: str) -> None:
    """Another kind means another suffix, also of a name that is typed already."""
    suffix = next((one for one, words in kinds.items() if words == chosen), "")
    dialog.setDefaultSuffix(suffix.lstrip("."))
    for file in dialog.selectedFiles()[:1]:
        dialog.selectFile(Path(file).stem + suffix)
