"""Row words: how many rows, as a person says it."""

from __future__ import annotations


def in_rows(count: int) -> str:
    """“1 row”, “1,024 rows”."""
    return "1 row" if count == 1 else f"{count:,} rows"
