"""The foot of a plan: the button that writes, how far it is, and what can be done afterwards."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QSize, QTimer, pyqtSignal
from PyQt6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from satsuma.commands import Commit, ShowFile, TakeBack
from satsuma.data.plan import Plan, Receipt, Unit
from satsuma.data.plan_words import button_words, counted, told_seconds
from satsuma.ui.committing import CommitRun
from satsuma.ui.icons import icon
from satsuma.ui.theme import px, theme

BEAT = 100
"""Milliseconds between two looks at the progress."""

STEPS = 1000

PROMISE = "Nothing is written before you press the button."


class PlanFoot(QFrame):
    """`asked` carries what a button does, `receipt_wanted` that the last receipt is to be shown."""

    asked = pyqtSignal(object)
    receipt_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._run: CommitRun | None = None
        self._unit = Unit("", "")
        self._folder = ""
        self.said = QLabel()
        self.said.setProperty("role", "secondary")
        self.said.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of saving")
        self.last = self._button("Last receipt", "quiet", self.receipt_wanted.emit)
        self.show_files = self._button("Show in file manager", "quiet", self._show_files)
        self.remove = self._button("", "quiet", self._remove)
        self.again = self._button("Plan again", "", self._again)
        self.stop = self._button("Stop", "", self._stop)
        self.save = self._button("", "primary", self._save)
        self.show_files.setIcon(icon("folder-open"))
        self.stop.setToolTip("What is written stays.")
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self._look)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.said, 1)
        self._row.addWidget(self.bar)
        self._buttons = (self.stop, self.show_files, self.last, self.remove, self.again, self.save)
        for button in (self.last, self.show_files, self.remove, self.again, self.stop, self.save):
            self._row.addWidget(button)
        self._dress()
        theme().changed.connect(self._dress)

    def _button(self, text: str, kind: str, does: Any) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(text)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if kind:
            button.setProperty("kind", kind)
        button.clicked.connect(does)
        return button

    def _dress(self) -> None:
        self._row.setContentsMargins(px(24), px(12), px(24), px(12))
        self._row.setSpacing(px(8))
        self.save.setMinimumHeight(px(30))
        self.show_files.setIconSize(QSize(px(16), px(16)))
        self.bar.setMinimumWidth(px(160))

    # What is shown

    def show_plan(self, plan: Plan, error: str, *, has_receipt: bool) -> None:
        """The button that writes; `error` is why nothing came of it the last time."""
        self._watch(None)
        self._show(self.said, *((self.save,) if plan.is_worth_it else ()),
                   *((self.last,) if has_receipt else ()))
        self.said.setText(error or (PROMISE if plan.is_worth_it else ""))
        self._say_kind("error" if error else "secondary")
        words = button_words(plan) if plan.is_worth_it else ""
        self._name(self.save, words + "…" * bool(plan.to_replace()))

    def show_run(self, run: CommitRun, unit: Unit, *, removing: bool) -> None:
        """How far it is."""
        self._unit = unit
        self._show(self.said, self.bar, *(() if removing else (self.stop,)))
        self._say_kind("")
        self._watch(run)
        self._look()

    def show_receipt(self, receipt: Receipt) -> None:
        """What can be done with what was written."""
        self._watch(None)
        self._folder = _to_show(receipt)
        removable = receipt.removable
        self._show(self.said, self.show_files, *((self.remove,) if removable else ()), self.again)
        self.said.setText("")
        self._name(self.remove, f"Remove {counted(receipt, removable)} again…")

    def _show(self, *parts: QWidget) -> None:
        had_focus = self.isAncestorOf(QApplication.focusWidget())
        for part in (self.said, self.bar, *self._buttons):
            part.setVisible(part in parts)
        if had_focus and (left := [one for one in self._buttons if one in parts]):
            # The pressed button is gone; the keys stay here, and not with what writes.
            left[0].setFocus()

    def _name(self, button: QPushButton, words: str) -> None:
        button.setText(words.replace("&", "&&"))
        button.setAccessibleName(words)

    def _say_kind(self, role: str) -> None:
        self.said.setProperty("role", role)
        if (style := self.said.style()) is not None:
            style.polish(self.said)

    def _watch(self, run: CommitRun | None) -> None:
        self._run = run
        (self._timer.start if run is not None else self._timer.stop)()

    def _look(self) -> None:
        run = self._run
        if run is None:
            return
        known = run.progress is not None
        self.bar.setRange(0, STEPS if known or not theme().motion else 0)
        self.bar.setValue(round((run.progress or 0) * STEPS))
        parts = [] if run.counted is not None else ["Writing…"]
        if run.is_cancelled:
            parts = ["Stopping…"]
        if run.counted is not None:
            parts.append(f"{run.counted[0]:,} of {self._unit.counted(run.counted[1])}")
        if run.left is not None and not run.is_cancelled:
            parts.append(f"{told_seconds(max(1, round(run.left))).replace('.0', '')} left")
        self.said.setText(" · ".join(parts))

    # What is asked for

    def _save(self, _checked: bool = False) -> None:
        self.asked.emit(Commit())

    def _stop(self, _checked: bool = False) -> None:
        self.asked.emit("stop writing")
        self._look()

    def _again(self, _checked: bool = False) -> None:
        self.asked.emit("plan anew")

    def _remove(self, _checked: bool = False) -> None:
        self.asked.emit(TakeBack())

    def _show_files(self, _checked: bool = False) -> None:
        self.asked.emit(ShowFile(self._folder))


def _to_show(receipt: Receipt) -> str:
    """The single file that was written, else the folder."""
    written = [entry.target for entry in receipt.entries if entry.state == "written"]
    return written[0] if len(receipt) == 1 and written else receipt.folder


