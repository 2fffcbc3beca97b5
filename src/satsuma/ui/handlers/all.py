"""All handlers of a window, by the id of the action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from satsuma.ui.actions import ACTIONS
from satsuma.ui.handlers.edit import EditHandlers
from satsuma.ui.handlers.file import FileHandlers
from satsuma.ui.handlers.handler import Handler, Handlers
from satsuma.ui.handlers.help import HelpHandlers
from satsuma.ui.handlers.view import ViewHandlers
from satsuma.ui.handlers.widget import WidgetHandlers
from satsuma.ui.handlers.window import WindowHandlers

if TYPE_CHECKING:
    from satsuma.ui.main_window import MainWindow

_KINDS = (FileHandlers, EditHandlers, ViewHandlers, WidgetHandlers, WindowHandlers, HelpHandlers)


def all_handlers(window: MainWindow) -> Handlers:
    """One handler for each action of the list, no more and no less."""
    found: dict[str, Handler] = {}
    for kind in _KINDS:
        found.update(kind(window).table())
    missing = {action.id for action in ACTIONS} ^ found.keys()
    assert not missing, f"actions and handlers differ: {missing}"
    return found
