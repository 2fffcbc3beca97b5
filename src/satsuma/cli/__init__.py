"""The command line: `satsuma run FILE.ows` and its sisters.

Each command is a file of its own in this folder, imported when it is called, so that `--help`
answers at once. Exit status: 0 when all went well, 1 when something failed, 2 for wrong usage.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from satsuma.data.choices import complaint
from satsuma.problem import Problem
from satsuma.version import VERSION

COMMANDS = ("window", "run", "check", "export", "widgets", "networks", "cache")


class WrongUsage(Problem):
    """The command was not called as it can be; the exit status is 2."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    given = sys.argv[1:] if argv is None else list(argv)
    parser = _parser()
    if _is_mistyped(given):
        return _complain(f"There is no command and no file “{given[0]}”. Commands: "
                         f"{', '.join(COMMANDS)}.", 2)
    if _names_no_command(given):
        given = ["window", *given]
    options = parser.parse_args(given)
    command = import_module(f"satsuma.cli.{options.command}")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may lack a letter such as ×
            stream.reconfigure(errors="replace")
    try:
        if options.command in ("run", "networks", "cache") and (wrong := complaint()):
            sys.stderr.write(f"satsuma: {wrong}\n")
        status: int = command.main(options)
        sys.stdout.flush()
    except WrongUsage as error:
        return _complain(error, 2)
    except Problem as error:
        return _complain(error, 1)
    except KeyboardInterrupt:
        return _complain("Stopped. What was computed so far is kept.", 130)
    except BrokenPipeError:
        # Whoever read our output has heard enough, as in `satsuma widgets | head`.
        sys.stdout = None  # type: ignore[assignment]
        return 1
    except OSError as error:
        sys.stdout = None  # type: ignore[assignment]
        return _complain(f"The output cannot be written: {error.strerror or error}.", 1)
    return status


def _names_no_command(given: Sequence[str]) -> bool:
    """Whether the window is meant: nothing is given, or files are."""
    return not given or not (given[0].startswith("-") or given[0] in COMMANDS)


def _is_mistyped(given: list[str]) -> bool:
    """Whether the first word is neither a command nor like a file."""
    if not given or given[0].startswith("-") or given[0] in COMMANDS:
        return False
    return not Path(given[0]).suffix and not Path(given[0]).exists()


def _complain(error: object, status: int) -> int:
    sys.stderr.write(f"satsuma: {error}\n")
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "satsuma", description="Explore picture collections with machine learning, "
        "on your own computer. Without a command the window opens, with the workflows that are "
        "named.", allow_abbrev=False, usage="satsuma [FILE.ows ...] | COMMAND ...")
    parser.add_argument("--version", action="version", version=f"satsuma {VERSION}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", prog="satsuma",
                                     required=True)
    window = commands.add_parser("window", help="open the window; the same as no command")
    window.add_argument("files", type=Path, nargs="*", metavar="FILE.ows")
    _add_run(commands)
    _add_check(commands)
    _add_export(commands)
    commands.add_parser("widgets", help="list the widgets")
    _add_networks(commands)
    _add_cache(commands)
    return parser


_Commands = argparse._SubParsersAction  # the only name argparse has for it


def _add_run(commands: _Commands) -> None:
    run = commands.add_parser("run", help="run a workflow without a window", allow_abbrev=False)
    run.add_argument("file", type=Path, metavar="FILE.ows")
    run.add_argument("--set", action="append", default=[], metavar="NODE.SETTING=VALUE",
                     help="change a setting for this run; may be given several times")
    run.add_argument("--save", action="append", default=[], metavar="NODE.PORT=FILE",
                     help="write what a node sends on to a .csv, .tsv, .tab, .xlsx, .npz or "
                     ".parquet file; may be given several times")
    run.add_argument("--picture", action="append", default=[], metavar="NODE=FILE",
                     help="draw what a node shows into a .png, .svg or .pdf file; may be given "
                     "several times")
    run.add_argument("--commit", action="append", default=[], metavar="NODE",
                     help="let a node such as Save Images write what it has planned; else nothing "
                     "is written. May be given several times")
    run.add_argument("--replace", action="append", default=[], metavar="FILE",
                     help="a file that --commit may replace, where the node asks; may be given "
                     "several times")
    run.add_argument("--network-device", metavar="DEVICE",
                     help="where networks run: cpu, cuda, cuda:1 … or mps (chosen when not given)")
    run.add_argument("--quiet", action="store_true", help="print errors only")


def _add_check(commands: _Commands) -> None:
    check = commands.add_parser("check", help="tell whether a workflow file is in order")
    check.add_argument("file", type=Path, metavar="FILE.ows")


def _add_export(commands: _Commands) -> None:
    export = commands.add_parser("export", allow_abbrev=False, help="write a workflow as a Python "
                                 "script, or as a file that Orange opens")
    export.add_argument("file", type=Path, metavar="FILE.ows")
    kinds = export.add_mutually_exclusive_group(required=True)
    kinds.add_argument("--python", type=Path, metavar="SCRIPT.py", help="the script to write")
    kinds.add_argument("--orange", type=Path, metavar="OUT.ows",
                       help="the file to write for Orange; tells what has no place there")
    export.add_argument("--force", action="store_true",
                        help="with --orange: replace the file that is there")


def _add_networks(commands: _Commands) -> None:
    networks = commands.add_parser("networks", help="list networks, fetch or add their weights")
    actions = networks.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("list", help="list the networks and whether their weights are here"
                       ).add_argument("--all", action="store_true",
                                      help="also every other classifier of torchvision")
    actions.add_parser("fetch", help="download the official weights of a network"
                       ).add_argument("name", metavar="NAME")
    add = actions.add_parser("add", help="take the weights of a network from a file")
    add.add_argument("name", metavar="NAME")
    add.add_argument("file", type=Path, metavar="FILE")
    add.add_argument("--replace", action="store_true",
                     help="put them in the place of weights that are there already")


def _add_cache(commands: _Commands) -> None:
    cache = commands.add_parser("cache", help="show what is kept on disk, or empty it")
    actions = cache.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("show", help="show what is kept, and how large it is")
    empty = actions.add_parser("empty", help="delete what is kept; it can all be made again")
    empty.add_argument("kind", nargs="?", metavar="KIND", help="only this kind")
