"""What the actions of the View menu do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from satsuma.ui.canvas.view import NOTCH
from satsuma.ui.handlers.handler import Handler, Handlers

if TYPE_CHECKING:
    from satsuma.ui.main_window import MainWindow

STEP = NOTCH ** 2


class ViewHandlers:
    """On how things are shown."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._view = window.canvas.view
        self._store = window.app.store

    def table(self) -> Handlers:
        view, window = self._view, self._window
        return {
            "zoom-in": Handler(lambda: view.set_zoom(view.zoom * STEP)),
            "zoom-out": Handler(lambda: view.set_zoom(view.zoom / STEP)),
            "zoom-reset": Handler(lambda: view.set_zoom(1.0)),
            "fit": Handler(view.fit),
            "port-names": self._switch("port_names"),
            "grid": self._switch("grid"),
            "snap": self._switch("snap"),
            "minimap": Handler(self._toggle_minimap, checked=self._shows_minimap),
            "preferences": Handler(partial(
                window.app.others.open_preferences, self._store, window.app.look_again)),
        }

    def _switch(self, name: str) -> Handler:
        return Handler(partial(self._toggle, name),
                       checked=lambda: bool(getattr(self._store.value, name)))

    def _toggle(self, name: str) -> None:
        self._store.change(**{name: not getattr(self._store.value, name)})

    def _shows_minimap(self) -> bool:
        return self._window.canvas.minimap.isVisible()

    def _toggle_minimap(self) -> None:
        self._store.change(minimap="off" if self._shows_minimap() else "on")
