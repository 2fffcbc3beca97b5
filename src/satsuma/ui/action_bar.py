"""Qt's actions, menus and shortcuts, made from the one list of actions and their handlers."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import QEvent, QObject, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QAction, QKeyEvent, QKeySequence
from PyQt6.QtWidgets import QGraphicsTextItem, QGraphicsView, QMenu, QMenuBar, QWidget

from satsuma.ui.actions import ACTIONS, MENUS, Action, by_menu
from satsuma.ui.handlers.handler import Handlers


class ActionBar(QObject):
    """The actions of one window. They are looked at again when something may have changed."""

    ran = pyqtSignal(str)

    def __init__(self, window: QWidget, view: QGraphicsView, handlers: Handlers) -> None:
        super().__init__(window)
        self._window = window
        self._view = view
        self.handlers = handlers
        self.actions: dict[str, QAction] = {}
        for action in ACTIONS:
            self._make(action)
        view.installEventFilter(self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh)

    def _make(self, action: Action) -> None:
        made = QAction(action.title, self)
        made.setObjectName(action.id)
        made.setShortcuts([QKeySequence(keys) for keys in action.shortcuts])
        made.setToolTip(action.help)
        made.setStatusTip(action.help)
        made.setCheckable(action.checks)
        made.setMenuRole(_ROLES.get(action.id, QAction.MenuRole.NoRole))
        made.triggered.connect(self._run_triggered)
        self.actions[action.id] = made
        if action.on_canvas:
            # Not with children: in a field on the canvas these keys are the field's.
            made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._view.addAction(made)
        else:
            self._window.addAction(made)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride \
                and self._is_writing() and self._is_of_canvas(event):
            event.accept()  # the keys belong to the note that is being written
            return True
        return super().eventFilter(watched, event)

    def _is_writing(self) -> bool:
        scene = self._view.scene()
        item = scene.focusItem() if scene is not None else None
        return isinstance(item, QGraphicsTextItem) \
            and item.textInteractionFlags() != Qt.TextInteractionFlag.NoTextInteraction

    def _is_of_canvas(self, event: QKeyEvent) -> bool:
        keys = QKeySequence(event.keyCombination())
        return any(action.on_canvas and keys in self.actions[action.id].shortcuts()
                   for action in ACTIONS)

    def _run_triggered(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.run(sender.objectName())

    def run(self, action_id: str) -> None:
        """Do what an action says, if it can be done now."""
        if self.is_enabled(action_id):
            self.handlers[action_id].run()
            self.ran.emit(action_id)
        self.refresh_later()

    def is_enabled(self, action_id: str) -> bool:
        return self.handlers[action_id].enabled()

    def is_checked(self, action_id: str) -> bool:
        """Whether an action that is on or off is on."""
        checked = self.handlers[action_id].checked
        return checked is not None and checked()

    def refresh_later(self) -> None:
        """Look at all actions again when what is under way is done."""
        if not self._later.isActive():
            self._later.start()

    def refresh(self) -> None:
        """Gray out what cannot be done, tick what is on."""
        for action_id, made in self.actions.items():
            handler = self.handlers[action_id]
            made.setEnabled(handler.enabled())
            if handler.checked is not None:
                made.setChecked(handler.checked())
            if handler.title is not None:
                made.setText(handler.title())

    # Menus

    def fill(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Put all menus into a menu bar."""
        menus = {name: bar.addMenu(_LETTERS.get(name, f"&{name}")) for name in MENUS}
        for name, actions in by_menu().items():
            top, _, below = name.partition("/")
            menu = menus[top]
            if below:
                menu = menus[name] = self._menu_within(menus[top], below)
            for action in actions:
                if action.apart:
                    menu.addSeparator()
                menu.addAction(self.actions[action.id])
        for menu in menus.values():
            menu.aboutToShow.connect(self.refresh)
            menu.setToolTipsVisible(True)
        return menus

    def _menu_within(self, menu: QMenu, title: str) -> QMenu:
        """A menu in a menu, after the action it belongs to."""
        made = QMenu(title, menu)
        after = self.actions[_BEFORE[title]]
        menu.insertMenu(after, made)
        return made

    def menu_of(self, ids: Iterable[str], parent: QWidget) -> QMenu:
        """A context menu of these; "" is a line."""
        self.refresh()
        menu = QMenu(parent)
        for action_id in ids:
            if action_id:
                menu.addAction(self.actions[action_id])
            else:
                menu.addSeparator()
        return menu


_LETTERS = {"Window": "Wi&ndow"}
"""Alt+W is the Widget menu."""

_BEFORE = {"Align": "find"}
"""A menu in a menu -> the action before which it stands."""

_ROLES = {"about": QAction.MenuRole.AboutRole, "preferences": QAction.MenuRole.PreferencesRole,
          "quit": QAction.MenuRole.QuitRole}
