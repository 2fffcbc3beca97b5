"""What the right mouse button offers on the canvas, by what is selected."""

from __future__ import annotations

from PyQt6.QtWidgets import QMenu

from satsuma.ui.action_bar import ActionBar
from satsuma.ui.canvas.canvas import Canvas

OF_NODE = ("open-widget", "rename", "", "add-after", "link", "", "pause", "stop", "retry", "",
           "cut", "copy", "duplicate", "remove", "", "frame", "tidy", "", "help")
OF_LINK = ("enable-link", "insert", "edit-links", "", "remove")
OF_NOTE = ("cut", "copy", "duplicate", "remove", "", "collapse")
OF_GROUND = ("add", "", "paste", "select-all", "", "note", "arrow", "", "tidy", "fit")


def context_menu(bar: ActionBar, canvas: Canvas) -> QMenu:
    """The menu for what is selected; for the ground when nothing is."""
    scene = canvas.scene
    if scene.selected_nodes():
        ids = OF_NODE
    elif scene.selected_links():
        ids = OF_LINK
    elif scene.selected_annotations():
        ids = OF_NOTE
    else:
        ids = OF_GROUND
    return bar.menu_of(ids, canvas)
