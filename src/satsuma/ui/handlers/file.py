"""What the actions of the File menu do."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PyQt6.QtWidgets import QFileDialog

from satsuma.data.atomic import atomic_write
from satsuma.ui.about_workflow import AboutWorkflow
from satsuma.ui.background import background
from satsuma.ui.handlers.handler import Handler, Handlers
from satsuma.ui.repair_dialog import RepairDialog, look_for_missing
from satsuma.ui.workflow_picture import png_file, remark, svg, to_clipboard
from satsuma.workflow.script import to_python

if TYPE_CHECKING:
    from satsuma.ui.main_window import MainWindow

WORKFLOWS = "Workflows (*.ows)"


class FileHandlers:
    """On the document of a window, and on files."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._document = window.document

    def table(self) -> Handlers:
        window = self._window
        has_nodes = self._has_nodes
        return {
            "new": Handler(window.app.new_window),
            "open": Handler(partial(self.open, paused=False)),
            "open-paused": Handler(partial(self.open, paused=True)),
            "recent": Handler(window.show_start_page),
            "revert": Handler(self.revert, lambda: self._document.path is not None),
            "save": Handler(self.save),
            "save-as": Handler(self.save_as),
            "import": Handler(self.import_pictures),
            "repair": Handler(self.repair, has_nodes),
            "save-svg": Handler(self.save_svg, has_nodes),
            "save-png": Handler(self.save_png, has_nodes),
            "copy-picture": Handler(self.copy_picture, has_nodes),
            "save-python": Handler(self.save_python, has_nodes),
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
        names, _ = QFileDialog.getOpenFileNames(
            self._window, "Open a workflow", self._folder(), f"{WORKFLOWS};;All files (*)")
        for name in names:
            self._window.app.open(Path(name), self._window, paused=paused)

    def revert(self) -> None:
        if self._document.path is not None:
            self._window.revert()

    def save(self) -> None:
        if self._document.path is None:
            self.save_as()
        else:
            self._window.files.save()

    def save_as(self) -> None:
        path = self.ask_path("Save the workflow", self._document.title, WORKFLOWS, ".ows")
        if path is not None:
            # The dialog has asked whether a file that is there may be replaced.
            self._window.files.save(path, overwrite=True)

    def import_pictures(self) -> None:
        name = QFileDialog.getExistingDirectory(self._window, "Choose a folder of pictures",
                                                self._folder())
        if name:
            canvas = self._window.canvas
            canvas.drop_paths([Path(name)], canvas.view.middle())

    def repair(self) -> None:
        document = self._document
        background().submit(partial(look_for_missing, document), self._repair)

    def _repair(self, missing: Any) -> None:
        if not missing:
            self._window.tell("All folders and files of this workflow are there.")
            return
        RepairDialog(self._document, missing, self._window).open()

    # Pictures and scripts

    def save_svg(self) -> None:
        path = self.ask_path("Save a picture", self._stem(), "SVG drawings (*.svg)", ".svg")
        if path is not None:
            self._write(path, svg(self._window.canvas.scene, self._document.title))

    def save_png(self) -> None:
        path = self.ask_path("Save a picture", self._stem(), "PNG pictures (*.png)", ".png")
        if path is None:
            return
        scene = self._window.canvas.scene
        drawn = svg(scene, self._document.title)
        self._write(path, partial(png_file, drawn), remark(scene))

    def copy_picture(self) -> None:
        said = to_clipboard(self._window.canvas.scene, self._document.title)
        self._window.tell(said or "The picture of the workflow is on the clipboard.")

    def save_python(self) -> None:
        path = self.ask_path("Save as Python script", self._stem(), "Python scripts (*.py)", ".py")
        if path is not None:
            workflow = self._document.workflow
            self._write(path, lambda: to_python(workflow, path.parent).encode())

    def _write(self, path: Path, content: Any, more: str = "") -> None:
        def work() -> None:
            data = content() if callable(content) else content
            with atomic_write(path) as opened:
                opened.write(data)
        said = f"Saved as {path.name}. {more}".strip()
        background().submit(work, partial(self._written, said), self._not_written)

    def _written(self, said: str, _answer: object) -> None:
        self._window.tell(said)

    def _not_written(self, error: Exception) -> None:
        self._window.tell(f"This could not be saved: {error}")

    def about_workflow(self) -> None:
        AboutWorkflow(self._document, self._window).open()

    # Asking

    def ask_path(self, title: str, stem: str, kinds: str, suffix: str) -> Path | None:
        """Where to save; the dialog asks before a file that is there would be replaced."""
        dialog = QFileDialog(self._window, title, self._folder(), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix.lstrip("."))
        dialog.selectFile(stem if stem.endswith(suffix) else stem + suffix)
        return Path(dialog.selectedFiles()[0]) if dialog.exec() else None

    def _folder(self) -> str:
        return str(self._document.path.parent) if self._document.path else ""

    def _stem(self) -> str:
        return self._document.title.removesuffix(".ows")
