"""Combo: a list that opens, in a form. What opens is made when it does: most never do."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtWidgets import QComboBox

from satsuma.ui.editors.editor import guard_wheel
from satsuma.ui.theme import px


class Combo(QComboBox):
    """As wide as the form is, however long its words are."""

    def __init__(self) -> None:
        super().__init__()
        self._opened = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        guard_wheel(self)

    @property
    def is_open(self) -> bool:
        """Whether a person is choosing."""
        view = self.view() if self._opened else None
        return view is not None and view.isVisible()

    def showPopup(self) -> None:  # noqa: N802
        self._opened = True
        super().showPopup()

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(96), super().minimumSizeHint().height())
