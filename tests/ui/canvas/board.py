"""A canvas with a document, and what a person does with it."""

from __future__ import annotations

from PyQt6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent, QWheelEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from satsuma.ui.canvas.canvas import Canvas
from satsuma.ui.drops import WIDGET_MIME
from satsuma.ui.usage import Usage
from satsuma.workflow.model import Link

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
MIDDLE = Qt.MouseButton.MiddleButton
NONE = Qt.MouseButton.NoButton
PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class Board:
    """The canvas at 100 %, with (0, 0) in the upper left part."""

    def __init__(self, qtbot, document, catalog) -> None:
        self.document, self.catalog = document, catalog
        self.canvas = Canvas(document, catalog, Usage())
        qtbot.addWidget(self.canvas)
        self.told, self.opened = [], []
        self.canvas.told.connect(self.told.append)
        self.canvas.opened.connect(self.opened.append)
        self.canvas.resize(1000, 700)
        self.canvas.show()
        self.view.setFocus()
        QApplication.processEvents()
        self.look_at(350, 200)

    # What there is

    @property
    def view(self):
        return self.canvas.view

    @property
    def scene(self):
        return self.canvas.scene

    @property
    def workflow(self):
        return self.document.workflow

    @property
    def pane(self):
        return self.view.viewport()

    def widget(self, name):
        return self.catalog.widgets[f"satsuma.{name}"]

    def put(self, name, x, y, title=None) -> str:
        """A node, without any gesture."""
        after, node_id = self.workflow.with_new_node(self.widget(name)(), title, (x, y))
        self.document.edit(after, "Put")
        return node_id

    def link(self, source, target, output=None, into=None) -> Link:
        spec = self.workflow.nodes[source].widget.spec
        other = self.workflow.nodes[target].widget.spec
        link = Link(source, output or next(iter(spec.outputs)), target,
                    into or next(iter(other.inputs)))
        self.document.edit(self.workflow.with_link(link), "Put")
        return link

    def ends(self):
        """The links, as pairs of nodes."""
        return [(link.source, link.target) for link in self.workflow.links]

    def place(self, node_id):
        return self.workflow.nodes[node_id].position

    # Where it is

    def look_at(self, x, y) -> None:
        self.view.panning.by(QPoint())  # room all around
        self.view.centerOn(QPointF(x, y))

    def at(self, x, y) -> QPoint:
        return self.view.mapFromScene(QPointF(x, y))

    def port(self, node_id, side, port=None) -> tuple[float, float]:
        point = self.scene.node_items[node_id].port_position(side, port)
        return point.x(), point.y()

    # What is done

    def click(self, x, y, keys=PLAIN, button=LEFT) -> None:
        QTest.mouseClick(self.pane, button, keys, self.at(x, y))

    def double_click(self, x, y) -> None:
        self.click(x, y)
        self.event(QMouseEvent.Type.MouseButtonDblClick, self.at(x, y), LEFT, LEFT)
        self.event(QMouseEvent.Type.MouseButtonRelease, self.at(x, y), LEFT, NONE)

    def drag(self, start, *points, keys=PLAIN, move_keys=PLAIN, button=LEFT, let_go=True) -> None:
        """Press, go there in steps, and let go."""
        kind = QMouseEvent.Type
        self.event(kind.MouseButtonPress, self.at(*start), button, button, keys)
        last = start
        for point in points:
            for share in (0.3, 0.7, 1.0):
                at = self.at(last[0] + (point[0] - last[0]) * share,
                             last[1] + (point[1] - last[1]) * share)
                self.event(kind.MouseMove, at, NONE, button, move_keys)
            last = point
        if let_go:
            self.event(kind.MouseButtonRelease, self.at(*last), button, NONE, move_keys)

    def move(self, x, y, held=NONE) -> None:
        self.event(QMouseEvent.Type.MouseMove, self.at(x, y), NONE, held)

    def event(self, kind, at, button, held, keys=PLAIN) -> None:
        place = QPointF(at)
        QApplication.sendEvent(self.pane, QMouseEvent(
            kind, place, QPointF(self.pane.mapToGlobal(at)), button, held, keys))

    def key(self, key, keys=PLAIN) -> None:
        QTest.keyClick(self.view, key, keys)

    def wheel(self, turn, keys=PLAIN, at=None) -> None:
        place = QPointF(at or self.pane.rect().center())
        QApplication.sendEvent(self.pane, QWheelEvent(
            place, self.pane.mapToGlobal(place), QPoint(), QPoint(0, turn), NONE, keys,
            Qt.ScrollPhase.NoScrollPhase, False))

    # Drops

    def drop(self, mime: QMimeData, x, y) -> bool:
        """Drag something in from outside and let it go; whether it was taken."""
        at = self.at(x, y)
        action = Qt.DropAction.CopyAction
        enter = QDragEnterEvent(at, action, mime, LEFT, PLAIN)
        QApplication.sendEvent(self.pane, enter)
        if not enter.isAccepted():
            return False
        QApplication.sendEvent(self.pane, QDragMoveEvent(at, action, mime, LEFT, PLAIN))
        event = QDropEvent(QPointF(at), action, mime, LEFT, PLAIN)
        QApplication.sendEvent(self.pane, event)
        return event.isAccepted()

    def drop_widget(self, name, x, y) -> bool:
        mime = QMimeData()
        mime.setData(WIDGET_MIME, f"satsuma.{name}".encode())
        return self.drop(mime, x, y)

    def drop_files(self, paths, x, y) -> bool:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        return self.drop(mime, x, y)

    # Whether the scene shows the workflow

    def check(self) -> None:
        """The items are those of the workflow, each where it belongs."""
        workflow, scene = self.workflow, self.scene
        assert scene.node_items.keys() == workflow.nodes.keys()
        for node_id, node in workflow.nodes.items():
            item = scene.node_items[node_id]
            assert item.node is node
            assert (item.x(), item.y()) == node.position
            assert item.isVisible() == (node_id not in scene.hidden)
        assert scene.link_items.keys() == set(workflow.links)
        for link, item in scene.link_items.items():
            if link.source not in scene.hidden and link.target not in scene.hidden:
                assert item._ends == (
                    scene.node_items[link.source].port_position("out", link.output),
                    scene.node_items[link.target].port_position("in", link.input))
                assert item.isVisible()
        notes = scene.annotations.items()
        assert [item.annotation for item in notes] == list(workflow.annotations)
        assert [item.index for item in notes] == list(range(len(notes)))
        assert len([i for i in scene.items() if i.parentItem() is None]) == \
            len(scene.node_items) + len(scene.link_items) + len(notes)
