"""Marks: what is shown for a while over the items: what fits, what was found, guides, nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from satsuma.ui.canvas.snapping import Guide
from satsuma.workflow.model import Link

if TYPE_CHECKING:
    from satsuma.ui.canvas.scene import CanvasScene


class Marks:
    """Two layers of marks on nodes: an `aim` while something is dragged, above what lasts."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._lasting: dict[str, str] = {}
        self._aim: dict[str, str] = {}
        self._lit: Link | None = None
        self.guides: tuple[Guide, ...] = ()
        self.is_plain = False

    # Nodes

    def set_lasting(self, marks: Mapping[str, str]) -> None:
        """Marks that stay until others are set: "found"."""
        self._lasting = dict(marks)
        self.show()

    def set_aim(self, marks: Mapping[str, str]) -> None:
        """Marks of a drag: "fits", "best" and "dim". None of them when it is over."""
        self._aim = dict(marks)
        self.show()

    def clear_lasting(self) -> bool:
        """Take the lasting marks away; False when there were none."""
        there = bool(self._lasting)
        if there:
            self.set_lasting({})
        return there

    def show(self) -> None:
        """Hand the marks to the items."""
        plain = self.is_plain
        for node_id, item in self._scene.node_items.items():
            item.set_glow("" if plain else self.of(node_id))

    def of(self, node_id: str) -> str:
        """The mark of one node."""
        return self._aim.get(node_id) or self._lasting.get(node_id, "")

    # Links

    def light_link(self, link: Link | None) -> None:
        """Mark the link into which something would be inserted."""
        if link == self._lit:
            return
        for one, lit in ((self._lit, False), (link, True)):
            item = self._scene.link_items.get(one) if one is not None else None
            if item is not None:
                item.set_lit(lit)
        self._lit = link

    # Guides

    def set_guides(self, guides: tuple[Guide, ...]) -> None:
        """Lines that say why something snapped."""
        if guides == self.guides:
            return
        # All of the canvas: were a guide alone painted before Qt takes note of what has moved, Qt
        # would forget where that was painted last, and leave it there.
        for view in self._scene.views():
            view.viewport().update()
        self.guides = guides

    # Pictures

    @contextmanager
    def plain(self) -> Iterator[None]:
        """Nothing is selected, hovered, marked or lit in the block: for pictures."""
        scene = self._scene
        nodes, notes = scene.selected_nodes(), scene.selected_annotations()
        links, lit = scene.selected_links(), self._lit
        scene.mark()
        scene.unhover()
        self.light_link(None)
        self.is_plain = True
        self.show()
        try:
            yield
        finally:
            self.is_plain = False
            self.show()
            self.light_link(lit)
            scene.mark(nodes, notes, links)
