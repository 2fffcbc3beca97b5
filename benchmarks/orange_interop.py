"""Export for Orange, checked with the real Orange: every widget, link and setting, one by one.

    python -m benchmarks.orange_interop --orange /path/to/orange/bin/python

Exports the workflows that come with Satsuma and one for each pair of widgets and each value of each
of its settings, has Orange open them all, and compares what its live widgets have with what was
written. With `--docs` the table in docs/orange.md is written anew; with `--write FOLDER` the files
are kept.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

from satsuma.catalog import Catalog, discover
from satsuma.widget import setting_fields
from satsuma.widgets.data.merge_data import KeyPair
from satsuma.workflow.annotations import Arrow, TextNote
from satsuma.workflow.model import Link, Node, Workflow
from satsuma.workflow.orange.counterparts import Counterpart, all_pairs
from satsuma.workflow.orange.exporting import ForOrange, orange_text
from satsuma.workflow.ows import read_ows

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "orange.md"
BEGIN, END = "<!-- made by benchmarks/orange_interop.py -->\n", "<!-- until here -->\n"
LOOKS = ("zoom", "stretch", "opened", "folded", "order", "widths", "keep_names",
         "look")
"""Settings that only say how things look here."""


OTHERS = {("satsuma.merge_data", "keys"): (KeyPair("plant", "name"),),
          ("satsuma.file", "path"): "/home/ana/plants 1.csv",
          ("satsuma.save_data", "file"): "/plants.csv"}
"""Values that cannot be made up from the type."""


ADD_ONS = ("addons.ows",)
"""Workflows with widgets of add-ons that this Orange lacks; it drops them when it opens."""


@dataclass(frozen=True)
class Tried:
    """An exported workflow; for one with a changed setting: the pair, its name, and how it was."""

    name: str
    workflow: Workflow
    pair: Counterpart | None = None
    setting: str = ""


def main() -> int:
    """Export, let Orange open, compare, print; 1 when anything is not as it was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orange", type=Path, required=True, metavar="PYTHON")
    parser.add_argument("--docs", action="store_true")
    parser.add_argument("--write", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    catalog = discover(entry_points=False)
    tried = [*shipped(catalog), *generated(catalog)]
    made = [orange_text(one.workflow) for one in tried]
    with tempfile.TemporaryDirectory() as folder:
        opened = opened_there(made, options.orange, options.write or Path(folder))
    faults = [f"{one.name}: {fault}" for one, text, there in zip(tried, made, opened, strict=True)
              for fault in differences(text, there)]
    counts(made)
    rows = table(catalog, tried, made)
    print("\n".join(rows))
    print(*faults or ["Orange has everything as it was written."], sep="\n")
    if options.docs:
        write_table(rows)
    return 1 if faults else 0


# Workflows

def shipped(catalog: Catalog) -> Iterator[Tried]:
    files = [*(ROOT / "workflows").glob("*.ows"), *(ROOT / "tests/fixtures/orange").glob("*.ows")]
    for file in sorted(files):
        if file.name in ADD_ONS:
            continue
        yield Tried(file.name, read_ows(file, catalog).workflow)


def generated(catalog: Catalog) -> Iterator[Tried]:
    """Each pair by itself, once for each value of each setting; and one with everything linked."""
    pairs = [pair for pair in all_pairs() if pair.here in catalog.widgets]
    for pair in pairs:
        cls = catalog.widgets[pair.here]
        yield Tried(f"{pair.title}", alone(cls()), pair)
        for setting in setting_fields(cls):
            for value in values(cls, setting):
                widget = replace(cls(), **needed(cls, setting), **{setting: value})
                yield Tried(f"{pair.title}.{setting}={value!r}", alone(widget), pair, setting)
    yield Tried("all widgets", linked(catalog, pairs))


def alone(widget: Any) -> Workflow:
    note = TextNote((-20.5, 1.0, 200.0, 50.0), "a < b\n“note” & more", "text/markdown", "", 14)
    arrow = Arrow((0.0, 1.5), (2.0, 3.0), "#1F9CDF")
    return Workflow({"one": Node(widget, "Some “title” & <more>", (12.5, -7.0))}, (),
                    (note, arrow), "Title & <more>", "Two\nlines")


def needed(cls: Any, setting: str) -> dict[str, Any]:
    """The other setting without which one has no effect."""
    when = next(field for field in fields(cls) if field.name == setting).metadata.get("when")
    return {when[0]: when[1]} if when and not isinstance(when[1], tuple) else {}


def values(cls: Any, setting: str) -> Iterator[Any]:
    """Other values than the default: all words, both booleans, a number, a text."""
    if (cls.spec.id, setting) in OTHERS:
        yield OTHERS[cls.spec.id, setting]
        return
    default, kind = getattr(cls(), setting), get_type_hints(cls)[setting]
    options = get_args(kind)
    words = [one for one in options if isinstance(one, str)]
    if isinstance(default, bool):
        yield not default
    elif words:
        yield from (word for word in words if word != default)
    elif isinstance(default, int | float):
        yield type(default)(min(default + 2, 90))
    elif isinstance(default, tuple) and str in options:
        yield ("some name",)
    elif isinstance(default, str) or str in options:
        yield "some name"


def linked(catalog: Catalog, pairs: list[Counterpart]) -> Workflow:
    """All pairs in a row, every output linked to the next input that takes it."""
    nodes = {f"n{i}": Node(catalog.widgets[pair.here](), pair.title, (150.0 * i, 0.0))
             for i, pair in enumerate(pairs)}
    workflow = Workflow(nodes)
    wanted = [Link(source, output, target, port)
              for source, one in nodes.items() for output in one.widget.spec.outputs
              for target, other in nodes.items() if source < target
              for port in other.widget.spec.inputs]
    return workflow.with_fitting_links(wanted)[0]


# Orange

def opened_there(made: list[ForOrange], python: Path, folder: Path) -> list[dict[str, Any]]:
    """What Orange makes of the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{i:03}.ows" for i in range(len(made))]
    for file, one in zip(files, made, strict=True):
        file.write_text(one.text, encoding="utf-8")
    # With an environment of its own, or our packages would be in its way; and with a home of its
    # own, so that no settings of a person's Orange are in the way or are changed.
    environment = {"PATH": os.defpath, "HOME": str(folder), "QT_QPA_PLATFORM": "offscreen",
                   "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": str(folder)}
    child = subprocess.run([str(python), str(Path(__file__).with_name("orange_opened.py")),
                            *map(str, files)], capture_output=True, text=True, env=environment,
                           timeout=1200, check=False)
    lines = [json.loads(line.removeprefix("OPENED ")) for line in child.stdout.splitlines()
             if line.startswith("OPENED ")]
    if len(lines) != len(files):
        sys.exit(f"Orange opened {len(lines)} of {len(files)} files.\n{child.stderr[-3000:]}")
    return lines


def differences(made: ForOrange, there: dict[str, Any]) -> Iterator[str]:
    """What Orange has otherwise than it was written."""
    root = ET.fromstring(made.text)
    yield from (f"Orange complains: {one}" for one in there["complaints"])
    for name in ("title", "description"):
        if root.get(name) != there[name]:
            yield f"{name} is {there[name]!r}"
    yield from node_differences(root, there["nodes"])
    links = [[int(x.get("source_node_id", "")), x.get("source_channel_id"),
              int(x.get("sink_node_id", "")), x.get("sink_channel_id"), x.get("enabled") == "true"]
             for x in root.iter("link")]
    if links != there["links"]:
        yield f"links {links} are {there['links']}"
    notes = [annotation(one) for one in root.find("annotations") or ()]
    if notes != there["annotations"]:
        yield f"notes {notes} are {there['annotations']}"


def annotation(element: ET.Element) -> list[Any]:
    read = {name: list(ast.literal_eval(value)) for name, value in element.attrib.items()
            if name in ("rect", "start", "end")}
    if element.tag == "arrow":
        return ["arrow", read["start"], read["end"], element.get("fill")]
    return ["text", element.get("type"), read["rect"], element.text or "",
            int(element.get("font-size", "0"))]


def node_differences(root: ET.Element, there: list[dict[str, Any]]) -> Iterator[str]:
    nodes = root.findall("nodes/node")
    if len(nodes) != len(there):
        yield f"{len(nodes)} nodes are {len(there)}"
        return
    texts = {one.get("node_id"): one for one in root.iter("properties")}
    for node, live in zip(nodes, there, strict=True):
        if [node.get("qualified_name"), node.get("title")] != [live["name"], live["title"]]:
            yield f"{node.get('title')} is {live['name']} “{live['title']}”"
        if list(ast.literal_eval(node.get("position", "()"))) != live["position"]:
            yield f"{node.get('title')} is at {live['position']}"
        saved = texts.get(node.get("id"))
        if saved is not None and saved.get("format") == "literal":
            read = {name: value for name, value in ast.literal_eval(saved.text or "{}").items()
                    if not isinstance(value, bytes)}  # those are not told of live widgets
            wanted = json.loads(json.dumps(read))
            yield from (f"{node.get('title')}.{name} is {live['settings'].get(name)!r}, not "
                        f"{value!r}" for name, value in wanted.items()
                        if live["settings"].get(name) != value
                        and not moved(name, wanted, live["settings"]))


def moved(name: str, written: dict[str, Any], live: dict[str, Any]) -> bool:
    """Settings of an early version, which Orange brings up to date, and folders it does not find.
    """
    if name == "stored_path":
        return not Path(written[name]).is_dir()
    return name in ("attr_pairs", "__version__") and written["__version__"] < live["__version__"]


# The table

def counts(made: list[ForOrange]) -> None:
    roots = [ET.fromstring(one.text) for one in made]
    number = {tag: sum(len(list(root.iter(tag))) for root in roots)
              for tag in ("node", "link", "text", "arrow", "properties")}
    print(f"{len(made)} workflows: " + ", ".join(f"{n:,} {tag}" for tag, n in number.items()))


def table(catalog: Catalog, tried: list[Tried], made: list[ForOrange]) -> list[str]:
    """A row for each pair: which settings go along, and which are told and left."""
    rows = ["| widget | its widget in Orange | settings that go along | settings that do not |",
            "|---|---|---|---|"]
    plain = {one.pair: text for one, text in zip(tried, made, strict=True)
             if one.pair and not one.setting}
    for pair, before in plain.items():
        ways = {one.setting: differs(pair, before, text)
                for one, text in zip(tried, made, strict=True)
                if one.pair is pair and one.setting and one.setting not in LOOKS}
        labels = {name: field.metadata["label"]
                  for name, field in setting_fields(catalog.widgets[pair.here]).items()}
        along = [labels[name] for name, goes in ways.items() if goes]
        lost = [labels[name] for name in labels if name not in LOOKS and not ways.get(name)]
        slug = catalog.widgets[pair.here].spec.slug
        rows.append(f"| [{pair.title}](widgets/{slug}.md) | {pair.there.rpartition('.')[2]} | "
                    f"{', '.join(along) or '–'} | {', '.join(lost) or '–'} |")
    return rows


def differs(pair: Counterpart, before: ForOrange, after: ForOrange) -> bool:
    texts = [ET.fromstring(one.text).findtext("node_properties/properties")
             for one in (before, after)]
    return texts[0] != texts[1]


def write_table(rows: list[str]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    PAGE.write_text(head + BEGIN + "\n".join(rows) + "\n" + END + tail, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
