"""Slugs: titles as ids that can be typed: `image-embedding`, `image-embedding-2`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container


def slug(title: str) -> str:
    """The title in small letters, digits and hyphens; `node` when nothing of it is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)) or "node"


def free_slug(title: str, taken: Container[str], first: int = 2) -> str:
    """The slug of a title, with a number behind it (from `first` on) where it is taken."""
    plain = candidate = slug(title)
    while candidate in taken:
        candidate, first = f"{plain}-{first}", first + 1
    return candidate
