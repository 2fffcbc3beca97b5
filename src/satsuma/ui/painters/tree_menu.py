"""Tree menu: everything that can be done to a branch, with the keys that do it too."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu

from satsuma.ui.icons import icon
from satsuma.ui.painters.tree_canvas import TreeCanvas
from satsuma.ui.painters.tree_zoom import STEP

OF_WINDOW = ("Save picture", "Copy picture", "Add to report")
"""What the window around the tree can do with all of it; it has the keys for that."""

Does = Callable[[], object]


class TreeMenu(QMenu):
    """The menu for one branch, or for the ground. It is made when it is asked for."""

    def __init__(self, canvas: TreeCanvas, node: int | None, find: Does, large: Does) -> None:
        super().__init__(canvas)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._canvas, self._node = canvas, node
        if node is not None:
            self._add_branch(node)
        else:
            self._offer("Select nothing", "Esc", self._select_nothing,
                        enabled=bool((canvas.view.clusters >= 0).any()))
        self._add_sight(node)
        self._add_contents(node, find, large)
        self._add_picture()

    def ask(self, at: QPoint) -> None:
        """Open at a point of the screen."""
        self.popup(at)

    def _add_branch(self, node: int) -> None:
        deeds, shape = self._canvas.deeds, self._canvas.shape
        is_leaf = node < len(shape.tree)
        is_selected = bool(shape.cluster[node] >= 0)
        self._offer("Select leaf" if is_leaf else "Select branch", "Enter",
                    lambda: deeds.click(node))
        self._offer("Add to selection", "Shift+Enter", lambda: deeds.click(node, extend=True),
                    enabled=not is_selected)
        self._offer("Take out of selection", "Alt+Enter", lambda: deeds.click(node, remove=True),
                    enabled=bool((shape.cluster_nodes == node).any()))
        self._offer("Cut the tree here", "C", lambda: deeds.cut_at(node))
        self.addSeparator()
        is_folded = shape.frame.is_folded(node)
        self._offer("Open branch" if is_folded else "Fold branch", "+" if is_folded else "−",
                    lambda: deeds.fold(node, shut=not is_folded),
                    enabled=deeds.can_fold(node, shut=not is_folded))

    def _add_sight(self, node: int | None) -> None:
        zoom = self._canvas.zoom
        if node is not None:
            self._offer("Zoom to branch", "Z", lambda: zoom.to_branch(node))
        self._offer("Whole tree", "Ctrl+9", zoom.to_whole, sign="fit")
        self._offer("Usual size", "Ctrl+0", zoom.to_natural)
        if node is None:
            self._offer("Zoom in", "Ctrl++", lambda: zoom.by(STEP))
            self._offer("Zoom out", "Ctrl+−", lambda: zoom.by(1 / STEP))
            self._offer("Stretch distances", "Alt++", lambda: zoom.stretch_by(STEP))
            self._offer("Squeeze distances", "Alt+−", lambda: zoom.stretch_by(1 / STEP))
        self.addSeparator()

    def _add_contents(self, node: int | None, find: Does, large: Does) -> None:
        deeds, has_rows = self._canvas.deeds, bool(self._canvas.deeds.rows(node))
        if self._canvas.view.image is not None:
            self._offer("Show pictures large", "L", large, enabled=has_rows, sign="eye")
        self._offer("Copy names" if node is not None else "Copy names of selection", "Ctrl+C",
                    lambda: deeds.copy_names(node), enabled=has_rows, sign="copy")
        self._offer("Find…", "Ctrl+F", find, sign="search")
        self.addSeparator()

    def _add_picture(self) -> None:
        window = self._canvas.window()
        for action in window.actions() if window is not None else ():
            if action.text() in OF_WINDOW:
                keys = action.shortcut().toString()
                self._offer(f"{action.text()} of the tree…" if action.text() == OF_WINDOW[0]
                            else f"{action.text()} of the tree" if "picture" in action.text()
                            else action.text(), keys, action.trigger)

    def _select_nothing(self) -> None:
        self._canvas.deeds.click(None)

    def _offer(self, title: str, keys: str, does: Does, *, enabled: bool = True,
               sign: str = "") -> QAction:
        """The keys are only written here: the canvas takes them itself."""
        action = QAction(f"{title}\t{keys}", self)
        action.setEnabled(enabled)
        if sign:
            action.setIcon(icon(sign))
        action.triggered.connect(lambda _checked=False: does())
        self.addAction(action)
        return action
