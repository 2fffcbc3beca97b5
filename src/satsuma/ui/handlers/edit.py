"""What the actions of the Edit menu do."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6 import sip
from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QCursor, QGuiApplication

from satsuma.catalog import Catalog
from satsuma.engine.plan import prepare
from satsuma.problem import Problem
from satsuma.ui import clipboard
from satsuma.ui.background import background
from satsuma.ui.handlers.handler import Handler, Handlers
from satsuma.workflow.annotations import Frame
from satsuma.workflow.fragment import Pasted, duplicated, pasted
from satsuma.workflow.frames import (
    collapsed_into,
    with_frame_collapsed,
    without_annotations,
)
from satsuma.workflow.layout import aligned, distributed, tidy
from satsuma.workflow.linking import bridged
from satsuma.workflow.model import Workflow

if TYPE_CHECKING:
    from satsuma.ui.main_window import MainWindow

_ALIGN = ("left", "center", "right", "top", "middle", "bottom")


class EditHandlers:
    """On the selected parts of a window's canvas."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._document = window.document
        self._canvas = window.canvas
        self._scene = window.canvas.scene

    def table(self) -> Handlers:
        document = self._document
        some, several = self._has_selection, partial(self._has_nodes, 2)
        return {
            "undo": Handler(document.undo, lambda: bool(document.undo_name),
                            title=lambda: _named("Undo", document.undo_name)),
            "redo": Handler(document.redo, lambda: bool(document.redo_name),
                            title=lambda: _named("Redo", document.redo_name)),
            "cut": Handler(self.cut, some),
            "copy": Handler(self.copy, some),
            "paste": Handler(self.paste),
            "duplicate": Handler(self.duplicate, some),
            "remove": Handler(self.remove, self._has_any),
            "select-all": Handler(self._scene.select_all),
            "note": Handler(partial(self._annotate, "Text note")),
            "arrow": Handler(partial(self._annotate, "Arrow")),
            "frame": Handler(partial(self._canvas.add_annotation, "Frame"),
                             partial(self._has_nodes, 1)),
            "collapse": Handler(self.collapse, lambda: self._frame() is not None),
            "tidy": Handler(self.tidy, lambda: bool(document.workflow.nodes)),
            **{f"align-{how}": Handler(partial(self._align, how), several) for how in _ALIGN},
            "distribute-horizontal": Handler(partial(self._distribute, "horizontal"),
                                             partial(self._has_nodes, 3)),
            "distribute-vertical": Handler(partial(self._distribute, "vertical"),
                                           partial(self._has_nodes, 3)),
        }

    # When

    def _has_nodes(self, least: int) -> bool:
        return len(self._scene.selected_nodes()) >= least

    def _has_selection(self) -> bool:
        return bool(self._scene.selected_nodes() or self._scene.selected_annotations())

    def _has_any(self) -> bool:
        return bool(self._scene.selectedItems())

    # The clipboard

    def copy(self) -> None:
        clipboard.copy(self._document.workflow, self._scene.selected_nodes(),
                       self._scene.selected_annotations(), self._folder())

    def cut(self) -> None:
        self.copy()
        self._remove("Cut")

    def paste(self) -> None:
        """Parts of a workflow where the pointer is; folders and pictures as if dropped."""
        mime = QGuiApplication.clipboard().mimeData()
        paths = [Path(u.toLocalFile()) for u in mime.urls() if u.isLocalFile()] if mime else []
        if paths:
            self._canvas.drop_paths(paths, self._place())
            return
        text = clipboard.text_on_clipboard()
        if text is None:
            self._window.tell("There is nothing on the clipboard that belongs on a canvas.")
        else:
            place = self._place()
            self._paste(text, (place.x(), place.y()))

    def _paste(self, text: str, at: tuple[float, float]) -> None:
        """A long text takes a while to read, so that is done in the background."""
        workflow = self._document.workflow
        background().submit(partial(_read, workflow, text, self._window.catalog, at),
                            partial(self._pasted, workflow, text, at), self._not_pasted)

    def _pasted(self, workflow: Workflow, text: str, at: tuple[float, float],
                made: Pasted) -> None:
        if sip.isdeleted(self._window):
            return
        if workflow is self._document.workflow:
            self._take(made, "Paste")
        else:  # it was changed meanwhile
            self._paste(text, at)

    def _not_pasted(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            raise error
        if not sip.isdeleted(self._window):
            self._window.tell(str(error))

    def duplicate(self) -> None:
        try:
            made = duplicated(self._document.workflow, self._scene.selected_nodes(),
                              self._scene.selected_annotations(), self._window.catalog)
        except Problem as error:
            self._window.tell(str(error))
            return
        self._take(made, "Duplicate")

    def _take(self, made: Pasted, name: str) -> None:
        self._document.edit(made.workflow, name)
        self._scene.select(made.node_ids, made.annotations)
        if made.problems:
            self._window.tell(made.problems[0])

    def _folder(self) -> Path | None:
        return self._document.path.parent if self._document.path else None

    def _place(self) -> QPointF:
        view = self._canvas.view
        pointer = view.viewport().mapFromGlobal(QCursor.pos())
        inside = view.viewport().rect().contains(pointer)
        return view.mapToScene(pointer) if inside else view.middle()

    # Removing

    def remove(self) -> None:
        self._remove("Remove")

    def _remove(self, name: str) -> None:
        scene = self._scene
        notes, nodes = scene.selected_annotations(), scene.selected_nodes()
        workflow = self._without_hidden(self._document.workflow, nodes, notes)
        for link in scene.selected_links():
            workflow = workflow.without_link(link)
        workflow = without_annotations(workflow, notes)
        self._document.edit(workflow, name)

    def _without_hidden(self, workflow: Workflow, nodes: tuple[str, ...],
                        notes: tuple[int, ...]) -> Workflow:
        """A collapsed frame stands for its nodes: they go with it."""
        frames = {workflow.annotations[i].id for i in notes
                  if isinstance(workflow.annotations[i], Frame)}
        inside = {n for n, frame in collapsed_into(workflow).items() if frame in frames}
        gone = {*nodes, *inside}
        return bridged(workflow, gone) if gone else workflow

    # Order

    def tidy(self) -> None:
        chosen = self._scene.selected_nodes()
        self._document.edit(tidy(self._document.workflow, chosen if len(chosen) > 1 else None),
                            "Tidy up")

    def _align(self, how: str) -> None:
        self._document.edit(aligned(self._document.workflow, self._scene.selected_nodes(), how),
                            "Align")

    def _distribute(self, how: str) -> None:
        self._document.edit(
            distributed(self._document.workflow, self._scene.selected_nodes(), how),
            "Space evenly")

    # Notes and frames

    def _annotate(self, kind: str) -> None:
        self._canvas.add_annotation(kind, self._place())

    def _frame(self) -> Frame | None:
        """The selected frame, or that of a selected node."""
        notes = self._document.workflow.annotations
        for index in self._scene.selected_annotations():
            if index < len(notes) and isinstance(frame := notes[index], Frame):
                return frame
        chosen = set(self._scene.selected_nodes())
        return next((note for note in notes
                     if isinstance(note, Frame) and chosen & set(note.members)), None)

    def collapse(self) -> None:
        frame = self._frame()
        if frame is not None:
            after = with_frame_collapsed(self._document.workflow, frame.id, not frame.collapsed)
            self._document.edit(after, "Open frame" if frame.collapsed else "Collapse frame")


def _named(what: str, step: str) -> str:
    """The title of undo or redo with its step; Qt takes a single & for an access key."""
    return f"{what} “{step}”".replace("&", "&&") if step else what


def _read(workflow: Workflow, text: str, catalog: Catalog, at: tuple[float, float]) -> Pasted:
    """What is pasted, ready to be planned."""
    made = pasted(workflow, text, catalog, at=at)
    prepare(made.workflow)
    return made
