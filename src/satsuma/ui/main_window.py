"""Main window: one document with its toolbox, canvas, problems and status bar."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PyQt6.QtWidgets import QMainWindow

from satsuma.ui.action_bar import ActionBar
from satsuma.ui.actions import ACTIONS
from satsuma.ui.autosave import Autosave
from satsuma.ui.closing import Closing
from satsuma.ui.command_palette import CommandPalette
from satsuma.ui.commands import Performer
from satsuma.ui.committing import saved_line
from satsuma.ui.context_menus import context_menu
from satsuma.ui.document import Document
from satsuma.ui.files import OpenedFile
from satsuma.ui.folder_notices import FolderNotices
from satsuma.ui.handlers.all import all_handlers
from satsuma.ui.recent_menu import RecentMenu
from satsuma.ui.start_switch import StartSwitch
from satsuma.ui.theme import px, theme
from satsuma.ui.widget_windows import WidgetWindows
from satsuma.ui.window_file import WindowFile
from satsuma.ui.window_list import WindowList
from satsuma.ui.window_parts import WindowParts
from satsuma.ui.window_place import place_of, put_back
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
        self.pointed: Any = None  # the widget class under the mouse in the toolbox
        self._palette: CommandPalette | None = None
        self._take_parts(WindowParts(document, app.catalog, app.usage, app.recent.files,
                                     app.examples))
        self.file = WindowFile(self, opened)
        self.closing = Closing(self)
        self.autosave = Autosave(document, replaces=recovered)
        self.performer = Performer(document, self)
        self.widget_windows = WidgetWindows(document, self.performer, self, catalog=app.catalog)
        self.notices = FolderNotices(document, self)
        self.problems.watch_folders(self.notices)
        self.start = StartSwitch(document, self.canvas, self.start_page, app.store, self)
        self.action_bar = ActionBar(self, self.canvas.view, all_handlers(self))
        self.menus = self.action_bar.fill(self.menuBar())
        self.window_list = WindowList(self.menus["Window"], self)
        self.recent_menu = RecentMenu(self.menus["File"], self.action_bar.actions["recent"], self)
        self._connect()
        self._apply_preferences()
        self._show_name()
        self._fit()
        put_back(self, self.app.window_memory)
        if opened is not None:
            self.problems.set_file_problems(opened.problems)
        self._changed()

    def _take_parts(self, parts: WindowParts) -> None:
        self.parts = parts
        self.toolbox, self.help_pane, self.side = parts.toolbox, parts.help_pane, parts.side
        self.canvas, self.start_page, self.problems = parts.canvas, parts.start_page, parts.problems
        self.find_bar, self.offer_bar, self.toast = parts.find_bar, parts.offer_bar, parts.toast
        self.status = parts.status
        self.setCentralWidget(parts)

    def _connect(self) -> None:
        document, canvas, status = self.document, self.canvas, self.status
        document.changed.connect(self._changed)
        document.named.connect(self._show_name)
        document.cleaned.connect(self._tell_cleaned)
        document.bridge.running_changed.connect(self._refresh_actions)
        canvas.scene.selection_shown.connect(self._refresh_actions)
        canvas.opened.connect(self.widget_windows.open)
        self.performer.committer.changed.connect(self._show_saved)
        canvas.told.connect(self.tell)
        canvas.menu_asked.connect(self._open_menu)
        canvas.workflows_dropped.connect(self._open_all)
        canvas.view.zoomed.connect(status.set_zoom)
        status.pause_asked.connect(self._pause_all)
        status.zoom_asked.connect(canvas.view.set_zoom)
        status.fit_asked.connect(canvas.view.fit)
        self.problems.show_node.connect(self.show_node)
        self.problems.close_asked.connect(partial(self.action_bar.run, "problems"))
        self.problems.counted.connect(status.set_counts)
        counts = self.problems.counts  # those it had counted before anybody listened
        status.set_counts(counts.errors, counts.warnings, counts.notes)
        self.widget_windows.help_asked.connect(self.app.open_widget_help)
        self.autosave.failed.connect(self.offer_bar.say)
        self.action_bar.ran.connect(self.app.note_action)
        self.app.store.changed.connect(self._apply_preferences)
        theme().changed.connect(self._fit)
        self._connect_sides()

    def _connect_sides(self) -> None:
        run, start, find = self.action_bar.run, self.start_page, self.find_bar
        self.toolbox.picked.connect(self._pick)
        self.toolbox.pointed.connect(self._point)
        self.help_pane.more.connect(self.app.open_widget_help)
        self.status.info_asked.connect(partial(run, "about-workflow"))
        self.status.problems_asked.connect(partial(run, "problems"))
        start.open_asked.connect(partial(run, "open"))
        start.open_file.connect(self._open_from_start)
        start.forget_file.connect(self.app.forget)
        start.choose_folder.connect(partial(run, "import"))
        self.start.another_asked.connect(self._begin_another)
        find.show_node.connect(self.show_node)
        find.show_annotation.connect(self._show_annotation)
        find.matched.connect(self._mark_found)
        find.closed.connect(self.canvas.view.setFocus)

    # Showing

    def _show_saved(self, node_id: str) -> None:
        saved = self.performer.committer.saved(node_id)
        self.canvas.scene.show_saved(node_id, saved.key, saved_line(saved))

    def _changed(self) -> None:
        self._refresh_actions()
        self.status.set_paused(self.action_bar.is_checked("pause-all"))

    def _refresh_actions(self, _: object = None) -> None:
        self.action_bar.refresh_later()

    def _show_name(self) -> None:
        if self.document.path is not None:
            self.setWindowFilePath(str(self.document.path))
        self.setWindowTitle(f"{self.document.title}[*] – Satsuma")
        self.setWindowModified(self.document.modified)

    def tell(self, text: str) -> None:
        """Say a sentence for a while."""
        self.toast.say(text)

    def _tell_cleaned(self) -> None:
        self.tell("Characters that cannot be seen, and that no workflow file can hold, were left "
                  "out.")

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
        self.start.follow()
        self._refresh_actions()

    def _fit(self) -> None:
        self.setMinimumSize(min(px(320), 800), min(px(240), 480))

    def come_to_front(self) -> None:
        """Show the window before all others, ready for keys."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()
        self.canvas.view.setFocus()

    def show_node(self, node_id: str) -> None:
        """Select a node and bring it into view; one in a collapsed frame by its frame."""
        if node_id in self.document.workflow.nodes:
            self.start.uncover()  # the focus stays in the field or list that leads there
            self.canvas.scene.select((node_id,))
            self.canvas.view.center_on_node(node_id)

    def _show_annotation(self, index: int) -> None:
        self.canvas.scene.select((), (index,))
        self.canvas.view.centerOn(self.canvas.scene.annotations.items()[index])

    def _mark_found(self, found: Any) -> None:
        self.canvas.scene.set_glow(dict.fromkeys(found, "found"))

    # What is dropped beside the canvas, on the start page above all

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        if event is not None:
            self.canvas.view.drops.enter(event)
            self.start.invite(event.isAccepted())

    def dragLeaveEvent(self, event: QDragLeaveEvent | None) -> None:
        self.start.invite(False)

    def dropEvent(self, event: QDropEvent | None) -> None:
        self.start.invite(False)
        if event is not None:
            self.start.dismiss()
            self.canvas.drop_in_middle(event)

    # What the parts ask for

    def _pick(self, cls: Any) -> None:
        self.start.dismiss()
        self.canvas.add_from_toolbox(cls)

    def _point(self, cls: Any) -> None:
        self.pointed = cls
        self.help_pane.show_widget(cls)

    def _pause_all(self, paused: bool) -> None:
        if paused != self.action_bar.is_checked("pause-all"):
            self.action_bar.run("pause-all")

    def _open_menu(self, at: QPoint) -> None:
        menu = context_menu(self.action_bar, self.canvas)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _open_all(self, paths: tuple[Path, ...]) -> None:
        for path in paths:
            self.app.open(path, self)

    def _open_from_start(self, path: Path) -> None:
        self.app.open(path, self)

    def open_palette(self) -> None:
        """Every action by a few letters, those used last first."""
        if self._palette is None:
            bar = self.action_bar
            self._palette = CommandPalette(ACTIONS, bar.run, bar.is_enabled, self)
        self._palette.recent = self.app.last_actions
        self._palette.open()

    def show_start_page(self) -> None:
        """Recent workflows and examples; again goes back."""
        self.start.toggle(lambda: (self.app.recent.files, self.app.examples))

    def _begin_another(self) -> None:
        self.app.new_window().start.dismiss()

    # Closing

    def closeEvent(self, event: QCloseEvent | None) -> None:
        if event is None:
            return
        if not self.closing.may_close():
            event.ignore()
            return
        self.app.keep_place(place_of(self))
        self.widget_windows.close_all()
        self.performer.cancel_all()
        self.autosave.close()
        self.document.close(patience=0.0)  # the end of the program waits, a window never does
        self.app.forget_window(self)
        event.accept()
