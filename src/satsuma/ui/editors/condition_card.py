"""Condition card: one condition with its controls, and how many rows fulfill it."""

from __future__ import annotations

from itertools import pairwise

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from satsuma.data.column import Kind
from satsuma.data.condition import HOLDS, OPERATORS, Condition, Operator, values_wanted
from satsuma.data.table import Table
from satsuma.ui.editors.column_combo import ColumnCombo
from satsuma.ui.editors.condition_values import CategoryTicks, ValueLines
from satsuma.ui.editors.editor import guard_wheel
from satsuma.ui.sign_button import SignButton
from satsuma.ui.theme import px


class ConditionCard(QFrame):
    """`edited` carries the condition, `moved` -1 or 1; `removed` says that it is to go."""

    edited = pyqtSignal(object)
    moved = pyqtSignal(int)
    removed = pyqtSignal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self.condition = Condition("")
        self._kind = Kind.TEXT
        self._spoken = f"Condition {number}"
        self._wanted: tuple[int | None, Kind] | None = None
        self._note = self._refusal = ""
        self.values: QWidget | None = None
        self.setProperty("surface", "card")
        self.setAccessibleName(self._spoken)
        self.column = ColumnCombo(f"{self._spoken}, column")
        self.column.chosen.connect(self._take_column)
        self.operator = self._operator_combo()
        self.up = self._sign("chevron-up", "move up", self._up)
        self.down = self._sign("chevron-down", "move down", self._down)
        self.remove = self._sign("close", "remove", self._remove)
        self.count, self.sentence = QLabel(), QLabel()
        self.count.setProperty("role", "secondary")
        self.sentence.setWordWrap(True)
        self._lay_out()
        self.setFocusProxy(self.column)

    def _operator_combo(self) -> QComboBox:
        combo = QComboBox()
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.setAccessibleName(f"{self._spoken}, what is asked")
        guard_wheel(combo)
        combo.activated.connect(self._take_operator)
        return combo

    def _sign(self, name: str, does: str, slot: object) -> SignButton:
        button = SignButton(name, side=20)
        button.setAccessibleName(f"{self._spoken}, {does}")
        button.setToolTip(does.capitalize())
        button.clicked.connect(slot)
        return button

    def _lay_out(self) -> None:
        layout, head, foot = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        layout.setContentsMargins(px(8), px(8), px(8), px(6))
        layout.setSpacing(px(6))
        for line in (head, foot):
            line.setSpacing(px(2))
        head.addWidget(self.column, 1)
        head.addSpacing(px(4))
        head.addWidget(self.remove)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.up)
        foot.addWidget(self.down)
        layout.addLayout(head)
        layout.addWidget(self.operator)
        layout.addWidget(self.sentence)
        layout.addLayout(foot)
        self.sentence.hide()

    # What is shown

    def show_condition(self, condition: Condition, table: Table | None, *, first: bool,
                       last: bool) -> None:
        self.condition = condition
        there = self.column.show_columns(table, tuple(Kind), condition.column)
        if table is not None and condition.column in table:
            self._kind = table[condition.column].kind
        elif table is None or not there:
            self._kind = _likely_kind(condition.operator)
        self._show_operators()
        self._show_values(table)
        for sign, at_end in ((self.up, first), (self.down, last)):
            sign.setEnabled(not at_end)
            sign.setVisible(not (first and last))
        self._note = "" if there else "Not in this table: the condition counts as not there."
        self._say()

    def _show_operators(self) -> None:
        offered: list[Operator] = list(OPERATORS[self._kind])
        if self.condition.operator not in offered:
            offered.append(self.condition.operator)
        if [self.operator.itemData(at) for at in range(self.operator.count())] != offered:
            self.operator.clear()
            for word in offered:
                self.operator.addItem(word, word)
        self.operator.setCurrentIndex(offered.index(self.condition.operator))

    def _show_values(self, table: Table | None) -> None:
        wanted = (values_wanted(self.condition.operator), self._kind)
        if wanted != self._wanted:
            self._wanted = wanted
            self._make_values(wanted[0])
        if isinstance(self.values, CategoryTicks):
            column = table[self.condition.column] if table is not None \
                and self.condition.column in table else None
            self.values.show_values(self.condition.values, column.categories if column else ())
        elif isinstance(self.values, ValueLines):
            self.values.show_values(self.condition.values)

    def _make_values(self, count: int | None) -> None:
        if self.values is not None:
            self.values.hide()
            self.values.deleteLater()
        self.values, self._refusal = None, ""
        if count == 0:
            return
        if count is None:
            self.values = CategoryTicks(self._spoken)
        else:
            self.values = ValueLines(count, self._kind, self._spoken)
            self.values.refused.connect(self._refuse)
        self.values.edited.connect(self._take_values)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(2, self.values)
        self.values.show()
        parts = self.values.lines if isinstance(self.values, ValueLines) else [self.values]
        for before, after in pairwise([self.operator, *parts, self.up, self.down, self.remove]):
            QWidget.setTabOrder(before, after)

    def show_count(self, count: int | None, total: int) -> None:
        """How many rows fulfill it; None where it cannot be asked yet."""
        self.count.setText("not asked yet" if count is None else f"{count:,} of {total:,}")
        self.count.setToolTip("Rows that fulfill this condition by itself")

    def forget_count(self) -> None:
        self.count.setText("…" if self.count.text() else "")

    def _refuse(self, text: str) -> None:
        self._refusal = text
        self._say()

    def _say(self) -> None:
        text, role = (self._refusal, "error") if self._refusal else (self._note, "warning")
        if self.sentence.property("role") != role:
            self.sentence.setProperty("role", role)
            self.sentence.style().polish(self.sentence)
        self.sentence.setText(text)
        self.sentence.setVisible(bool(text))

    # What is done

    def _take_column(self, name: str | None) -> None:
        if name is not None and name != self.condition.column:
            self.edited.emit(self.condition._replace(column=name))

    def _take_operator(self, place: int) -> None:
        operator = self.operator.itemData(place)
        if operator != self.condition.operator:
            self.edited.emit(self.condition._replace(operator=operator))

    def _take_values(self, values: tuple[str, ...]) -> None:
        self.edited.emit(self.condition._replace(values=values))

    def _up(self) -> None:
        self.moved.emit(-1)

    def _down(self) -> None:
        self.moved.emit(1)

    def _remove(self) -> None:
        self.removed.emit()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802
        """Alt with an arrow moves the condition."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier \
                and event.key() in steps:
            self.moved.emit(steps[event.key()])
            return
        super().keyPressEvent(event)


def _likely_kind(operator: Operator) -> Kind:
    """The kind of a column that is not known, by what is asked of it."""
    return next(kind for kind in HOLDS if operator in OPERATORS[kind])
