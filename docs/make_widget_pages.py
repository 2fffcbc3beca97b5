"""Writes docs/widgets/ from the widgets themselves: `python docs/make_widget_pages.py`."""

from __future__ import annotations

import sys
import typing
from pathlib import Path
from typing import Any

from satsuma.catalog import discover
from satsuma.widget import ColumnChoice, setting_fields

FOLDER = Path(__file__).parent / "widgets"
PICTURES = Path(__file__).parent / "pictures"


def pages() -> dict[str, str]:
    """File name -> text, for every widget and the index."""
    classes = sorted(discover(entry_points=False).widgets.values(), key=_place)
    found = {f"{cls.spec.slug}.md": page(cls) for cls in classes}
    found["index.md"] = _index(classes)
    return found


def _place(cls: Any) -> tuple[str, str]:
    return cls.spec.category, cls.spec.title


def _index(classes: list[Any]) -> str:
    lines = ["# The widgets", ""]
    for cls in classes:
        spec = cls.spec
        lines.append(f"- [{spec.title}]({spec.slug}.md) ({spec.category}): "
                     f"{spec.doc.partition(chr(10))[0]}")
    return "\n".join(lines) + "\n"


def page(cls: Any) -> str:
    """The page of one widget: its help, its ports and its settings."""
    spec = cls.spec
    parts = [f"# {spec.title}", "", spec.doc, "", *_picture(spec)]
    parts += ["## What goes in and comes out", ""]
    parts += _ports(spec)
    parts += ["", "## Settings", "", "| setting | name in files | default | what it does |",
              "|---|---|---|---|"]
    hints = typing.get_type_hints(cls)
    parts += [_row(name, f, hints[name]) for name, f in setting_fields(cls).items()]
    for short, name in getattr(cls, "aliases", {}).items():
        parts += ["", f"On the command line, `{short}` stands for a single one of `{name}`."]
    return "\n".join(parts) + "\n"


def _picture(spec: Any) -> list[str]:
    """The widget's window, where there is a picture of it."""
    file = f"{spec.slug}-light.png"
    if not (PICTURES / file).exists():
        return []
    return [f"![The window of {spec.title}](../pictures/{file})", ""]


def _ports(spec: Any) -> list[str]:
    lines = []
    for name, port in spec.inputs.items():
        needed = "may stay empty" if not port.required else "needed"
        many = ", takes several links" if port.many else ""
        lines.append(f"- in: **{name}** ({port.type.__name__.lower()}, {needed}{many})")
    lines += [f"- out: **{n}** ({t.__name__.lower()})" for n, t in spec.outputs.items()]
    return lines


def _row(name: str, f: Any, hint: Any) -> str:
    data = f.metadata
    limits = ""
    if data.get("low") is not None or data.get("high") is not None:
        low, high = data.get("low"), data.get("high")
        limits = f" From {low}" if low is not None else ""
        limits += f" to {high}" if high is not None else ""
        limits = f"{limits}{' ' + data['unit'] if data.get('unit') else ''}."
    words = _words(data.get("choices"), hint)
    return f"| {data['label']} | `{name}` | {_shown(f.default)} | {data['help']}{limits}{words} |"


def _words(choices: Any, hint: Any) -> str:
    if isinstance(choices, ColumnChoice):
        return f" Empty: {choices.none.lower() or 'chosen by itself'}."
    if typing.get_origin(hint) is typing.Literal:
        return " One of: " + ", ".join(f"`{word}`" for word in typing.get_args(hint)) + "."
    return ""


def _shown(default: Any) -> str:
    if default is None or default in ((), "") or hasattr(default, "_asdict"):
        return "–"
    if isinstance(default, bool):
        return "yes" if default else "no"
    return f"`{default}`"


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
