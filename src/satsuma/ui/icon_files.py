"""Icon files: a style sheet takes pictures from files only, so they are written for the process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PyQt6.QtGui import QColor

from satsuma.ui.icon_paths import PATHS


@lru_cache(maxsize=1)
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="satsuma-icons-", ignore_cleanup_errors=True)


@lru_cache(maxsize=256)
def _written(name: str, color: str, width: float) -> str:
    text = (f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" '
            f'fill="none" stroke="{color}" stroke-width="{width}" stroke-linecap="round" '
            f'stroke-linejoin="round"><path d="{PATHS[name]}"/></svg>')
    file = Path(_folder().name) / f"{name}-{color[1:]}-{width}.svg"
    file.write_text(text, encoding="utf-8")
    return file.as_posix()


def icon_file(name: str, color: QColor, width: float = 1.75) -> str:
    """`url(...)` of an icon in a color, for a style sheet."""
    return f"url({_written(name, color.name(), width)})"


def remove_files() -> None:
    """At the end of the process: no style sheet needs them any more."""
    if _folder.cache_info().currsize:
        _folder().cleanup()
