"""What can be done with pictures in a gallery: copy, open elsewhere, drag out.

Pictures are decoded in the background. A drag begins at once, so the picture that goes with it is
decoded from the moment the button is pressed; without it the files go alone.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PyQt6.QtCore import QMimeData, QObject, Qt, QUrl, pyqtSignal
from PyQt6.QtGui import QDesktopServices, QDrag, QGuiApplication, QImage, QPixmap
from PyQt6.QtWidgets import QWidget

from satsuma.data.formats import PICTURE_SUFFIXES, suffix_of
from satsuma.data.images import open_picture
from satsuma.data.outcome import Refused
from satsuma.problem import Problem
from satsuma.ui.background import Task, background
from satsuma.ui.painters.thumbnails import Thumbnails, image_of
from satsuma.ui.shown_folder import folder_to_show, open_folder
from satsuma.ui.theme import px

MOST_DRAGGED = 1_000
"""More files than this are not given to another program at once."""


def whole_picture(file: Path) -> QImage:
    """The picture in full, as it is seen; for a worker. Raises Refused."""
    return image_of(open_picture(file).upright())


class PictureActions(QObject):
    """Gives pictures to other programs. `told` says what came of it."""

    told = pyqtSignal(str)

    def __init__(self, parent: QWidget, thumbnails: Thumbnails) -> None:
        super().__init__(parent)
        self._window = parent
        self._thumbnails = thumbnails
        self._ready: tuple[Path, QImage] | None = None
        self._task: Task | None = None

    def copy(self, files: list[Path]) -> None:
        """Put the files on the clipboard, and the picture where it is one."""
        if len(files) == 1:
            background().submit(partial(whole_picture, files[0]), partial(self._copy, files),
                                partial(self._copy_files, files))
        elif files:
            self._copy(files, None)

    def copy_paths(self, files: list[Path]) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None and files:
            clipboard.setText("\n".join(str(file) for file in files))
            self.told.emit(f"{_counted(files, 'path')} copied.")

    def open(self, file: Path) -> None:
        """Show it with the program that the system has for such files.

        A stranger's table can call any file a picture, and the system would start a program.
        """
        if suffix_of(file.name) not in PICTURE_SUFFIXES:
            self.told.emit(f"“{file.name}” is not opened, since its name does not end like that of "
                           "a picture. Show it in its folder to see what it is.")
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            self.told.emit(f"No program of this computer opened “{file.name}”.")

    def show_in_folder(self, file: Path) -> None:
        background().submit(partial(folder_to_show, file), self._open_folder, self._fail)

    def _open_folder(self, folder: Path) -> None:
        if complaint := open_folder(folder):
            self.told.emit(complaint)

    def _fail(self, error: Exception) -> None:
        self.told.emit(str(error))

    def prepare_drag(self, file: Path) -> None:
        """A drag of this picture may begin soon."""
        if self._ready is not None and self._ready[0] == file:
            return
        if self._task is not None:
            self._task.cancel()
        self._ready = None
        self._task = background().submit(partial(whole_picture, file), partial(self._keep, file),
                                         self._nothing)

    def drag(self, files: list[Path]) -> None:
        """Drag the files out of the window."""
        if not files:
            return
        drag = QDrag(self._window)
        drag.setMimeData(self.mime(files))
        small = self._thumbnails.any(files[0])
        if small is not None and small.pixmap is not None:
            drag.setPixmap(_scaled(small.pixmap))
        drag.exec(Qt.DropAction.CopyAction)
        self._ready = None

    def mime(self, files: list[Path], image: QImage | None = None) -> QMimeData:
        """The files as other programs take them."""
        mime = QMimeData()
        some = files[:MOST_DRAGGED]
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in some])
        mime.setText("\n".join(str(file) for file in some))
        if image is None and len(files) == 1:
            if self._ready is not None and self._ready[0] == files[0]:
                image = self._ready[1]
            elif (small := self._thumbnails.any(files[0])) is not None and small.pixmap:
                image = small.pixmap.toImage()
        if image is not None:
            mime.setImageData(image)
        return mime

    def _keep(self, file: Path, image: QImage) -> None:
        self._ready, self._task = (file, image), None

    def _nothing(self, error: Exception) -> None:
        self._task = None
        if not isinstance(error, Refused):
            raise error

    def _copy(self, files: list[Path], image: QImage | None) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setMimeData(self.mime(files, image))
            self.told.emit(f"{_counted(files, 'picture')} copied.")

    def _copy_files(self, files: list[Path], error: Exception) -> None:
        """A picture that cannot be read is still a file."""
        if not isinstance(error, Problem):
            raise error
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setMimeData(self.mime(files))
            self.told.emit(f"Only the file was copied: {error}")


def _counted(files: list[Path], noun: str) -> str:
    return f"The {noun} was" if len(files) == 1 else f"{len(files):,} {noun}s were"


def _scaled(pixmap: QPixmap) -> QPixmap:
    return pixmap.scaled(px(96), px(96), Qt.AspectRatioMode.KeepAspectRatio,
                         Qt.TransformationMode.SmoothTransformation)


