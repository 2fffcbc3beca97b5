"""What the actions of the File menu do."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtWidgets import QFileDialog

from satsuma.data.atomic import atomic_write
from satsuma.data.places import home_folder
from satsuma.ui.about_workflow import AboutWorkflow
from satsuma.ui.background import background
from satsuma.ui.export_notes import ExportNotes
from satsuma.ui.file_dialog_room import with_room
from satsuma.ui.handlers.handler import Handler, Handlers
from satsuma.ui.image_bytes import png_of
from satsuma.ui.window_file import OPENED, WORKFLOWS
from satsuma.ui.workflow_picture import draw_image, draw_svg, remark, to_clipboard
from satsuma.workflow.model import Workflow
from satsuma.workflow.orange.exporting import Note, orange_text
from satsuma.workflow.script import to_python

if TYPE_CHECKING:
    from satsuma.ui.main_window import MainWindow


class FileHandlers:
    """On the document of a window, and on files."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._document = window.document
        self._file = window.file

    def table(self) -> Handlers:
        window, file = self._window, self._file
        has_nodes = self._has_nodes
        return {
            "new": Handler(window.app.new_window),
            "open": Handler(partial(self.open, paused=False)),
            "open-paused": Handler(partial(self.open, paused=True)),
            "recent": Handler(window.show_start_page),
            "revert": Handler(file.revert, lambda: self._document.path is not None),
            "save": Handler(self.save),
            "save-as": Handler(self.save_as),
            "import": Handler(self.import_pictures),
            "repair": Handler(file.repair, has_nodes),
            "save-svg": Handler(self.save_svg, has_nodes),
            "save-png": Handler(self.save_png, has_nodes),
            "copy-picture": Handler(self.copy_picture, has_nodes),
            "save-python": Handler(self.save_python, has_nodes),
            "export-orange": Handler(self.export_orange, has_nodes),
            "about-workflow": Handler(self.about_workflow),
            "close": Handler(self._close),
            "quit": Handler(window.app.quit),
        }

    def _has_nodes(self) -> bool:
        return bool(self._document.workflow.nodes)

    def _close(self) -> None:
        self._window.close()

    # Opening and saving

    def open(self, *, paused: bool) -> None:
        with_room()
        names, _ = QFileDialog.getOpenFileNames(
            self._window, "Open a workflow", self._last_folder(), f"{OPENED};;All files (*)")
        for name in names:
            self._window.app.open(Path(name), self._window, paused=paused)

    def _last_folder(self) -> str:
        """The folder of the workflow opened last; the home folder before there was one."""
        files = self._window.app.recent.files
        return str(files[0].parent if files else home_folder())

    def save(self) -> None:
        self._file.save()

    def save_as(self) -> None:
        self._file.save_as()

    def import_pictures(self) -> None:
        with_room()
        name = QFileDialog.getExistingDirectory(self._window, "Choose a folder of pictures",
                                                self._file.folder)
        if name:
            canvas = self._window.canvas
            canvas.drop_paths([Path(name)], canvas.view.middle())

    # Pictures and scripts

    def save_svg(self) -> None:
        path = self._file.ask_path("Save a picture", self._stem(), "SVG drawings (*.svg)", ".svg")
        if path is not None:
            draw_svg(self._window.canvas.scene, self._document.title,
                     partial(self._file.write, path))

    def save_png(self) -> None:
        path = self._file.ask_path("Save a picture", self._stem(), "PNG pictures (*.png)", ".png")
        if path is None:
            return
        scene = self._window.canvas.scene
        said = remark(scene)
        draw_image(scene, lambda image: self._file.write(path, partial(png_of, image), said))

    def copy_picture(self) -> None:
        said = to_clipboard(self._window.canvas.scene, self._document.title)
        self._window.tell(said or "The picture of the workflow is on the clipboard.")

    def save_python(self) -> None:
        path = self._file.ask_path("Save as Python script", self._stem(),
                                   "Python scripts (*.py)", ".py")
        if path is not None:
            workflow = self._document.workflow
            self._file.write(path, lambda: to_python(workflow, path.parent).encode())

    def export_orange(self) -> None:
        path = self._file.ask_path("Export for Orange", f"{self._plain_stem()} (Orange)",
                                   WORKFLOWS, ".ows")
        if path is None:
            return
        if path == self._document.path:
            self._window.offer_bar.say(
                "This is the file of the workflow itself, and Orange knows less than it holds. "
                "Export to another name.")
            return
        background().keep(partial(_write_for_orange, self._document.workflow, path),
                          partial(self._exported, path), self._file.not_written)

    def _exported(self, path: Path, notes: tuple[Note, ...]) -> None:
        if notes:
            ExportNotes(path, notes, self._window).open()
        else:
            self._window.tell(f"Saved for Orange as {path.name}. Nothing is left out.")

    def about_workflow(self) -> None:
        AboutWorkflow(self._document, self._window).open()

    def _stem(self) -> str:
        return self._document.title.removesuffix(".ows")

    def _plain_stem(self) -> str:
        return self._stem().removesuffix(" (Satsuma)")


def _write_for_orange(workflow: Workflow, path: Path) -> tuple[Note, ...]:
    made = orange_text(workflow)
    with atomic_write(path) as opened:
        opened.write(made.text.encode())
    return made.notes
