"""The links of a scene: one item for every link, with its ends at the ports or at tiles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PyQt6.QtCore import QPointF

from satsuma.ui.canvas.geometry import Side
from satsuma.ui.canvas.link_item import LinkItem
from satsuma.workflow.model import Link

if TYPE_CHECKING:
    from satsuma.ui.canvas.scene import CanvasScene


class LinkItems:
    """Keeps the items of the links."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self.items: dict[Link, LinkItem] = {}
        self._at_node: dict[str, set[Link]] = {}
        self._shown: tuple[Link, ...] = ()
        self._named = False

    def sync(self, links: tuple[Link, ...], moved: Iterable[str]) -> set[str]:
        """Make the items fit the links; nodes that have moved take theirs along.

        Gives the nodes to which links came or went.
        """
        added: set[Link] = set()
        gone: list[Link] = []
        if links is not self._shown:
            self._shown = links
            added, gone = self._exchange(links)
        self._place_all({link for node_id in moved for link in self.of(node_id)} - added)
        return {link.target for link in (*added, *gone)}

    def _exchange(self, links: tuple[Link, ...]) -> tuple[set[Link], list[Link]]:
        wanted, added = dict.fromkeys(links), set()
        chosen = {_ends(link) for link in self._scene.selected_links()}
        gone = [link for link in self.items if link not in wanted]
        for link in gone:
            self._remove(link)
        for link in links:
            if link not in self.items:
                self._add(link)
                added.add(link)
                if _ends(link) in chosen:
                    self.items[link].setSelected(True)  # it was enabled or disabled
        return added, gone

    def _remove(self, link: Link) -> None:
        self._scene.removeItem(self.items.pop(link))
        for node_id in (link.source, link.target):
            self._at_node[node_id].discard(link)
            if not self._at_node[node_id]:
                del self._at_node[node_id]

    def _add(self, link: Link) -> None:
        item = self.items[link] = LinkItem(link)
        item.named = self._named
        for node_id in (link.source, link.target):
            self._at_node.setdefault(node_id, set()).add(link)
        self._place(link)
        self._show_flow(link)
        self._scene.addItem(item)

    def place(self, node_ids: Iterable[str]) -> None:
        """Draw the links of these nodes to where the nodes are now."""
        self._place_all({link for node_id in node_ids for link in self.of(node_id)})

    def _place_all(self, links: Iterable[Link]) -> None:
        for link in links:
            self._place(link)

    def of(self, node_id: str) -> Iterable[Link]:
        """The links of a node, disabled ones too."""
        return self._at_node.get(node_id, ())

    def _place(self, link: Link) -> None:
        item, hidden = self.items[link], self._scene.hidden
        if hidden:
            inside = hidden.get(link.source)
            item.setVisible(inside is None or inside != hidden.get(link.target))
        elif not item.isVisible():
            item.setVisible(True)
        item.set_ends(self._end(link.source, "out", link.output),
                      self._end(link.target, "in", link.input))

    def _end(self, node_id: str, side: Side, port: str) -> QPointF:
        """Where a port is in the scene, or the side of the collapsed frame that hides it."""
        frame = self._scene.hidden.get(node_id)
        if frame is not None:
            return self._scene.annotations.frame_port(frame, side)
        return self._scene.node_items[node_id].port_position(side, port)

    # What flows in them

    def empty_inputs(self, node_id: str) -> dict[str, str]:
        """Inputs of a node to which one that is done sends nothing, each with that output.

        "" stands for a link that is disabled.
        """
        bridge, found = self._scene.document.bridge, {}
        for link in self.of(node_id):
            if link.target != node_id:
                continue
            if not link.enabled:
                found.setdefault(link.input, "")
                continue
            status = bridge.status(link.source)
            if status.state == "done" and status.result is not None \
                    and status.result.values.get(link.output) is None:
                found[link.input] = link.output
        return found

    def show_flow(self, node_id: str) -> None:
        """Show whether the links out of a node carry something."""
        for link in self.of(node_id):
            if link.source == node_id:
                self._show_flow(link)

    def _show_flow(self, link: Link) -> None:
        result = self._scene.document.bridge.last(link.source)
        value = result.values.get(link.output) if result is not None else None
        self.items[link].set_carries(value is not None)

    def set_named(self, named: bool) -> None:
        """Show the names of the ports on all links, or only on those pointed at."""
        self._named = named
        for item in self.items.values():
            item.set_named(named)


def _ends(link: Link) -> tuple[str, str, str, str]:
    return link.source, link.output, link.target, link.input
