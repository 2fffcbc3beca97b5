"""What the actions of the Widget menu do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from satsuma.ui.canvas.link_menu import LinkMenu
from satsuma.ui.handlers.handler import Handler, Handlers
from satsuma.workflow.linking import clear_choice, pairs

if TYPE_CHECKING:
    from satsuma.ui.main_window import MainWindow


class WidgetHandlers:
    """On the selected nodes and links."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._document = window.document
        self._canvas = window.canvas
        self._scene = window.canvas.scene

    def table(self) -> Handlers:
        one, some, link = self._has_one, self._has_some, self._has_link
        return {
            "add": Handler(self._canvas.open_quick_menu),
            "add-after": Handler(self.add_after, one),
            "link": Handler(self.link, some),
            "open-widget": Handler(self.open, some),
            "rename": Handler(self.rename, one),
            "retry": Handler(self.retry, some),
            "stop": Handler(self.stop, some),
            "pause": Handler(self.pause, some, title=self._pause_title),
            "pause-all": Handler(self.pause_all, lambda: bool(self._document.workflow.nodes),
                                 self.is_all_paused),
            "reload": Handler(self._document.bridge.engine.reload),
            "edit-links": Handler(self.edit_links, link),
            "insert": Handler(self.insert, link),
            "enable-link": Handler(self.enable_link, link, title=self._link_title),
        }

    def _chosen(self) -> tuple[str, ...]:
        return self._scene.selected_nodes()

    def _has_one(self) -> bool:
        return len(self._chosen()) == 1

    def _has_some(self) -> bool:
        return bool(self._chosen())

    def _has_link(self) -> bool:
        return bool(self._scene.selected_links())

    # Nodes

    def add_after(self) -> None:
        self._canvas.add_after(self._chosen()[0])

    def open(self) -> None:
        for node_id in self._chosen():
            self._window.widget_windows.open(node_id)

    def rename(self) -> None:
        self._canvas.rename(self._chosen()[0])

    def retry(self) -> None:
        for node_id in self._chosen():
            self._document.bridge.engine.retry(node_id)

    def stop(self) -> None:
        for node_id in self._chosen():
            self._document.bridge.engine.cancel(node_id)

    def pause(self) -> None:
        """All pause when any runs; else all resume."""
        self._set_auto(self._chosen(), not self._any_runs())

    def _any_runs(self) -> bool:
        nodes = self._document.workflow.nodes
        return any(nodes[n].auto for n in self._chosen())

    def _pause_title(self) -> str:
        return "Pause" if self._any_runs() or not self._chosen() else "Resume"

    def is_all_paused(self) -> bool:
        nodes = self._document.workflow.nodes.values()
        return bool(nodes) and not any(node.auto for node in nodes)

    def pause_all(self) -> None:
        self._set_auto(tuple(self._document.workflow.nodes), self.is_all_paused())

    def _set_auto(self, node_ids: tuple[str, ...], auto: bool) -> None:
        workflow = self._document.workflow
        nodes = {n: replace(node, auto=auto) if n in node_ids else node
                 for n, node in workflow.nodes.items()}
        self._document.edit(replace(workflow, nodes=nodes), "Resume" if auto else "Pause")

    # Links

    def link(self) -> None:
        """Two selected nodes are linked to each other; for one, its partner is asked for."""
        chosen = self._chosen()
        if len(chosen) == 2:
            self._link_two(*chosen)
            return
        menu = LinkMenu(self._document.workflow, chosen[0], self._canvas)
        menu.chosen.connect(self._take_link)
        menu.open_beside(self._canvas.view, self._scene.node_items[chosen[0]].pos())

    def _link_two(self, first: str, second: str) -> None:
        workflow = self._document.workflow
        nodes = workflow.nodes
        left, right = sorted((first, second), key=lambda n: nodes[n].position[0])
        source, target = (left, right) if pairs(workflow, left, right) else (right, left)
        link = clear_choice(pairs(workflow, source, target))
        if link is None:
            self._canvas.edit_links(left, right)
        else:
            self._take_link(link)

    def _take_link(self, link: object) -> None:
        self._canvas.take_link(link)

    def edit_links(self) -> None:
        self._canvas.edit_link(self._scene.selected_links()[0])

    def insert(self) -> None:
        self._canvas.insert_into(self._scene.selected_links()[0])

    def _link_title(self) -> str:
        links = self._scene.selected_links()
        return "Disable link" if not links or links[0].enabled else "Enable link"

    def enable_link(self) -> None:
        workflow = self._document.workflow
        links = self._scene.selected_links()
        enabled = not links[0].enabled
        for link in links:
            workflow = workflow.with_link_enabled(link, enabled)
        self._document.edit(workflow, "Enable link" if enabled else "Disable link")
