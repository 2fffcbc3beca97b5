"""Wrong usage: what is said of a command line that cannot be understood, and what to do."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NoReturn

from satsuma.problem import Problem

COMMANDS = ("window", "run", "check", "export", "widgets", "networks", "cache")


class WrongUsage(Problem):
    """The command was not called as it can be; the exit status is 2."""


class Parser(argparse.ArgumentParser):
    """Raises WrongUsage, in plain words, instead of printing a block of usage and ending."""

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(f"{_in_words(message, self)} {see_help(self)}")


def see_help(parser: argparse.ArgumentParser) -> str:
    """Where more is told: the help of this command."""
    return f"More: {parser.prog.partition(' [')[0]} --help"


def unknown_command(word: str) -> WrongUsage:
    """For a first word that is neither a command nor a file."""
    meant = like(word, (*COMMANDS, "--help", "--version"))
    return WrongUsage(f"There is no command and no file “{word}”.{meant} Commands: "
                      f"{', '.join(COMMANDS)}. To open a workflow: satsuma FILE.ows")


def unknown_option(word: str) -> WrongUsage:
    """For an option in front of the command, where there are only two."""
    return WrongUsage(f"There is no option “{word}” here. Options of a command stand behind it, as "
                      "in: satsuma run FILE.ows --quiet. More: satsuma --help")


def not_understood(parser: argparse.ArgumentParser, rest: Sequence[str]) -> WrongUsage:
    """For what is left over behind a command."""
    word = rest[0].partition("=")[0]
    if not word.startswith("-"):
        return WrongUsage(f"“{word}” is one word too many. If it belongs to what stands before it, "
                          f"put quotes around both. {see_help(parser)}")
    known = [name for action in parser._actions for name in action.option_strings
             if name.startswith("--")]
    return WrongUsage(f"{parser.prog.partition(' [')[0]} has no option “{word}”.{like(word, known)}"
                      f" Its options: {', '.join(known)}. {see_help(parser)}")


def like(word: str, known: Sequence[str]) -> str:
    """“ Did you mean …?” where one of the words is close; else nothing."""
    near = get_close_matches(word, known, 1)
    return f" Did you mean “{near[0]}”?" if near else ""


_WORDS: Mapping[str, str] = {
    r"the following arguments are required: (.+)": "{0} is missing.",
    r"one of the arguments (.+) is required": "One of these is needed: {0}.",
    r"argument ([\w/-]+): expected one argument": "{0} needs something behind it{1}.",
    r"argument ([\w/-]+): invalid choice: '?(.*?)'? \(.*": "There is no {0} “{1}”.{2}",
    r"argument ([\w/-]+): not allowed with argument (.+)": "{0} and {1} cannot be had at once.",
}
"""What argparse says, in any version of Python, and how it is told here."""


def _in_words(message: str, parser: argparse.ArgumentParser) -> str:
    for pattern, words in _WORDS.items():
        if found := re.fullmatch(pattern, message, re.DOTALL):
            first = found[1]
            more = found[2] if found.re.groups > 1 else _shape(parser, first)
            return words.format(first.replace(" --", " or --"), more, _choices(parser, more))
    return f"{message[0].upper()}{message[1:]}."


def _shape(parser: argparse.ArgumentParser, option: str) -> str:
    """How what belongs behind an option looks: “, as in --save NODE.PORT=FILE”."""
    return next((f", as in {option} {action.metavar}" for action in parser._actions
                 if option in action.option_strings and action.metavar), "")


def _choices(parser: argparse.ArgumentParser, word: str) -> str:
    found = [list(action.choices) for action in parser._actions if action.choices]
    return "" if not found else f"{like(word, found[0])} Choose one of: {', '.join(found[0])}."
