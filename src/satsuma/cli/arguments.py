"""The arguments of all commands, as `--help` shows them, each with an example that works."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from satsuma.cli.usage import Parser
from satsuma.version import VERSION

_Commands = Any  # argparse has only a private name for it

_STATUS = "Exit status: 0 when all went well, 1 when something failed, 2 for wrong usage."


def parser() -> Parser:
    """The parser of the whole command line."""
    made = Parser(
        "satsuma", description="Explore picture collections with machine learning, "
        "on your own computer.\nWithout a command the window opens, with the workflows that are "
        "named.", allow_abbrev=False, usage="satsuma [FILE.ows ...] | COMMAND ...",
        formatter_class=argparse.RawDescriptionHelpFormatter, epilog=_examples(
            "satsuma workflows/animals.ows", "satsuma run workflows/animals.ows",
            "satsuma run --help") + f"\n\n{_STATUS}\n130 after Ctrl+C.")
    made.add_argument("--version", action="version", version=f"satsuma {VERSION}",
                      help="show the version and exit")
    commands = made.add_subparsers(dest="command", metavar="COMMAND", prog="satsuma",
                                   required=True)
    _add_window(commands)
    _add_run(commands)
    _add_check(commands)
    _add_export(commands)
    _add(commands, "widgets", "list the widgets with what goes in and comes out",
         "satsuma widgets")
    _add_networks(commands)
    _add_cache(commands)
    return made


def _add(commands: _Commands, name: str, told: str, *examples: str) -> Parser:
    """A command with its sentence and its examples."""
    made: Parser = commands.add_parser(
        name, help=told, description=f"{told[0].upper()}{told[1:]}.", allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter, epilog=_examples(*examples))
    return made


def _examples(*lines: str) -> str:
    return "\n  ".join(("examples:" if len(lines) > 1 else "example:", *lines))


def _add_window(commands: _Commands) -> None:
    window = _add(commands, "window", "open the window; the same as no command",
                  "satsuma window workflows/animals.ows")
    window.add_argument("files", type=Path, nargs="*", metavar="FILE.ows",
                        help="workflows to open, of Satsuma or of Orange, or saved reports")


def _add_run(commands: _Commands) -> None:
    run = _add(
        commands, "run", "run a workflow without a window",
        "satsuma run workflows/animals.ows",
        "satsuma run workflows/animals.ows --set hierarchical-clustering.top=5",
        "satsuma run workflows/animals.ows --save hierarchical-clustering.data=clusters.csv",
        "satsuma run workflows/animals.ows --picture hierarchical-clustering=tree.png\n\n"
        "A NODE is called as run prints it in parentheses: Image Embedding (image-embedding).\n"
        "Its settings and ports stand in docs/widgets, the ports also in: satsuma widgets\n\n"
        f"{_STATUS}")
    run.add_argument("file", type=Path, metavar="FILE.ows", help="the workflow")
    run.add_argument("--set", action="append", default=[], metavar="NODE.SETTING=VALUE",
                     help="change a setting for this run; may be given several times")
    run.add_argument("--save", action="append", default=[], metavar="NODE.PORT=FILE",
                     help="write what a node sends on to a .csv, .tsv, .tab, .xlsx, .npz or "
                     ".parquet file, replacing it; may be given several times")
    run.add_argument("--picture", action="append", default=[], metavar="NODE=FILE",
                     help="draw what a node shows into a .png, .svg or .pdf file, replacing it; "
                     "may be given several times")
    _add_committing(run)
    run.add_argument("--network-device", metavar="DEVICE",
                     help="where networks run: cpu, cuda, cuda:1 … or mps (chosen when not given)")
    run.add_argument("--quiet", action="store_true", help="print errors only")


def _add_committing(run: Parser) -> None:
    run.add_argument("--commit", action="append", default=[], metavar="NODE",
                     help="let a node such as Save Images write what it has planned; else nothing "
                     "is written. May be given several times")
    run.add_argument("--replace", action="append", default=[], metavar="FILE",
                     help="with --commit: a file that may be replaced, where the node asks; may "
                     "be given several times")


def _add_check(commands: _Commands) -> None:
    check = _add(commands, "check", "tell whether a workflow file is in order, and run nothing",
                 f"satsuma check workflows/animals.ows\n\n{_STATUS}")
    check.add_argument("file", type=Path, metavar="FILE.ows", help="the workflow")


def _add_export(commands: _Commands) -> None:
    export = _add(commands, "export",
                  "write a workflow as a Python script, or as a file that Orange opens",
                  "satsuma export workflows/animals.ows --python animals.py",
                  "satsuma export workflows/animals.ows --orange animals-orange.ows")
    export.add_argument("file", type=Path, metavar="FILE.ows", help="the workflow")
    kinds = export.add_mutually_exclusive_group(required=True)
    kinds.add_argument("--python", type=Path, metavar="SCRIPT.py", help="the script to write")
    kinds.add_argument("--orange", type=Path, metavar="OUT.ows",
                       help="the file to write for Orange; tells what has no place there")
    export.add_argument("--force", action="store_true", help="replace the file that is there")


def _add_networks(commands: _Commands) -> None:
    networks = _add(commands, "networks", "list networks, fetch or add their weights",
                    "satsuma networks", "satsuma networks fetch resnet50",
                    "satsuma networks add resnet50 ~/Downloads/resnet50-11ad3fa6.pth")
    actions = networks.add_subparsers(dest="action", metavar="ACTION")
    _add(actions, "list", "list the networks and whether their weights are here",
         "satsuma networks list --all").add_argument(
        "--all", action="store_true", help="also every other classifier of torchvision")
    _add(actions, "fetch", "download the official weights of a network",
         "satsuma networks fetch resnet50").add_argument(
        "name", metavar="NAME", help="the network, as “satsuma networks” lists it")
    _add(actions, "try-fast", "try out what fast precision brings on this computer",
         "satsuma networks try-fast")
    add = _add(actions, "add", "take the weights of a network from a file",
               "satsuma networks add resnet50 ~/Downloads/resnet50-11ad3fa6.pth")
    add.add_argument("name", metavar="NAME", help="the network, as “satsuma networks” lists it")
    add.add_argument("file", type=Path, metavar="FILE", help="the file with its weights")
    add.add_argument("--replace", action="store_true",
                     help="put them in the place of weights that are there already")


def _add_cache(commands: _Commands) -> None:
    cache = _add(commands, "cache", "show what is kept on disk, or empty it", "satsuma cache",
                 "satsuma cache empty vectors")
    actions = cache.add_subparsers(dest="action", metavar="ACTION")
    _add(actions, "show", "show what is kept, and how large it is", "satsuma cache show")
    empty = _add(actions, "empty", "delete what is kept; it can all be made again",
                 "satsuma cache empty", "satsuma cache empty vectors")
    empty.add_argument("kind", nargs="?", metavar="KIND",
                       help="only this kind: vectors, files, results, graphs, thumbnails or "
                       "networks")
