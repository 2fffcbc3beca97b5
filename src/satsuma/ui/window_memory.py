"""Where windows stood last, kept between sessions."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QByteArray

from satsuma.data.atomic import atomic_write
from satsuma.data.choices import preferences_file
from satsuma.problem import Problem


def memory_file() -> Path:
    return preferences_file().with_name("windows.json")


def load() -> dict[str, Any]:
    """What was kept; empty when there is nothing that can be read."""
    try:
        kept = json.loads(memory_file().read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def save(kept: dict[str, Any]) -> None:
    """Keep this. Writes a file, so it belongs into the background. Raises Problem."""
    file = memory_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(f"“{file.parent}” cannot be made, so the places of windows are not kept: "
                      f"{(error.strerror or str(error)).lower()}.") from error
    with atomic_write(file) as opened:
        opened.write(json.dumps(kept, indent=1).encode())


def as_text(state: QByteArray) -> str:
    return b64encode(bytes(state)).decode("ascii")


def from_text(text: object) -> QByteArray:
    """What `as_text` wrote; empty for anything else."""
    try:
        return QByteArray(b64decode(str(text), validate=True))
    except ValueError:
        return QByteArray()
