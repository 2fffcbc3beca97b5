"""A page of the preferences: groups below each other, in a pane that scrolls."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from satsuma.ui.preference_rows import Choice, Flag, Group, Scale, label
from satsuma.ui.preference_store import PreferenceStore
from satsuma.ui.theme import px, theme


class Page(QScrollArea):
    """Groups under a title. `icon` is shown beside the title in the list of pages."""

    def __init__(self, title: str, icon: str, *groups: Group) -> None:
        super().__init__()
        self.title, self.icon, self.groups = title, icon, groups
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._lines = QVBoxLayout(inside)
        self._lines.addWidget(label(title, "title"))
        for group in groups:
            self._lines.addWidget(group)
        self._lines.addStretch(1)
        self.setWidget(inside)
        theme().changed.connect(self._fit)
        self._fit()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that can be set on this page."""
        return tuple(field for group in self.groups for field in group.fields)

    def _fit(self) -> None:
        self._lines.setContentsMargins(px(24), px(20), px(24), px(24))
        self._lines.setSpacing(px(20))
        for group in self.groups:
            group.fit()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        moved = super().focusNextPrevChild(forward)
        window = self.window()
        focused = window.focusWidget() if moved and window is not None else None
        if focused is not None and self.isAncestorOf(focused):
            self.ensureWidgetVisible(focused)
        return moved


def appearance(store: PreferenceStore) -> Page:
    """What everything looks like."""
    return Page(
        "Appearance", "eye",
        Group("Colors", Choice(store, "theme", "Colors", ("system", "As the system"),
                               ("light", "Light"), ("dark", "Dark")), fields=("theme",)),
        Group("Size", Scale(store), fields=("scale",),
              hint="Text, icons and distances. On the canvas you can also zoom."),
        Group("Motion", Choice(store, "motion", "Motion", ("system", "As the system"),
                               ("on", "On"), ("off", "Off")), fields=("motion",),
              hint="Off: nothing slides or fades; things are simply where they belong."))


_QUICK_MENU = (
    ("quick_menu_double_click", "A double click"),
    ("quick_menu_right_click", "A right click"),
    ("quick_menu_space", "The space bar"),
    ("quick_menu_any_key", "Typing any letter"),
)


def canvas(store: PreferenceStore) -> Page:
    """How one works on the canvas."""
    quick = [Flag(store, field, words, f"Quick menu: {words}") for field, words in _QUICK_MENU]
    return Page(
        "Canvas", "map",
        Group("Open the quick menu with", *quick, fields=tuple(name for name, _ in _QUICK_MENU),
              hint="On an empty spot of the canvas. The quick menu finds a widget by its name."),
        Group("Show", Flag(store, "grid", "Dots on the canvas"),
              Flag(store, "port_names", "Names on links"), fields=("grid", "port_names")),
        Group("Minimap", _minimap(store), fields=("minimap",)),
        Group("Move", Flag(store, "snap", "Snap into line with other widgets"),
              fields=("snap",), hint="Hold Alt while you drag to place one freely."),
        Group("At the start", Flag(store, "start_page", "Show the start page"),
              fields=("start_page",), hint="Recent files and examples. Without it, an empty "
                                           "workflow is opened."))


def _minimap(store: PreferenceStore) -> Choice:
    return Choice(store, "minimap", "Minimap",
                  ("auto", "When the workflow is larger than the window"), ("on", "Always"),
                  ("off", "Never"), stacked=True)
