"""Other windows: those of which there is one for the whole program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PyQt6 import sip
from PyQt6.QtWidgets import QWidget

from satsuma.ui.preference_store import PreferenceStore


class OtherWindows:
    """Preferences, help, log and the rest. They close with the last window of a workflow."""

    def __init__(self) -> None:
        self._open: dict[str, QWidget] = {}

    def open_preferences(self, store: PreferenceStore, weights_came: Callable[[], None]) -> None:
        """`weights_came` is called when a network can be used that could not be before."""
        from satsuma.ui.preferences_window import PreferencesWindow

        self._show("preferences", lambda: PreferencesWindow(store, weights_came=weights_came))

    def open_help(self, page: str = "") -> None:
        from satsuma.ui.help_window import HelpWindow

        window = self._show("help", HelpWindow)
        if page:
            window.show_page(page)

    def open_widget_help(self, cls: Any) -> None:
        """The page of a widget class; the first page for None."""
        from satsuma.ui.help_window import HelpWindow

        window = self._show("help", HelpWindow)
        if cls is not None:
            window.show_widget(cls)

    def open_log(self) -> None:
        from satsuma.ui.log import LogWindow

        self._show("log", LogWindow)

    def open_about(self) -> None:
        from satsuma.ui.about_window import AboutWindow

        self._show("about", AboutWindow)

    def keep(self, name: str, window: QWidget) -> None:
        """This one closes with the others."""
        self._open[name] = window

    def close_all(self) -> None:
        """Close them, so that nothing keeps the program from ending."""
        for window in self._open.values():
            if not sip.isdeleted(window):
                window.close()

    def _show(self, name: str, make: Callable[[], QWidget]) -> Any:
        window = self._open.get(name)
        if window is None or sip.isdeleted(window):
            window = self._open[name] = make()
        if window.isMinimized():
            window.showNormal()
        window.show()
        window.raise_()
        window.activateWindow()
        return window
