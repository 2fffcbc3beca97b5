"""Main window: one document with its toolbox, canvas, problems and status bar."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QByteArray, QPoint, Qt
from PyQt6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QFrame, QMainWindow, QSplitter, QVBoxLayout, QWidget

from satsuma.ui.action_bar import ActionBar
from satsuma.ui.actions import ACTIONS
from satsuma.ui.autosave import Autosave
from satsuma.ui.background import background
from satsuma.ui.canvas.canvas import Canvas
from satsuma.ui.command_palette import CommandPalette
from satsuma.ui.commands import Performer
from satsuma.ui.context_menus import context_menu
from satsuma.ui.document import Document
from satsuma.ui.files import FileWork, OpenedFile
from satsuma.ui.find_bar import FindBar
from satsuma.ui.handlers.edit import EditHandlers
from satsuma.ui.handlers.file import FileHandlers
from satsuma.ui.handlers.handler import Handlers
from satsuma.ui.handlers.help import HelpHandlers
from satsuma.ui.handlers.view import ViewHandlers
from satsuma.ui.handlers.widget import WidgetHandlers
from satsuma.ui.help_pane import HelpPane
from satsuma.ui.problems_panel import ProblemsPanel
from satsuma.ui.start_page import StartPage
from satsuma.ui.status_bar import StatusBar
from satsuma.ui.theme import px, theme
from satsuma.ui.toast import Toast
from satsuma.ui.toolbox import Toolbox
from satsuma.ui.unsaved import ask_overwrite, ask_unsaved
from satsuma.ui.widget_windows import WidgetWindows
from satsuma.ui.window_memory import as_text, from_text, save
from satsuma.workflow.model import Workflow
from satsuma.workflow.recovery import Recovered

if TYPE_CHECKING:
    from satsuma.ui.app import App


class MainWindow(QMainWindow):
    """Shows one document and listens to what is asked for."""

    def __init__(self, app: App, document: Document, opened: OpenedFile | None = None,
                 recovered: Recovered | None = None) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.app = app
        self.catalog = app.catalog
        self.document = document
        document.setParent(self)
        self._closing = self._dismissed_start = False
        self.files = FileWork(document, app.catalog, opened)
        self.autosave = Autosave(document, replaces=recovered)
        self._build()
        self.performer = Performer(document, self)
        self.widget_windows = WidgetWindows(document, self.performer, self, catalog=app.catalog)
        self.action_bar = ActionBar(self, self.canvas, self._handlers())
        self.menus = self.action_bar.fill(self.menuBar())
        self.menus["Window"].aboutToShow.connect(self._list_windows)
        self._listed: list[Any] = []
        self._connect()
        self._apply_preferences()
        self._show_name()
        self._show_start()
        self._fit()
        self._restore()
        if opened is not None:
            self.problems.set_file_problems(opened.problems)
        self.action_bar.refresh()

    # What it is made of

    def _build(self) -> None:
        self.toolbox = Toolbox(self.catalog)
        self.help_pane = HelpPane()
        self.canvas = Canvas(self.document, self.catalog, self.app.usage)
        self.find_bar = FindBar(self.document)
        self.problems = ProblemsPanel(self.document)
        self.problems.hide()
        self.find_bar.hide()
        self.start_page = StartPage(self.app.recent.files, self.app.examples,
                                    catalog=self.catalog)
        self.status = StatusBar(self.document)
        self.side = _column(self.toolbox, self.help_pane)
        self.side.setProperty("surface", "panel")
        middle = QSplitter(Qt.Orientation.Vertical)
        middle.addWidget(_column(self.find_bar, self.canvas, self.start_page))
        middle.addWidget(self.problems)
        middle.setStretchFactor(0, 1)
        self.splitter = QSplitter()
        self.splitter.addWidget(self.side)
        self.splitter.addWidget(middle)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setHandleWidth(1)
        middle.setHandleWidth(1)
        self.setCentralWidget(_column(self.splitter, self.status))
        self.toast = Toast(self.canvas)

    def _handlers(self) -> Handlers:
        kinds = (FileHandlers, EditHandlers, ViewHandlers, WidgetHandlers, HelpHandlers)
        found: dict[str, Any] = {}
        for kind in kinds:
            found.update(kind(self).table())
        missing = {action.id for action in ACTIONS} ^ found.keys()
        assert not missing, f"actions and handlers differ: {missing}"
        return found

    def _connect(self) -> None:
        document, canvas = self.document, self.canvas
        document.changed.connect(self._changed)
        document.named.connect(self._show_name)
        document.bridge.running_changed.connect(self._refresh_actions)
        canvas.scene.selection_shown.connect(self._refresh_actions)
        canvas.opened.connect(self.widget_windows.open)
        canvas.told.connect(self.tell)
        canvas.menu_asked.connect(self._open_menu)
        canvas.workflows_dropped.connect(self._open_all)
        canvas.view.zoomed.connect(self.status.set_zoom)
        self.toolbox.picked.connect(self._pick)
        self.toolbox.pointed.connect(self.help_pane.show_widget)
        self.help_pane.more.connect(self.app.open_widget_help)
        self.find_bar.show_node.connect(self.show_node)
        self.find_bar.show_annotation.connect(self._show_annotation)
        self.find_bar.matched.connect(self._mark_found)
        self.problems.show_node.connect(self.show_node)
        self.problems.counted.connect(self.status.set_counts)
        self._connect_rest()

    def _connect_rest(self) -> None:
        run, start = self.action_bar.run, self.start_page
        self.status.info_asked.connect(partial(run, "about-workflow"))
        self.status.pause_asked.connect(self._pause_all)
        self.status.problems_asked.connect(partial(run, "problems"))
        self.status.zoom_asked.connect(self.canvas.view.set_zoom)
        self.status.fit_asked.connect(self.canvas.view.fit)
        start.new_asked.connect(self._dismiss_start)
        start.open_asked.connect(partial(run, "open"))
        start.open_file.connect(self._open_from_start)
        start.forget_file.connect(self.app.forget)
        start.choose_folder.connect(partial(run, "import"))
        self.files.failed.connect(self.tell)
        self.files.saved.connect(self._saved)
        self.files.overwrite_asked.connect(self._ask_overwrite)
        self.autosave.failed.connect(self.tell)
        self.app.store.changed.connect(self._apply_preferences)
        self.widget_windows.help_asked.connect(self.app.open_widget_help)
        theme().changed.connect(self._fit)

    # Showing

    def _changed(self) -> None:
        self._show_start()
        self._refresh_actions()
        self.status.set_paused(self.action_bar.handlers["pause-all"].checked())

    def _refresh_actions(self, _: object = None) -> None:
        self.action_bar.refresh_later()

    def _show_name(self) -> None:
        self.setWindowTitle(f"{self.document.title}[*] — Satsuma")
        self.setWindowModified(self.document.modified)
        if self.document.path is not None:
            self.setWindowFilePath(str(self.document.path))
            self.setWindowTitle(f"{self.document.title}[*] — Satsuma")

    def tell(self, text: str) -> None:
        """Say a sentence for a while."""
        self.toast.say(text)

    def _apply_preferences(self) -> None:
        wanted, canvas = self.app.store.value, self.canvas
        canvas.scene.snaps = wanted.snap
        canvas.scene.set_names_links(wanted.port_names)
        canvas.view.shows_grid = wanted.grid
        canvas.view.space_opens_menu = wanted.quick_menu_space
        canvas.view.any_key_opens_menu = wanted.quick_menu_any_key
        canvas.right_click_opens_menu = wanted.quick_menu_right_click
        canvas.double_click_opens_menu = wanted.quick_menu_double_click
        canvas.minimap.set_mode(wanted.minimap)
        canvas.view.viewport().update()
        self._refresh_actions()

    def _fit(self) -> None:
        """Give the parts their sizes at the present scale."""
        self.side.setMinimumWidth(px(248))
        self.help_pane.setMinimumHeight(px(150))
        self.splitter.setSizes([px(256), max(px(400), self.width() - px(256))])
        self.setMinimumSize(px(320), px(240))

    def come_to_front(self) -> None:
        self.show()
        self.raise_()
        self.activateWindow()
        self.canvas.view.setFocus()

    # The start page

    def _show_start(self) -> None:
        fresh = self.document.workflow == Workflow() and self.document.path is None \
            and not self.document.undo_name and self.app.store.value.start_page
        self._set_start(fresh and not self._dismissed_start)

    def _set_start(self, shown: bool) -> None:
        self.start_page.setVisible(shown)
        self.canvas.setVisible(not shown)

    def show_start_page(self) -> None:
        """Recent workflows and examples, over whatever is there; again goes back."""
        if self.start_page.isVisible():
            self._dismiss_start()
            return
        self.start_page.set_files(list(self.app.recent.files), self.app.examples)
        self._set_start(True)
        self.start_page.setFocus()

    def _dismiss_start(self) -> None:
        self._dismissed_start = True
        self._set_start(False)
        self.canvas.view.setFocus()

    def _open_from_start(self, path: Path) -> None:
        self._dismiss_start()
        self.app.open(path, self)

    # What is dropped beside the canvas, on the start page above all

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        if event is not None:
            self.canvas.view.drops.enter(event)

    def dropEvent(self, event: QDropEvent | None) -> None:
        if event is None:
            return
        self._dismiss_start()
        self.canvas.drop_in_middle(event)

    # What the parts ask for

    def _pick(self, cls: Any) -> None:
        self._dismiss_start()
        self.canvas.add_from_toolbox(cls)

    def _pause_all(self, paused: bool) -> None:
        if paused != self.action_bar.handlers["pause-all"].checked():
            self.action_bar.run("pause-all")

    def show_node(self, node_id: str) -> None:
        """Select a node and bring it into view; one in a collapsed frame by its frame."""
        if node_id in self.document.workflow.nodes:
            self.canvas.scene.select((node_id,))
            self.canvas.view.center_on_node(node_id)

    def _show_annotation(self, index: int) -> None:
        self.canvas.scene.select((), (index,))
        self.canvas.view.centerOn(self.canvas.scene.annotations.items()[index])

    def _mark_found(self, found: Any) -> None:
        self.canvas.scene.set_glow(dict.fromkeys(found, "found"))

    def _open_menu(self, at: QPoint) -> None:
        self._menu = context_menu(self.action_bar, self.canvas)
        self._menu.popup(at)

    def _open_all(self, paths: tuple[Path, ...]) -> None:
        for path in paths:
            self.app.open(path, self)

    def open_palette(self) -> None:
        self._palette = CommandPalette(ACTIONS, self.action_bar.run, self.action_bar.is_enabled,
                                       self)
        self._palette.recent = tuple(self.app.last_actions)
        self._palette.open()

    def toggle_toolbox(self) -> None:
        self.side.setVisible(not self.side.isVisible())

    def is_toolbox_shown(self) -> bool:
        return self.side.isVisible()

    def find_widget(self) -> None:
        self.side.show()
        self.toolbox.focus_search()

    def toggle_problems(self) -> None:
        self.problems.setVisible(not self.problems.isVisible())

    def are_problems_shown(self) -> bool:
        return self.problems.isVisible()

    def _list_windows(self) -> None:
        menu = self.menus["Window"]
        for action in self._listed:
            menu.removeAction(action)
        self._listed = [menu.addSeparator()]
        for window in self.app.windows:
            action = menu.addAction(window.windowTitle().replace("[*]", ""))
            action.triggered.connect(window.come_to_front)
            self._listed.append(action)

    # Files

    def _saved(self, path: Path) -> None:
        self.app.note_recent(path)
        self.tell(f"Saved as {path.name}.")
        if self._closing:
            self.close()

    def _ask_overwrite(self, path: Path, reason: str) -> None:
        question = ask_overwrite(path, reason, self)
        question.answered.connect(partial(self._overwrite, path))
        question.open()

    def _overwrite(self, path: Path, answer: str) -> None:
        if answer == "replace":
            self.files.save(path, overwrite=True)
        elif answer == "elsewhere":
            self.action_bar.run("save-as")
        else:
            self._closing = False

    def revert(self) -> None:
        """Take the workflow as it stands in the file: one step of undo."""
        reader = FileWork(self.document, self.catalog)
        reader.opened.connect(self._reverted)
        reader.failed.connect(self.tell)
        if self.document.path is not None:
            reader.open(self.document.path)

    def _reverted(self, opened: OpenedFile, path: Path) -> None:
        self.document.edit(opened.workflow, "Reload from file")
        self.document.mark_saved(path, opened.workflow)
        self.files.took(path, opened)
        self.problems.set_file_problems(opened.problems)
        self.document.bridge.engine.reload()

    def closeEvent(self, event: QCloseEvent | None) -> None:
        if event is None:
            return
        if self.document.modified and not self._closing_for_good:
            event.ignore()
            self.come_to_front()
            question = ask_unsaved(self.document.title, self)
            question.answered.connect(self._answered_unsaved)
            question.open()
            return
        self._remember()
        self.widget_windows.close_all()
        self.performer.cancel_all()
        self.autosave.close()
        self.document.close()
        self.app.forget_window(self)
        event.accept()

    _closing_for_good = False

    def _answered_unsaved(self, answer: str) -> None:
        if answer == "discard":
            self._closing_for_good = True
            self.close()
        elif answer == "save":
            self._closing = True
            self.action_bar.run("save")
        else:
            self.app.stop_quitting()

    # Where it stood last

    def _remember(self) -> None:
        kept = {"geometry": as_text(self.saveGeometry()), "splitter": self.splitter.sizes(),
                "toolbox": self.side.isVisible(), "problems": self.problems.isVisible()}
        self.app.window_memory = kept
        background().submit(partial(save, kept), _nothing)

    def _restore(self) -> None:
        kept = self.app.window_memory
        geometry: QByteArray = from_text(kept.get("geometry", ""))
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(px(1280), px(800))
        self.side.setVisible(bool(kept.get("toolbox", True)))
        self.problems.setVisible(bool(kept.get("problems", False)))


def _nothing(_answer: object) -> None:
    """Nobody waits for it."""


def _column(*parts: QWidget) -> QWidget:
    made = QFrame()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part, 0 if isinstance(part, HelpPane | FindBar | StatusBar) else 1)
    return made
