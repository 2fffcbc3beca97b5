"""Writes docs/shortcuts.md from the list of actions: `python docs/make_shortcuts_page.py`.

What is no action, such as the mouse on the canvas, stands here.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from satsuma.ui.actions import Action, by_menu

FILE = Path(__file__).parent / "shortcuts.md"

BEGINNING = """\
# Keys and mouse

Everything that the program can do stands in its menus, and nearly all of it has a key. You need not
learn them: **Ctrl+Shift+P** finds any command by a few letters of its name and shows its key.

While you write in a field, letters and the keys of the clipboard belong to the field. Click the
canvas, or press Esc, and they mean what stands here.

On a Mac, press ⌘ where this page says Ctrl.
"""

CANVAS = (
    ("Tab, Shift+Tab", "Go to the next widget along the links, or back to the one before. After "
                       "the last one, Tab leaves the canvas"),
    ("Arrow keys", "Go to the nearest widget in that direction"),
    ("Shift+arrow", "Move what is selected, by 32 pixels"),
    ("Ctrl+Shift+arrow", "Move what is selected, by 8 pixels"),
    ("Enter, Ctrl+Enter", "Open what is selected: the window of a widget, or the ports of a link"),
    ("Space", "Open the quick menu at the pointer"),
    ("Any letter", "Open the quick menu with this letter in it, if the "
                   "[preferences](preferences.md) say so"),
    ("Menu key, Shift+F10", "Open the menu for what is selected"),
    ("Esc", "Give up what you are dragging; else select nothing"),
    ("Enter, F2", "On a note: write. On a frame: rename"),
    ("Alt+arrow", "On a note or a frame: its size. On an arrow: move its tip"),
    ("− and +", "On a frame: collapse and open"),
)

MOUSE = (
    ("Click", "Select"),
    ("Ctrl+click", "Select as well, or no longer"),
    ("Drag over the empty ground", "Select everything in the box; with Ctrl, as well"),
    ("Drag a widget", "Move what is selected. **Alt**: without coming into line by itself. "
                      "**Shift**: only sideways, or only up and down"),
    ("Drag from the arc beside a widget", "Draw a link. **Shift**: from the very port under the "
                                          "pointer"),
    ("Double-click a widget", "Open its window"),
    ("Double-click a link", "Choose its ports"),
    ("Double-click the empty ground", "Open the quick menu"),
    ("Right click on something", "Open the menu for it"),
    ("Right click on the empty ground", "Open the quick menu"),
    ("Rest on a link", "See what flows through it"),
    ("Wheel", "Pan up and down; with **Shift**, sideways"),
    ("Ctrl+wheel, pinch", "Zoom, around the pointer"),
    ("Drag with the middle button", "Pan"),
    ("Click a link with the middle button", "Remove it"),
)

QUICK_MENU = (
    ("Letters", "Show only what fits them"),
    ("↑ ↓, Tab, Shift+Tab", "Go through the list"),
    ("Page up, page down", "Go through it faster"),
    ("Enter, click", "Take"),
    ("Esc", "Close"),
)

WINDOW = (
    ("Ctrl+Z", "Undo"),
    ("Ctrl+Shift+Z, Ctrl+Y", "Redo"),
    ("Ctrl+Shift+D", "Show or hide the settings"),
    ("Alt+S", "Save the picture of the view"),
    ("Ctrl+Shift+C", "Copy the picture of the view"),
    ("Alt+R", "Put the picture of the view into the report"),
    ("F1", "The page on this widget"),
    ("Ctrl+W", "Close the window"),
)

TREE = (
    ("Click", "Pick a branch, and nothing else"),
    ("Ctrl+click", "Pick it as well, or no longer"), ("Shift+click", "Pick it as well"),
    ("Alt+click", "Pick it no longer"), ("Click beside the tree, Esc", "Pick nothing"),
    ("Right click, menu key", "Open the menu of a branch: everything that can be done to it"),
    ("Drag the cut line or the scale above the tree", "Cut the tree at this height"),
    ("Double-click", "Fold a branch, or open it"),
    ("Wheel, Shift+wheel, drag with the middle button", "Move the tree"),
    ("Ctrl+wheel", "Zoom, around the pointer"),
    ("Ctrl+Shift+wheel", "Stretch the distances, around the pointer"),
    ("← →", "Go to the larger branch, or into the smaller one"),
    ("↑ ↓", "Go to the branch above or below"),
    ("Enter, Space", "Pick the branch; Ctrl, Shift and Alt as with the mouse"),
    ("+ −", "Open the branch, or fold it"),
    ("Z, Ctrl+9, Ctrl+0", "Zoom to the branch, to the whole tree, to the usual size"),
    ("Ctrl++, Ctrl+−", "Zoom"), ("Alt++, Alt+−", "Stretch the distances"),
    ("C", "Cut the tree so that the branch is a cluster"),
    ("Ctrl+←, Ctrl+→", "Move the cut line"),
    ("L", "Show the pictures of the branch large"),
    ("Ctrl+C", "Copy the names of the branch, or of what is picked"),
    ("Ctrl+F", "Find a leaf and see its way to the top"),
)

ROWS = (
    ("Click, Ctrl+click, Shift+click", "Pick one, one more, all up to here"),
    ("Drag from beside a picture", "Pick those in the box; with Ctrl or Shift, as well. "
                                   "**Esc** gives it up"),
    ("Drag a picture", "Give it, or all that are picked, to another program"),
    ("Arrow keys, Shift+arrow", "Go about, or pick on the way"),
    ("Ctrl+A, Esc", "Pick all, or none"),
    ("Letters", "Go to the picture whose name begins so"),
    ("Space, Enter, double-click", "Show a picture large, and back"),
    ("N, Alt+N", "Show what the network saw of a picture; N where it is large"),
    ("Click a heading", "Close the group, or open it; with Ctrl, pick all of it"),
    ("↑ ↓ to a heading, Enter, Ctrl+Space", "Close or open the group, or pick all of it"),
    ("Ctrl+wheel, Ctrl++, Ctrl+−", "Show the pictures larger or smaller"),
    ("+ − 0 1, wheel", "On a large picture: zoom, show all of it, show its own pixels"),
    ("Ctrl+C, Ctrl+Alt+C", "Copy the pictures, or their paths"),
    ("Ctrl+Enter, Ctrl+Shift+Enter", "Open the picture with the system’s viewer, or its folder"),
)

TOOLBOX = (
    ("Letters", "Search"),
    ("Arrow keys, Home, End", "Go from widget to widget"),
    ("← →", "On a heading: close and open it"),
    ("Enter, click", "Put the widget on the canvas; beside the selected one it is linked"),
    ("Esc", "Clear the search"),
)

FIND = (
    ("Enter, Shift+Enter", "Go to the next place, or the one before"),
    ("Esc", "Close"),
)

OTHERS = (
    ("On the canvas", "Keys", CANVAS), ("With the mouse on the canvas", "Mouse", MOUSE),
    ("In the quick menu", "Keys", QUICK_MENU), ("In the toolbox", "Keys", TOOLBOX),
    ("In the find bar", "Keys", FIND), ("In the window of a widget", "Keys", WINDOW),
    ("In a tree", "Keys and mouse", TREE), ("Among pictures and rows", "Keys and mouse", ROWS),
)


def page() -> str:
    """The whole page."""
    parts = [BEGINNING]
    for menu, actions in by_menu().items():
        parts += [f"## {menu.replace('/', ' > ')}\n", _menu(actions)]
    for title, left, rows in OTHERS:
        parts += [f"## {title}\n", _table((left, "What they do"), rows)]
    return "\n".join(parts)


def _menu(actions: Iterable[Action]) -> str:
    return _table(("What", "Keys", "What it does"),
                  ((f"**{a.title}**", _keys(a), a.help) for a in actions))


def _keys(action: Action) -> str:
    return ", ".join(key.replace("Return", "Enter") for key in action.shortcuts)


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
