"""`satsuma cache`: show what is kept on disk, or empty it."""

from __future__ import annotations

import argparse
import sys

from satsuma.cli import WrongUsage
from satsuma.data.cache import KINDS, empty, limit, sizes
from satsuma.data.places import cache_folder


def main(options: argparse.Namespace) -> int:
    return _empty(options.kind) if options.action == "empty" else _show()


def _show() -> int:
    found, most = sizes(), limit()
    sys.stdout.write(f"{cache_folder()}\n")
    for kind, words in KINDS.items():
        sys.stdout.write(f"  {kind:12} {_megabytes(found[kind].bytes):>12}   {words}\n")
    total = sum(size.bytes for size in found.values())
    sys.stdout.write(f"  {'together':12} {_megabytes(total):>12}   of at most "
                     f"{most / 1e9:g} GB; what was used least recently goes first\n")
    return 0


def _empty(kind: str | None) -> int:
    if kind is not None and kind not in KINDS:
        raise WrongUsage(f"The cache holds no “{kind}”. Choose one of: {', '.join(KINDS)}.")
    freed = empty(kind)
    sys.stdout.write(f"{_megabytes(freed)} deleted\n")
    return 0


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
