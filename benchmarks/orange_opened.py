"""What Orange makes of workflow files: run by `benchmarks.orange_interop`.

    QT_QPA_PLATFORM=offscreen python benchmarks/orange_opened.py FILE.ows …

(with the Python that has Orange). Opens each file as Orange does, makes all its widgets, and prints
a line of JSON for each: the nodes with the settings of their live widgets, links, notes, and what
Orange complained of.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from AnyQt.QtWidgets import QApplication
from Orange.canvas.config import Config
from orangecanvas import config
from orangecanvas.registry import WidgetRegistry
from orangecanvas.scheme import SchemeTextAnnotation


def discovered() -> WidgetRegistry:
    """All widgets of the installed Orange."""
    chosen = Config()
    config.set_default(chosen)
    config.init()
    registry = WidgetRegistry()
    chosen.widget_discovery(registry).run(chosen.widgets_entry_points())
    return registry


def opened(file: Path, registry: WidgetRegistry) -> dict[str, Any]:
    """The workflow of a file as plain values."""
    scheme = config.default.workflow_constructor()
    scheme.set_runtime_env("basedir", str(file.parent))
    complaints: list[str] = []
    with file.open("rb") as stream:
        scheme.load_from(stream, registry=registry,
                         error_handler=lambda error: complaints.append(str(error)))
    nodes = list(scheme.nodes)
    ids = {node: place for place, node in enumerate(nodes)}
    return {
        "title": scheme.title, "description": scheme.description, "complaints": complaints,
        "nodes": [{"name": node.description.qualified_name, "title": node.title,
                   "position": list(node.position),
                   "settings": settings_of(scheme.widget_for_node(node))} for node in nodes],
        "links": [[ids[link.source_node], link.source_channel.id, ids[link.sink_node],
                   link.sink_channel.id, link.enabled] for link in scheme.links],
        "annotations": [annotation(one) for one in scheme.annotations],
        "groups": [[group.name, group.default, [ids[node] for node, _ in group.state]]
                   for group in scheme.window_group_presets()],
    }


def settings_of(widget: Any) -> dict[str, Any]:
    """The settings of a live widget, those that are plain values."""
    QApplication.processEvents()
    packed = widget.settingsHandler.pack_data(widget)
    return {name: value for name, value in packed.items() if is_plain(value)}


def is_plain(value: Any) -> bool:
    match value:
        case dict():
            return all(isinstance(key, str) for key in value) and all(map(is_plain, value.values()))
        case list() | tuple():
            return all(map(is_plain, value))
    return value is None or type(value) in (bool, int, float, str)


def annotation(one: Any) -> list[Any]:
    if isinstance(one, SchemeTextAnnotation):
        return ["text", one.content_type, list(one.rect), one.content, one.font.get("size")]
    return ["arrow", list(one.start_pos), list(one.end_pos), one.color]


def main() -> None:
    """Open what is named."""
    _app = QApplication([])
    registry = discovered()
    for name in sys.argv[1:]:
        print("OPENED " + json.dumps(opened(Path(name), registry)), flush=True)
    sys.stdout.flush()
    os._exit(0)  # Orange's widgets do not all end well without their window


if __name__ == "__main__":
    main()
