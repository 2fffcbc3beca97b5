"""Files that mean harm, each with what is promised of it. Made here; the worst is a file that would
be slow or large if somebody believed it.

Whatever they try to run would put a file `trap sprung` into the folder they lie in.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Promise = Literal["refused", "opens", "told"]
"""Refused with one line; opened without a word; opened, and told what could not be taken over."""

SPRUNG = "trap sprung"


@dataclass(frozen=True)
class Attack:
    """A file from a stranger. `large` ones have their full size in long runs only."""

    name: str
    content: Callable[[], bytes]
    promise: Promise
    told: str = ""
    large: bool = False


class Trap:
    """Pickled, it calls something when it is loaded."""

    def __init__(self, call: Any, *arguments: Any) -> None:
        self._call = call, arguments

    def __reduce__(self) -> Any:
        return self._call


def traps() -> list[bytes]:
    """Pickles that would run something, in several protocols and ways."""
    command = f"touch '{SPRUNG}'"
    made = [pickle.dumps(Trap(os.system, command), protocol) for protocol in range(6)]
    code = f"open({SPRUNG!r}, 'w')"
    return [*made, pickle.dumps(Trap(eval, code)), pickle.dumps(Trap(exec, code)),
            pickle.dumps({"scale": Trap(os.system, command)}),
            b"cos\nsystem\n(S'touch \"trap sprung\"'\ntR.",  # protocol 0, by hand
            b"ctrap_module\ntrap\n(tR.",  # a module that lies beside the file
            b"(S'" + b"touch 'trap sprung'" + b"'\nios\nsystem\n."]


def pictures() -> list[Attack]:
    """Pictures that other readers would hand to other programs, or would fetch."""
    far = b"http://127.0.0.1:9/a.png"
    eps = (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%touch trap) (r) file\n")
    svg = (b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
           b'<image xlink:href="' + far + b'"/><script>x()</script></svg>')
    return [Attack(name, lambda content=content: content, "refused") for name, content in {
        "post script.eps": eps, "post script.jpg": eps, "drawing.svg": svg, "drawing.png": svg,
        "page.pdf": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/Launch/F(calc)>>>>",
        "empty.wmf": bytes(99),
        "magick.jpg": b"push graphic-context\nfill 'url(" + far + b"|ls)'\n",
        "playlist.avi": b"#EXTM3U\n" + far, "nothing.fpx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    }.items()]


def write(attacks: list[Attack], folder: Path, suffix: str = "") -> dict[str, Attack]:
    """Write the files; also a module that may not be imported. Gives the attacks by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    for attack in attacks:
        (folder / (attack.name + suffix)).write_bytes(attack.content())
    return {attack.name + suffix: attack for attack in attacks}


def set_trap(folder: Path) -> None:
    """A module that tells when it is imported, in a folder where a process would look."""
    (folder / "trap_module.py").write_text(f"open({SPRUNG!r}, 'w').close()\n", encoding="utf-8")
