"""Link dialog: edits the links between two nodes, port by port."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from satsuma.ui.canvas.link_board import INVITATION, LinkBoard
from satsuma.ui.theme import px, theme
from satsuma.workflow.fitting import title_of
from satsuma.workflow.model import Workflow


class LinkDialog(QDialog):
    """Shows the ports of two nodes and the lines between them. OK gives another workflow."""

    def __init__(self, workflow: Workflow, source_id: str, target_id: str,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Edit links")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._given = workflow
        ends = [title_of(workflow.node(node_id)) for node_id in (source_id, target_id)]
        self.setAccessibleName(f"Edit links from {ends[0]} to {ends[1]}")
        self.board = LinkBoard(workflow, source_id, target_id, self)
        self.told = QLabel(INVITATION, self)
        self.told.setProperty("role", "secondary")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        self.board.told.connect(self.told.setText)
        self.board.changed.connect(self._show_clear)
        theme().changed.connect(self._fit)
        self._show_clear()
        self._fit()

    def _lay_out(self) -> None:
        self.clear_button = QPushButton("Clear all", self)
        self.clear_button.setProperty("kind", "quiet")
        self.clear_button.setAutoDefault(False)
        self.clear_button.clicked.connect(self.board.clear)
        self.cancel_button = QPushButton("Cancel", self)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self.ok_button = QPushButton("OK", self)
        self.ok_button.setProperty("kind", "primary")
        self.ok_button.setDefault(True)
        self.ok_button.clicked.connect(self.accept)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.clear_button)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.cancel_button)
        self._buttons.addWidget(self.ok_button)
        self._column = QVBoxLayout(self)
        self._column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        self._column.addWidget(self.board)
        self._column.addWidget(self.told)
        self._column.addLayout(self._buttons)

    def result_workflow(self, now: Workflow | None = None) -> Workflow:
        """The workflow with the links as they are drawn.

        Where it changed elsewhere meanwhile, hand in the workflow as it is `now`. Raises LinkError
        when that does not allow them any more.
        """
        drawn = self.board.workflow
        if now is None or now is self._given:
            return drawn
        for gone in (link for link in self._given.links if link not in drawn.links):
            now = now.without_link(gone)
        for new in (link for link in drawn.links if link not in self._given.links):
            now = now.with_link(new) if new not in now.links else now
        return now

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        if event is not None and event.key() == Qt.Key.Key_Escape and self.board.armed is not None:
            self.board.drop_pick()
            return
        super().keyPressEvent(event)

    def _show_clear(self) -> None:
        self.clear_button.setEnabled(bool(self.board.links()))

    def _fit(self) -> None:
        self._column.setContentsMargins(px(24), px(24), px(24), px(16))
        self._column.setSpacing(px(16))
        self._buttons.setSpacing(px(8))
        self.told.setFixedHeight(self.told.fontMetrics().lineSpacing() * 2)
        self.board.fit()
