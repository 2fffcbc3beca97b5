"""Port card: a widget with its outputs, or its inputs, one below the other."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from satsuma.ui.canvas.port_dot import PortDot, Side
from satsuma.ui.disc import disc_pixmap
from satsuma.ui.theme import px, theme
from satsuma.workflow.fitting import port_name, spoken, title_of
from satsuma.workflow.model import Node

_WIDTH, _DISC = 216.0, 36.0


class PortCard(QFrame):
    """The disc and title of a node over the dots of its ports."""

    def __init__(self, node: Node, side: Side, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self._spec = node.widget.spec
        self._disc = QLabel(self)
        self.title = QLabel(title_of(node), self)
        self.title.setProperty("role", "heading")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        self._head = QHBoxLayout()
        self._head.addWidget(self._disc)
        self._head.addWidget(self.title, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self.dots = self._made_dots(node, side)
        self.nothing = QLabel(f"No {'output' if side == 'out' else 'input'}", self)
        self.nothing.setProperty("role", "secondary")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setVisible(not self.dots)
        for part in (*self.dots, self.nothing):
            self._column.addWidget(part)
        theme().changed.connect(self._fit)
        self._fit()

    def _made_dots(self, node: Node, side: Side) -> tuple[PortDot, ...]:
        if side == "out":
            kinds = {name: spoken(kind) for name, kind in self._spec.outputs.items()}
        else:
            kinds = {name: f"{spoken(port.type)}{' · many' if port.many else ''}"
                     for name, port in self._spec.inputs.items()}
        return tuple(PortDot(side, port, port_name(node, side, port), kind, self)
                     for port, kind in kinds.items())

    def _fit(self) -> None:
        self._disc.setPixmap(disc_pixmap(self._spec, _DISC, self.devicePixelRatioF()))
        self._head.setContentsMargins(px(12), px(8), px(12), px(4))
        self._head.setSpacing(px(10))
        self._column.setContentsMargins(0, px(4), 0, px(8))
        self._column.setSpacing(0)
        self.setFixedWidth(px(_WIDTH))
