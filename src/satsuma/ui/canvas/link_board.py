"""Link board: two widgets side by side, their ports, and the lines between them, to be edited."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QCursor, QMouseEvent, QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from satsuma.ui.canvas.link_lines import Drawn, LinkLines
from satsuma.ui.canvas.link_words import consequence, origin_note, refusal, short_refusal
from satsuma.ui.canvas.port_card import PortCard
from satsuma.ui.canvas.port_dot import Look, PortDot
from satsuma.ui.theme import px
from satsuma.workflow.model import Link, Workflow

INVITATION = "Drag from dot to dot to link. Click a line to remove it."


class LinkBoard(QWidget):
    """Edits a workflow of its own: the links from one node to another."""

    told = pyqtSignal(str)
    """A sentence on what is under way, or why it cannot be."""
    changed = pyqtSignal()

    def __init__(self, workflow: Workflow, source_id: str, target_id: str,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workflow = workflow
        self.ends = (source_id, target_id)
        self.armed: PortDot | None = None
        self._near: Link | None = None
        self._pulled_to: QPointF | None = None
        self.cards = (PortCard(workflow.node(source_id), "out", self),
                      PortCard(workflow.node(target_id), "in", self))
        self.dots = (*self.cards[0].dots, *self.cards[1].dots)
        self.setMouseTracking(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for card in self.cards:
            self._row.addWidget(card, 1, Qt.AlignmentFlag.AlignVCenter)
        self.lines = LinkLines(self)
        for dot in self.dots:
            self._connect(dot)
        for part in (*self.cards, *self.dots):
            part.installEventFilter(self)
        self.fit()

    def _connect(self, dot: PortDot) -> None:
        dot.clicked.connect(partial(self.pick, dot))
        dot.dragged.connect(partial(self._pull, dot))
        dot.dropped.connect(partial(self._drop, dot))
        dot.erased.connect(partial(self._erase, dot))
        dot.stepped.connect(partial(self._step, dot))

    # What there is

    def links(self) -> tuple[Link, ...]:
        """The links between the two as they are now."""
        return tuple(link for link in self.workflow.links
                     if (link.source, link.target) == self.ends)

    def dot(self, side: str, port: str) -> PortDot:
        """The dot of a port. Raises StopIteration when there is none."""
        return next(dot for dot in self.dots if (dot.side, dot.port) == (side, port))

    def _links_of(self, dot: PortDot) -> tuple[Link, ...]:
        return tuple(link for link in self.links()
                     if (link.output if dot.side == "out" else link.input) == dot.port)

    def _between(self, one: PortDot, other: PortDot) -> Link:
        sends, takes = (one, other) if one.side == "out" else (other, one)
        return Link(self.ends[0], sends.port, self.ends[1], takes.port)

    # Changing

    def pick(self, dot: PortDot, _checked: bool = False) -> None:
        """The first dot that is picked begins a link, the second ends it."""
        start, self.armed = self.armed, None
        if start is None or (start.side == dot.side and start is not dot):
            self.armed = dot
        elif start is not dot:
            self.link(start, dot)
            return
        self._show()
        self._tell()

    def drop_pick(self) -> None:
        """Give up the link that was begun."""
        self.armed = None
        self._show()
        self._tell()

    def link(self, one: PortDot, other: PortDot) -> None:
        """Link two dots, or say why not."""
        self.armed = None
        link = self._between(one, other)
        if why := refusal(self.workflow, link):
            self._show()
            self.told.emit(why)
        else:
            self._take(self.workflow.with_link(link))

    def remove(self, *links: Link) -> None:
        """Take these links away."""
        workflow = self.workflow
        for link in links:
            workflow = workflow.without_link(link)
        self._take(workflow)

    def clear(self) -> None:
        """Take all links between the two away."""
        self.remove(*self.links())

    def _take(self, workflow: Workflow) -> None:
        self.workflow = workflow
        self._near = None
        self._show()
        self._tell()
        self.changed.emit()

    # Gestures

    def _pull(self, dot: PortDot, place: QPoint) -> None:
        self.armed = dot
        self._pulled_to = QPointF(self.mapFromGlobal(place))
        over = self._dot_at(place)
        self._show()
        self._tell(over)

    def _drop(self, dot: PortDot, place: QPoint) -> None:
        self._pulled_to = None
        over = self._dot_at(place)
        if over is None or over.side == dot.side:
            self.drop_pick()
        else:
            self.link(dot, over)

    def _erase(self, dot: PortDot) -> None:
        self.remove(*self._links_of(dot))

    def _step(self, dot: PortDot, columns: int, rows: int) -> None:
        column = self.cards[0].dots if dot.side == "out" else self.cards[1].dots
        place = column.index(dot) + rows
        if columns:
            column = self.cards[0].dots if columns < 0 else self.cards[1].dots
        if column:
            column[max(0, min(place, len(column) - 1))].setFocus(Qt.FocusReason.TabFocusReason)

    def _dot_at(self, place: QPoint) -> PortDot | None:
        found = self.childAt(self.mapFromGlobal(place))
        return found if isinstance(found, PortDot) else None

    def eventFilter(self, watched: object, event: QEvent | None) -> bool:  # noqa: N802
        if event is not None and event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._show()  # a card or a dot stands elsewhere now, so its lines do too
        elif isinstance(watched, PortDot) and event is not None \
                and event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn):
            self._tell(watched)
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is not None:
            self._look_near(event.position())

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._look_near(event.position())
        if self._near is not None:
            self.remove(self._near)
        elif self.armed is not None:
            self.drop_pick()

    def leaveEvent(self, event: QEvent | None) -> None:  # noqa: N802
        super().leaveEvent(event)
        self._look_near(QPointF(-1, -1))

    def _look_near(self, point: QPointF) -> None:
        near = self.lines.at(point)
        if near != self._near:
            self._near = near
            self.setCursor(QCursor(Qt.CursorShape.PointingHandCursor if near
                                   else Qt.CursorShape.ArrowCursor))
            self._show()

    # Showing

    def fit(self) -> None:
        """The sizes of the present scale."""
        self._row.setSpacing(px(136))
        self._show()

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.lines.setGeometry(self.rect())

    def _show(self) -> None:
        for dot in self.dots:
            self._show_dot(dot)
        under_way = None
        if self.armed is not None and self._pulled_to is not None:
            pulled = (self._place_of(self.armed), self._pulled_to)
            under_way = pulled if self.armed.side == "out" else (pulled[1], pulled[0])
        places = {link: (self._place_of(self.dot("out", link.output)),
                         self._place_of(self.dot("in", link.input))) for link in self.links()}
        self.lines.show_lines(Drawn(places, under_way, self._near))
        self.lines.raise_()

    def _show_dot(self, dot: PortDot) -> None:
        look: Look = "plain"
        note = "" if dot.side == "out" else origin_note(self.workflow, *self.ends, dot.port)
        if dot is self.armed:
            look, note = "armed", ""
        elif self.armed is not None and dot.side != self.armed.side:
            why = short_refusal(self.workflow, self._between(self.armed, dot),
                                at_output=dot.side == "out")
            look, note = ("barred", why) if why else ("offered", note)
        dot.show_as(look, linked=bool(self._links_of(dot)), note=note)

    def _place_of(self, dot: PortDot) -> QPointF:
        """Where the lines of a dot begin: at its edge, on the side of the other card."""
        outward = px(6) if dot.side == "out" else -px(6)
        return QPointF(dot.mapTo(self, dot.dot_center)) + QPointF(outward, 0)

    def _tell(self, over: PortDot | None = None) -> None:
        if self.armed is None:
            self.told.emit(INVITATION)
        elif over is None or over.side == self.armed.side:
            where = "an input" if self.armed.side == "out" else "an output"
            self.told.emit(f"Choose {where} for “{self.armed.name}”. Esc gives up.")
        else:
            link = self._between(self.armed, over)
            self.told.emit(refusal(self.workflow, link) or consequence(self.workflow, link))
