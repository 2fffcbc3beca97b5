"""What the actions of the Window menu do, and those that show or hide a part of the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from satsuma.ui.handlers.handler import Handler, Handlers
from satsuma.ui.report.desk import show_report

if TYPE_CHECKING:
    from satsuma.ui.main_window import MainWindow


class WindowHandlers:
    """On a window and on those of its widgets."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def table(self) -> Handlers:
        window = self._window
        widgets = window.widget_windows
        return {
            "minimize": Handler(window.showMinimized),
            "raise-widgets": Handler(widgets.raise_all, self._has_windows),
            "close-widgets": Handler(widgets.close_all, self._has_windows),
            "raise-canvas": Handler(window.come_to_front),
            "palette": Handler(window.open_palette),
            "find": Handler(self.find),
            "toolbox": Handler(self.toggle_toolbox, checked=self._shows_toolbox),
            "find-widget": Handler(self.find_widget),
            "report": Handler(partial(show_report, window.app)),
            "problems": Handler(self.toggle_problems, checked=self._shows_problems),
        }

    def _has_windows(self) -> bool:
        return bool(self._window.widget_windows.open_ids)

    def find(self) -> None:
        self._window.start.dismiss()
        self._window.find_bar.open()

    def _shows_toolbox(self) -> bool:
        return not self._window.side.isHidden()

    def toggle_toolbox(self) -> None:
        self._window.side.setVisible(self._window.side.isHidden())

    def find_widget(self) -> None:
        self._window.side.show()
        self._window.toolbox.focus_search()

    def _shows_problems(self) -> bool:
        return not self._window.problems.isHidden()

    def toggle_problems(self) -> None:
        """Shown, it has the focus; hidden, the canvas has it again."""
        problems = self._window.problems
        problems.setVisible(problems.isHidden())
        if problems.isHidden():
            self._window.canvas.view.setFocus()
        else:
            problems.list.setFocus()
