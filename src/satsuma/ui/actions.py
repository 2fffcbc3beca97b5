"""Actions: everything the program can be told to do, once.

The menus, the shortcuts, the command palette and the page of shortcuts in the docs are made from
this list. What an action does stands in `handlers/`, under the same id.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

MENUS = ("File", "Edit", "View", "Widget", "Window", "Help")


@dataclass(frozen=True)
class Action:
    """`menu` may name a menu in a menu, as in "Edit/Align". `help` is a sentence.

    `checks` says that it is on or off. `apart` draws a line above it in its menu. Keys of which
    the canvas must have the focus are marked `on_canvas`: elsewhere they mean something else.
    """

    id: str
    title: str
    menu: str
    shortcuts: tuple[str, ...]
    help: str
    keywords: tuple[str, ...] = ()
    checks: bool = False
    apart: bool = False
    on_canvas: bool = False


def _file() -> tuple[Action, ...]:
    menu = "File"
    return (
        Action("new", "New", menu, ("Ctrl+N",), "Begin an empty workflow in a window of its own."),
        Action("open", "Open…", menu, ("Ctrl+O",), "Open a workflow from a file."),
        Action("open-paused", "Open and pause…", menu, ("Ctrl+Alt+O",),
               "Open a workflow without running it.", ("freeze",)),
        Action("recent", "Recent and examples…", menu, ("Ctrl+Shift+R",),
               "Show the start page with recent workflows and examples.",
               ("start page", "welcome")),
        Action("revert", "Reload from file", menu, ("Ctrl+R",),
               "Go back to the workflow as it was saved last. Can be undone.", ("revert",)),
        Action("save", "Save", menu, ("Ctrl+S",), "Save the workflow.", apart=True),
        Action("save-as", "Save as…", menu, ("Ctrl+Shift+S",), "Save the workflow to a new file."),
        Action("import", "Import pictures…", menu, ("Ctrl+Shift+O",),
               "Choose a folder of pictures and put it on the canvas.", ("folder", "images"),
               apart=True),
        Action("repair", "Repair paths…", menu, (),
               "Find folders and files of this workflow that were moved.", ("missing",)),
        Action("save-svg", "Save picture as SVG…", menu, (),
               "Save a drawing of the workflow that stays sharp at any size.", ("image", "export"),
               apart=True),
        Action("save-png", "Save picture as PNG…", menu, (), "Save a picture of the workflow.",
               ("image", "export")),
        Action("copy-picture", "Copy picture", menu, ("Ctrl+Shift+C",),
               "Put a picture of the workflow on the clipboard.", ("image", "screenshot")),
        Action("save-python", "Save as Python script…", menu, (),
               "Save the workflow as a short script that computes the same.", ("export", "code")),
        Action("export-orange", "Export for Orange…", menu, (),
               "Save a file that Orange opens, and tell what has no place there.",
               ("export", "ows")),
        Action("about-workflow", "Workflow info…", menu, ("Ctrl+I",),
               "Give the workflow a title and a description.", ("title",), apart=True),
        Action("close", "Close window", menu, ("Ctrl+W", "Ctrl+F4"), "Close this window."),
        Action("quit", "Quit", menu, ("Ctrl+Q",), "Close all windows."),
    )


def _edit() -> tuple[Action, ...]:
    menu, align = "Edit", "Edit/Align"
    return (
        Action("undo", "Undo", menu, ("Ctrl+Z",),
               "Take the last step back: also settings and selections."),
        Action("redo", "Redo", menu, ("Ctrl+Y", "Ctrl+Shift+Z"), "Do again what was undone."),
        Action("cut", "Cut", menu, ("Ctrl+X",), "Put the selected parts on the clipboard and "
               "remove them.", apart=True, on_canvas=True),
        Action("copy", "Copy", menu, ("Ctrl+C",), "Copy the selected parts, also as text.",
               on_canvas=True),
        Action("paste", "Paste", menu, ("Ctrl+V",), "Put in what is on the clipboard: parts of a "
               "workflow, folders or pictures.", on_canvas=True),
        Action("duplicate", "Duplicate", menu, ("Ctrl+D",),
               "Make a second one of the selected parts.", on_canvas=True),
        Action("remove", "Remove", menu, ("Del", "Backspace", "Ctrl+Backspace"),
               "Remove what is selected. What stood before and after it is linked where it fits.",
               ("delete",), on_canvas=True),
        Action("select-all", "Select all", menu, ("Ctrl+A",), "Select everything on the canvas.",
               on_canvas=True),
        Action("note", "Add text note", menu, ("Ctrl+Shift+T",), "Write a note on the canvas.",
               ("comment", "annotation"), apart=True),
        Action("arrow", "Add arrow", menu, ("Ctrl+Shift+A",), "Draw an arrow on the canvas.",
               ("annotation",)),
        Action("frame", "Frame selection", menu, ("Ctrl+G",),
               "Draw a frame around the selected widgets.", ("group", "box")),
        Action("collapse", "Collapse or open frame", menu, ("Ctrl+Shift+G",),
               "Draw the selected frame, or that of the selected widget, as one tile, or open it "
               "again.", ("group", "fold")),
        Action("tidy", "Tidy up", menu, ("Shift+A",),
               "Set out the widgets in columns along the links: the selected ones, or all.",
               ("clean up", "layout", "arrange"), apart=True, on_canvas=True),
        Action("align-left", "Left", align, (), "Put the selected widgets below each other."),
        Action("align-center", "Center", align, (), "Put the selected widgets on one vertical "
               "line."),
        Action("align-right", "Right", align, (), "Put the selected widgets on one vertical line "
               "at the right."),
        Action("align-top", "Top", align, (), "Put the selected widgets on one line at the top.",
               apart=True),
        Action("align-middle", "Middle", align, (), "Put the selected widgets on one line."),
        Action("align-bottom", "Bottom", align, (), "Put the selected widgets on one line at the "
               "bottom."),
        Action("distribute-horizontal", "Space evenly across", align, (),
               "Make the gaps between the selected widgets equal.", apart=True),
        Action("distribute-vertical", "Space evenly down", align, (),
               "Make the gaps between the selected widgets equal."),
        Action("find", "Find…", menu, ("Ctrl+F",),
               "Find widgets by title, setting or message.", ("search",), apart=True),
        Action("preferences", "Preferences…", menu, ("Ctrl+,",),
               "Theme, size, folders, storage.", ("settings", "options"), apart=True),
    )


def _view() -> tuple[Action, ...]:
    menu = "View"
    return (
        Action("palette", "Command palette…", menu, ("Ctrl+Shift+P",),
               "Find any command by a few letters.", ("commands",)),
        Action("toolbox", "Toolbox", menu, ("Ctrl+Shift+D",), "Show or hide the toolbox.",
               checks=True, apart=True),
        Action("find-widget", "Find a widget", menu, ("Ctrl+Alt+F",),
               "Go to the search field of the toolbox."),
        Action("problems", "Problems", menu, ("Ctrl+Shift+M",),
               "Show or hide the list of errors, warnings and notes.", checks=True),
        Action("report", "Report", menu, ("Shift+R",),
               "Show the report: pictures, tables and notes that you collect from widgets.",
               ("collect", "print", "pdf"), on_canvas=True),
        Action("zoom-in", "Zoom in", menu, ("Ctrl++", "Ctrl+="), "Show everything larger.",
               apart=True),
        Action("zoom-out", "Zoom out", menu, ("Ctrl+-",), "Show everything smaller."),
        Action("zoom-reset", "Actual size", menu, ("Ctrl+0",), "Show everything at 100 %."),
        Action("fit", "Show all", menu, ("Ctrl+9",), "Make the whole workflow fit the window.",
               ("zoom to fit",)),
        Action("port-names", "Names on links", menu, (),
               "Show what flows along each link by name.", checks=True, apart=True),
        Action("grid", "Dots on the canvas", menu, (), "Show or hide the dots.", checks=True),
        Action("snap", "Snap into line", menu, (),
               "Draw a widget that is moved into line with the others. Alt turns it off meanwhile.",
               checks=True),
        Action("minimap", "Minimap", menu, (), "Show a small map of the whole workflow.",
               checks=True),
    )


def _widget() -> tuple[Action, ...]:
    menu = "Widget"
    return (
        Action("add", "Add widget…", menu, ("Ctrl+Space",),
               "Open the quick menu: type a few letters, Enter adds.", ("quick menu", "insert")),
        Action("add-after", "Add and link…", menu, ("Shift+Space",),
               "Choose what comes after the selected widget; it is linked at once.",
               on_canvas=True),
        Action("link", "Link…", menu, ("Ctrl+L",),
               "Link the selected widget to another one; two selected ones to each other.",
               ("connect", "wire")),
        Action("open-widget", "Open", menu, ("Ctrl+Return",), "Open the widget's window.",
               apart=True),
        Action("rename", "Rename", menu, ("F2",), "Give the widget another title."),
        Action("retry", "Run again", menu, ("Ctrl+Shift+Return",),
               "Try a widget again that failed or was stopped."),
        Action("stop", "Stop", menu, ("Ctrl+.",), "Stop what the selected widget computes; what is "
               "done is kept.", ("cancel",)),
        Action("pause", "Pause or resume", menu, ("Ctrl+P",),
               "Keep the result as it is until the widget is resumed.", ("freeze",)),
        Action("pause-all", "Pause the workflow", menu, ("Shift+F",),
               "Pause all widgets, or resume them.", ("freeze",), checks=True,
               on_canvas=True),
        Action("reload", "Look at the files again", menu, ("F5",),
               "Look whether folders, pictures or weights have changed.", ("refresh", "reload")),
        Action("edit-links", "Edit links…", menu, (),
               "Choose the ports of the selected link.", apart=True),
        Action("insert", "Insert widget…", menu, (), "Put a widget in the middle of the selected "
               "link."),
        Action("enable-link", "Enable or disable link", menu, ("Ctrl+E",),
               "A disabled link carries nothing."),
    )


def _window() -> tuple[Action, ...]:
    menu = "Window"
    return (
        Action("raise-widgets", "Bring widget windows to front", menu, ("Ctrl+Down",),
               "Show all open windows of widgets before the others."),
        Action("close-widgets", "Close widget windows", menu, ("Ctrl+Shift+W",),
               "Close all windows of widgets."),
        Action("raise-canvas", "Bring canvas to front", menu, ("Ctrl+Up",),
               "Show the canvas before the windows of widgets."),
        Action("minimize", "Minimize", menu, ("Ctrl+M",), "Make the window small.", apart=True),
    )


def _help() -> tuple[Action, ...]:
    menu = "Help"
    return (
        Action("help", "Help on the widget", menu, ("F1",),
               "Open the page on the selected widget."),
        Action("first-steps", "First steps", menu, (), "How to begin.", ("tutorial",)),
        Action("shortcuts", "Shortcuts", menu, (), "All keys and what they do.",
               ("keyboard",)),
        Action("documentation", "Documentation", menu, (), "All pages, on this computer.",
               ("manual",)),
        Action("log", "Log", menu, (), "What the program noted.", apart=True),
        Action("copy-report", "Copy fault report", menu, (),
               "Put versions and the last fault on the clipboard. Nothing is sent.", ("bug",)),
        Action("about", "About Satsuma", menu, (), "Version, libraries, networks, licenses."),
    )


ACTIONS: tuple[Action, ...] = (*_file(), *_edit(), *_view(), *_widget(), *_window(), *_help())


def by_menu() -> dict[str, list[Action]]:
    """The actions of each menu, in their order; menus in menus under their whole name."""
    places = {menu: place for place, menu in enumerate(dict.fromkeys(a.menu for a in ACTIONS))}
    order = sorted(ACTIONS, key=lambda action: places[action.menu])
    return {menu: list(group) for menu, group in groupby(order, key=lambda action: action.menu)}
