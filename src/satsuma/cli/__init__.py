"""The command line: `satsuma run FILE.ows` and its sisters.

Each command is a file of its own in this folder, imported when it is called, so that `--help`
answers at once. Exit status: 0 when all went well, 1 when something failed, 2 for wrong usage,
130 after Ctrl+C.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from satsuma.cli.arguments import parser as _parser
from satsuma.cli.usage import (
    COMMANDS,
    WrongUsage,
    not_understood,
    unknown_command,
    unknown_option,
)
from satsuma.data.choices import complaint
from satsuma.problem import Problem

__all__ = ["COMMANDS", "WrongUsage", "main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may lack a letter such as ×
            stream.reconfigure(errors="replace")
    try:
        options = _options(sys.argv[1:] if argv is None else list(argv))
        command = import_module(f"satsuma.cli.{options.command}")
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


def _options(given: list[str]) -> argparse.Namespace:
    """What the words on the command line ask for. Raises WrongUsage."""
    if "" in given:
        raise WrongUsage("There is an empty name ('') where a file or a command belongs. Commands: "
                         f"{', '.join(COMMANDS)}. To open a workflow: satsuma FILE.ows")
    first = given[0] if given else ""
    if first.startswith("-") and first not in ("-h", "--help", "--version"):
        raise unknown_option(first)
    if not first.startswith("-") and first not in COMMANDS:
        if first and not _is_like_a_file(first):
            raise unknown_command(first)
        given = ["window", *given]
    parser = _parser()
    options, rest = parser.parse_known_args(given)
    if rest:
        raise not_understood(_parser_of(parser, options), rest)
    return options


def _is_like_a_file(word: str) -> bool:
    return bool(Path(word).suffix) or Path(word).exists()


def _parser_of(parser: argparse.ArgumentParser,
               options: argparse.Namespace) -> argparse.ArgumentParser:
    """The parser of the command that was given, and of its action."""
    for word in (options.command, getattr(options, "action", None)):
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction) and word in action.choices:
                parser = action.choices[word]
                break
    return parser


def _complain(error: object, status: int) -> int:
    sys.stderr.write(f"satsuma: {error}\n")
    return status
