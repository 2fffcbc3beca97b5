"""Status bar: which workflow it is, what runs, what is amiss, and how near the canvas is."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from satsuma.engine.result import Status
from satsuma.ui.document import Document
from satsuma.ui.icons import icon
from satsuma.ui.problem_counts import ProblemCounts
from satsuma.ui.problems import Counts
from satsuma.ui.running import activity_of
from satsuma.ui.running_list import RunningList
from satsuma.ui.theme import px, theme
from satsuma.ui.tool_tips import as_it_is

_PATIENCE = 200
"""Milliseconds between two looks at what runs."""

_HIGH = 36
_LONG_TITLE = 220
_ROOM_FOR_PROMISE = 760
_BUSY = ("running", "queued", "pending")

ZOOMS = (0.2, 0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
"""The steps of − and +."""


class StatusBar(QFrame):
    """It shows and asks; the window does what is asked."""

    info_asked = pyqtSignal()
    pause_asked = pyqtSignal(bool)
    problems_asked = pyqtSignal()
    zoom_asked = pyqtSignal(float)
    fit_asked = pyqtSignal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "window")
        self.setAccessibleName("Status")
        self._document = document
        self._zoom = 1.0
        self._busy: dict[str, Status] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)
        self.running_list = RunningList(document, self)
        self._make_parts()
        self._lay_out()
        self._scale()
        theme().changed.connect(self._scale)
        document.named.connect(self._tell_title)
        document.changed.connect(self._follow_workflow)
        document.bridge.news.connect(self._follow_node)
        self._follow_workflow()

    # What it is made of

    def _make_parts(self) -> None:
        self.title = self._button("", "About this workflow", self._ask_info)
        self.activity = self._button("", "What is running", self._list_running)
        self.pause = self._button("pause", "Pause", self._ask_pause)
        self.pause.setCheckable(True)
        self.set_paused(False)
        self.problems = ProblemCounts(self)
        self.problems.clicked.connect(self._ask_problems)
        self.promise = QLabel("Nothing leaves this computer", self)
        self.promise.setProperty("role", "secondary")
        self.promise.setToolTip("Pictures and results stay on this computer. Nothing is sent.")
        self.nearer = self._button("plus", "Zoom in", self._zoom_in)
        self.farther = self._button("minus", "Zoom out", self._zoom_out)
        self.percent = self._button("", "Zoom", self._zoom_whole)
        self.fit = self._button("fit", "Fit the whole workflow", self._ask_fit)

    def _button(self, name: str, tip: str, pressed: Callable[..., object]) -> QToolButton:
        made = QToolButton(self)
        if name:
            made.setIcon(icon(name))
        made.setToolTip(tip)
        made.setAccessibleName(tip)
        # A click leaves the focus on the canvas, whose keys go on working.
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(pressed)
        return made

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        left = (self.title, self.pause, self.activity, self.problems)
        right: tuple[QWidget, ...] = (self.promise, self.farther, self.percent, self.nearer,
                                      self.fit)
        for part in left:
            self._row.addWidget(part)
        self._row.addStretch(1)
        for other in right:
            self._row.addWidget(other)

    def _scale(self) -> None:
        self.setFixedHeight(px(_HIGH))
        self._row.setContentsMargins(px(8), px(1), px(8), 0)
        self._row.setSpacing(px(4))
        self.percent.setMinimumWidth(px(60))
        for button in self.findChildren(QToolButton):
            button.setMinimumHeight(px(28))
            button.setIconSize(QSize(px(16), px(16)))
        self.promise.setContentsMargins(0, 0, px(12), 0)
        self._tell_title()
        self.set_zoom(self._zoom)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), max(1, px(1)), theme().colors.line)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.promise.setVisible(self.width() >= px(_ROOM_FOR_PROMISE))

    # What the window tells it

    def set_counts(self, errors: int, warnings: int, notes: int) -> None:
        """How many problems there are; connect it to the panel's `counted`."""
        self.problems.show_counts(Counts(errors, warnings, notes))

    def set_paused(self, paused: bool) -> None:
        """Whether the whole workflow is paused."""
        self.pause.setChecked(paused)
        self.pause.setIcon(icon("play" if paused else "pause"))
        tip = "Resume the workflow" if paused else "Pause the workflow"
        self.pause.setToolTip(tip)
        self.pause.setAccessibleName(tip)
        self.pause.setText("Paused" if paused else "")
        style = Qt.ToolButtonStyle
        self.pause.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if paused else style.ToolButtonIconOnly)

    def set_zoom(self, zoom: float) -> None:
        """How near the canvas is; 1.0 is 100 %."""
        self._zoom = zoom
        told = f"{round(zoom * 100)}\u00a0%"
        self.percent.setText(told)
        self.percent.setToolTip(f"Zoom {told}. Click for 100\u00a0%.")
        self.percent.setAccessibleName(f"Zoom {told}, set to 100\u00a0%")
        self.nearer.setEnabled(zoom < ZOOMS[-1] * 0.999)
        self.farther.setEnabled(zoom > ZOOMS[0] * 1.001)

    # What it follows

    def _tell_title(self) -> None:
        title = " ".join((self._document.workflow.title or self._document.title).split())
        metrics = self.title.fontMetrics()
        short = metrics.elidedText(title, Qt.TextElideMode.ElideRight, px(_LONG_TITLE))
        self.title.setText(short.replace("&", "&&"))
        self.title.setAccessibleName(f"About this workflow: {title}")
        self.title.setToolTip(as_it_is(f"About {title}") if short != title
                              else "About this workflow")

    def _follow_workflow(self) -> None:
        bridge = self._document.bridge
        statuses = {node_id: bridge.status(node_id) for node_id in self._document.workflow.nodes}
        self._busy = {n: status for n, status in statuses.items() if status.state in _BUSY}
        self._await()

    def _follow_node(self, node_id: str) -> None:
        status = self._document.bridge.status(node_id)
        if status.state in _BUSY:
            self._busy[node_id] = status
        else:
            self._busy.pop(node_id, None)
        self._await()

    def _await(self) -> None:
        """Soon; but what is over is over, unless something begins with the same news."""
        wait = _PATIENCE if self._busy else 0
        if not self._soon.isActive() or self._soon.interval() != wait:
            self._soon.start(wait)

    def refresh(self) -> None:
        """Say now what runs."""
        told = activity_of(self._busy.values()).text
        self.activity.setText(told)
        self.activity.setAccessibleName(f"{told}. Show what runs.")
        self.activity.setVisible(bool(told))
        if self.running_list.isVisible():
            self.running_list.refresh(self._listed())

    def _listed(self) -> dict[str, Status]:
        """What runs, and after it what is in line."""
        at_work = [(n, s) for n, s in self._busy.items() if s.state != "pending"]
        return dict(sorted(at_work, key=lambda pair: pair[1].state != "running"))

    # What a person does

    def _list_running(self) -> None:
        if listed := self._listed():
            self.running_list.open_above(self.activity, listed)

    def _ask_info(self) -> None:
        self.info_asked.emit()

    def _ask_pause(self, paused: bool) -> None:
        self.set_paused(paused)
        self.pause_asked.emit(paused)

    def _ask_problems(self) -> None:
        self.problems_asked.emit()

    def _ask_fit(self) -> None:
        self.fit_asked.emit()

    def _zoom_in(self) -> None:
        self.zoom_asked.emit(next((z for z in ZOOMS if z > self._zoom * 1.01), ZOOMS[-1]))

    def _zoom_out(self) -> None:
        self.zoom_asked.emit(next((z for z in reversed(ZOOMS) if z < self._zoom * 0.99), ZOOMS[0]))

    def _zoom_whole(self) -> None:
        self.zoom_asked.emit(1.0)
