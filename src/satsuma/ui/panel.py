"""Panel: the form of a widget, made from its settings.

It shows a widget value and tells every change; it never changes anything itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from satsuma.problem import Problem
from satsuma.ui.editors.editor import Editor
from satsuma.ui.editors.facts import Facts, facts_of
from satsuma.ui.setting_row import SettingRow
from satsuma.ui.theme import px, theme
from satsuma.widget import is_in_use
from satsuma.workflow.codec import check_setting
from satsuma.workflow.unknown import Unknown

WIDTH = 264
NARROWEST = 200
QWIDGETSIZE_MAX = (1 << 24) - 1


class Panel(QScrollArea):
    """The settings of one widget below each other.

    `edited` carries the name of a setting and its new value, which fits its type and limits.
    """

    edited = pyqtSignal(str, object)
    asked = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, SettingRow] = {}
        self._widget: Any = None
        self._inputs: Mapping[str, Any] = {}
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Settings")
        self._fills = False
        self.fill(False)
        self._scale = theme().scale
        theme().changed.connect(self._dress)

    @property
    def has_something(self) -> bool:
        """Whether there is anything to be set, or to be told of a widget that is not known."""
        return bool(self.rows) or isinstance(self._widget, Unknown)

    def editor(self, name: str) -> Editor:
        """The control of a setting."""
        return self.rows[name].editor

    def show_widget(self, widget: Any, inputs: Mapping[str, Any]) -> None:
        """Show these settings. What a person is typing, and where, stays."""
        if self._widget is None or type(widget) is not type(self._widget):
            self._build(widget)
        self._widget, self._inputs = widget, inputs
        for name, row in self.rows.items():
            row.editor.show_inputs(inputs)
            row.show_value(getattr(widget, name))
            row.show_use(is_in_use(widget, name))

    def fill(self, fills: bool) -> None:
        """Take all the width there is, or the usual one."""
        self._fills = fills
        self.setMinimumWidth(px(NARROWEST) if fills else px(WIDTH))
        self.setMaximumWidth(QWIDGETSIZE_MAX if fills else px(WIDTH))

    def refresh(self) -> None:
        """Look at the outside world again: networks, places on disk."""
        for row in self.rows.values():
            row.editor.refresh()

    def reset(self, name: str) -> None:
        """Ask for a setting's default."""
        facts = self.rows[name].editor.facts
        if getattr(self._widget, name) != facts.default:
            self.edited.emit(name, facts.default)

    def _build(self, widget: Any) -> None:
        ground = QWidget()
        ground.setProperty("surface", "panel")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(ground)
        layout.setContentsMargins(px(16), px(16), px(16), px(16))
        layout.setSpacing(px(16))
        self.rows = {}
        for facts in (one for one in facts_of(widget) if one.in_form):
            row = self.rows[facts.name] = self._row(facts)
            layout.addWidget(row)
        if isinstance(widget, Unknown):
            layout.addWidget(_reason(widget))
        layout.addStretch(1)
        self.setWidget(ground)

    def _row(self, facts: Facts) -> SettingRow:
        row = SettingRow(facts)
        row.edited.connect(self._take)
        row.reset.connect(self.reset)
        row.editor.asked.connect(self.asked)
        return row

    def _take(self, name: str, value: Any) -> None:
        row = self.rows[name]
        try:
            checked = check_setting(row.editor.facts.widget, name, value)
        except Problem as problem:
            row.show_refusal(str(problem))
            return
        row.show_refusal("")
        self.edited.emit(name, checked)

    def _dress(self) -> None:
        """At another scale everything is made anew; colors follow by themselves."""
        if self._scale == theme().scale:
            return
        self._scale = theme().scale
        self.fill(self._fills)
        if self._widget is not None:
            self._build(self._widget)
            self.show_widget(self._widget, self._inputs)


def _reason(widget: Unknown) -> QLabel:
    label = QLabel(widget.reason)
    label.setProperty("role", "secondary")
    label.setWordWrap(True)
    return label
