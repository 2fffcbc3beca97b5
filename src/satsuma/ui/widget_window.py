"""Widget window: one widget at work: its settings, what it shows, how it is doing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PyQt6.QtCore import Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from satsuma.catalog import Catalog
from satsuma.engine.result import Result, Status
from satsuma.ui.commands import Performer
from satsuma.ui.details_window import DetailsWindow
from satsuma.ui.document import Document
from satsuma.ui.fault_of_view import view_or_fault
from satsuma.ui.form_place import FormPlace
from satsuma.ui.message_strip import MessageStrip
from satsuma.ui.painters.painter import Painter
from satsuma.ui.panel import Panel
from satsuma.ui.passing_notice import PassingNotice
from satsuma.ui.report.collecting import add_view
from satsuma.ui.state_words import Told, state_words
from satsuma.ui.theme import px, theme
from satsuma.ui.view_area import ViewArea
from satsuma.ui.view_saving import ViewSaving
from satsuma.ui.widget_bar import WidgetBar
from satsuma.ui.widget_deeds import WidgetDeeds
from satsuma.ui.widget_edits import (
    edit_by_gesture,
    edit_setting,
    inputs_of,
    outputs_of,
    reset_settings,
)
from satsuma.ui.widget_keys import add_actions, focus_first, works
from satsuma.ui.window_fitting import limit_size
from satsuma.workflow.fitting import title_of
from satsuma.workflow.model import Node

_UNDER_WAY = ("pending", "queued", "running")


class WidgetWindow(QWidget):
    """The window of one node. It closes when the node goes."""

    help_asked = pyqtSignal(object)
    closed = pyqtSignal(str)

    def __init__(self, document: Document, node_id: str, commands: Performer,
                 parent: QWidget | None = None, *, catalog: Catalog | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "window")
        self.document, self.node_id = document, node_id
        self._commands, self._catalog = commands, catalog
        self._drawn: tuple[Any, Any] = (None, None)
        self._fault = Told()
        self.deeds = WidgetDeeds(document, node_id, commands, self)
        self.saving = ViewSaving(self, self._painter, self._picture_title)
        self.panel, self.area = Panel(), ViewArea()
        self.messages, self.bar = MessageStrip(), WidgetBar()
        self._arrange()
        self.notice = PassingNotice(self, self.area)
        self._connect()
        add_actions(self)
        self.refresh()

    def _arrange(self) -> None:
        rest = QWidget()
        middle, whole = QVBoxLayout(rest), QVBoxLayout(self)
        for layout in (middle, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        middle.addWidget(self.area, 1)
        middle.addWidget(self.messages)
        self._form = FormPlace(self.panel, rest, self)
        whole.addLayout(self._form.layout_, 1)
        whole.addWidget(self.bar)
        self._measure()
        self.resize(px(1000), px(680))

    def _measure(self) -> None:
        limit_size(self, px(360), px(320))
        self._form.follow(self.width())

    def _connect(self) -> None:
        self.document.changed.connect(self.refresh)
        self.document.named.connect(self._name)
        self.document.bridge.news.connect(self._hear)
        self._commands.done.connect(self._performed)
        self.deeds.told.connect(self._note)
        self.deeds.saved.connect(self._hear_of_saving)
        self.deeds.details_wanted.connect(self._show_details)
        self.panel.edited.connect(self._edit_setting)
        self.panel.asked.connect(self.deeds.do)
        self.area.gesture.connect(self._edit_by_gesture)
        self.area.asked.connect(self.deeds.do)
        self.area.state_wanted.connect(self._tell_state)
        self.bar.help_asked.connect(self.ask_help)
        self.bar.form_asked.connect(self.toggle_form)
        self.bar.reset_asked.connect(self._reset)
        self.bar.save_asked.connect(self.saving.save)
        self.bar.copy_asked.connect(self.saving.copy)
        self.bar.report_asked.connect(self.add_to_report)
        self.saving.told.connect(self.tell)
        self.saving.failed.connect(self._note)
        theme().changed.connect(self._measure)

    # What is shown

    @property
    def node(self) -> Node:
        return self.document.workflow.nodes[self.node_id]

    @property
    def status(self) -> Status:
        return self.document.bridge.status(self.node_id)

    # As slots of Qt these end with the window; else the document would keep a trace of each.
    @pyqtSlot()
    def refresh(self) -> None:
        """Show the workflow and the results as they are now."""
        if self.node_id not in self.document.workflow.nodes:
            self.close()
            return
        self._name()
        inputs = inputs_of(self.document, self.node_id)
        self.panel.show_widget(self.node.widget, inputs)
        self._form.offer(self.panel.has_something)
        self.bar.form.setVisible(self.panel.has_something)
        result = self._shown_result()
        self._draw(result)
        self._show_saved()
        self.bar.show_flow(inputs, outputs_of(self.node.widget, result))
        self.bar.goes.setVisible(bool(self.node.widget.spec.outputs))
        self.bar.set_has_view(self.area.painter is not None)
        self._show_messages()
        self.area.want_state(under_way=self.status.state in _UNDER_WAY)

    @pyqtSlot()
    def _name(self) -> None:
        if self.node_id in self.document.workflow.nodes:
            self.setWindowTitle(f"{title_of(self.node)} – {self.document.title}")

    @pyqtSlot(str)
    def _hear(self, node_id: str) -> None:
        if self.node_id not in self.document.workflow.nodes:
            return
        sources = {link.source for link in self.document.workflow.into(self.node_id)}
        if node_id == self.node_id or node_id in sources:
            self.refresh()

    def _shown_result(self) -> Result | None:
        """The result that is drawn: the present one, or the last good one."""
        result = self.status.result
        if result is not None and result.ok:
            return result
        return self.document.bridge.last(self.node_id)

    def _draw(self, result: Result | None) -> None:
        """Draw a result with the present settings, so that a click is seen at once."""
        widget = self.node.widget
        if result is None or not hasattr(widget, "view"):
            self.area.clear()
            self._drawn, self._fault = (None, None), Told()
            return
        if self._drawn[0] is result and self._drawn[1] is widget:
            return
        self._drawn = (result, widget)
        view, fault = view_or_fault(widget, result)
        if view is not None:
            self._fault, first = Told(), self.area.painter is None
            self.area.show_view(view)
            if first and self.isVisible() and not works(self):
                focus_first(self)
        elif result is self.status.result:
            self._fault = fault
            self.area.clear()

    def _hear_of_saving(self) -> None:
        self._show_saved()
        self.panel.refresh()  # a folder that was not there may be now

    def _show_saved(self) -> None:
        self.deeds.show_saved(self.area.painter)

    def _show_messages(self) -> None:
        result = self.status.result or self.document.bridge.last(self.node_id)
        self.messages.show_messages(result.warnings if result is not None else ())

    def _tell_state(self) -> None:
        if self.node_id not in self.document.workflow.nodes:
            return
        told = self._fault or state_words(self.document.workflow, self.node_id,
                                          self.document.bridge.status, self._catalog)
        status = self.status
        stale = status.stale or status.result is None or not status.result.ok
        self.area.show_state(told, stale=stale and self.area.painter is not None)

    # What is done

    def _edit_setting(self, name: str, value: Any) -> None:
        edit_setting(self.document, self.node_id, name, value)

    def _edit_by_gesture(self, gesture: Any) -> None:
        step = self.area.painter.step if self.area.painter is not None else "Select"
        edit_by_gesture(self.document, self.node_id, gesture, step)

    @pyqtSlot(object)
    def _performed(self, _command: Any) -> None:
        self.panel.refresh()

    def _note(self, text: str) -> None:
        self.notice.say(text, passes=False)

    def tell(self, text: str, link: str = "", act: Callable[[], object] | None = None) -> None:
        """Say what was done for a while; the word `link` shows it."""
        self.notice.say(text, link, act)

    def _show_details(self) -> None:
        DetailsWindow(self.area.told.details, self).show()

    def ask_help(self) -> None:
        """Open the page on the widget."""
        self.help_asked.emit(type(self.node.widget))

    def _reset(self) -> None:
        reset_settings(self.document, self.node_id)

    def _painter(self) -> Painter | None:
        return self.area.painter

    def _picture_title(self) -> str:
        return title_of(self.node)

    def add_to_report(self) -> None:
        """Put what is shown into the report, with the workflow as it is now."""
        if self.area.painter is not None:
            add_view(self)

    def toggle_form(self) -> None:
        """Show the settings, where there are any, or give their place to the view."""
        if not self.panel.has_something:
            return
        self._form.toggle()
        self.bar.show_form(self._form.is_shown)
        if not (focused := self.focusWidget()) or not focused.isVisible():
            focus_first(self)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._form.follow(self.width())
        self.bar.show_form(self._form.is_shown)

    def showEvent(self, event: QShowEvent | None) -> None:  # noqa: N802
        super().showEvent(event)
        if not works(self):
            focus_first(self)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        """Ctrl+C and Escape come here when neither the view nor a field makes anything of them."""
        if event is not None and event.matches(QKeySequence.StandardKey.Copy):
            self.saving.copy()
            return
        if event is not None and event.key() == Qt.Key.Key_Escape and self.notice.text:
            self.notice.clear()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802
        self.closed.emit(self.node_id)
        super().closeEvent(event)
