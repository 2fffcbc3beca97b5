"""Headers: opening a picture's file safely, and what can be told without decoding it."""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from PIL import Image

from satsuma.data.formats import HEAD, Format, recognized, why_unknown
from satsuma.data.outcome import Refused, is_passing
from satsuma.data.parts import Counted
from satsuma.data.png import exif_of, sound_png

MOST_PIXELS = 300_000_000
"""Larger pictures are refused by their header: decoded they would take more than a gigabyte."""

MOST_BYTES = 2**31
"""Larger files are refused."""

MOST_PER_BYTE = 10_000
"""No format that can be repaired packs more pixels into a byte (PNG: 1,032 × 8 of one bit)."""

BROKEN = (
    OSError, SyntaxError, ValueError, struct.error, zlib.error, EOFError, MemoryError,
    ArithmeticError, LookupError, TypeError, AttributeError, AssertionError, RuntimeError,
    Image.DecompressionBombError,
)
"""What Pillow and its decoders raise on files that are not what they claim to be."""

ORIENTATION = 0x0112

_QUIET = ("ignore", None, Warning, re.compile(r"PIL\.(Image|\w+ImagePlugin)$"), 0)


@dataclass(frozen=True)
class Header:
    """Width and height in pixels, as a person sees the picture, and what the format is called."""

    width: int
    height: int
    format: str


def describe(file: Path) -> Header:
    """What the header of the file says. Raises Refused with the reason.

    ICO files are small and have no header of their own: they are decoded.
    """
    with opened(file) as stream:
        form = format_of(stream, file)
        try:
            return _described(stream, form)
        except BROKEN as error:
            if form.name != "PNG":
                raise Refused(told(error, form), passing=is_passing(error)) from error
            return _described_damaged_png(stream, form)


def _described(stream: BinaryIO, form: Format) -> Header:
    image = started(stream, form)
    turn = 1 if form.name == "TIFF" else _turn_before_decoding(image, stream)
    width, height = upright_size(image.size, turn)
    return Header(width, height, form.name)


def _described_damaged_png(stream: BinaryIO, form: Format) -> Header:
    try:
        stream.seek(0)
        return _described(io.BytesIO(sound_png(stream.read())), form)
    except BROKEN as error:
        raise Refused(told(error, form), passing=is_passing(error)) from error


@contextmanager
def opened(file: Path) -> Iterator[BinaryIO]:
    """The file, open for reading. Raises Refused when it cannot be read or is no plain file."""
    try:
        # Opening a pipe would wait for its other end, so it is opened without waiting.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        number = os.open(file, flags | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        raise Refused(_cannot_open(file, error), passing=is_passing(error)) from error
    if reason := _no_plain_file(os.fstat(number)):
        os.close(number)
        raise Refused(reason)
    with os.fdopen(number, "rb") as stream:
        yield stream


def _no_plain_file(status: os.stat_result) -> str:
    """Why this cannot be read as a file; "" where it can."""
    if stat.S_ISDIR(status.st_mode):
        return "a folder, not a picture"
    if not stat.S_ISREG(status.st_mode):
        return "not a plain file"
    if status.st_size > MOST_BYTES:
        return "the file is larger than 2 GiB; save a smaller copy to use it"
    return ""


def _cannot_open(file: Path, error: Exception) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "the file is missing"
    if isinstance(error, PermissionError):  # on Windows also for folders
        return "a folder, not a picture" if file.is_dir() else "no permission to read the file"
    return _cannot_read(error)


def _cannot_read(error: Exception) -> str:
    return f"the file cannot be read ({(getattr(error, 'strerror', '') or str(error)).lower()})"


def format_of(stream: BinaryIO, file: Path) -> Format:
    """The format of an open file. Raises Refused when it is none that is read."""
    try:
        head = stream.read(HEAD)
    except OSError as error:
        raise Refused(_cannot_read(error), passing=is_passing(error)) from error
    form = recognized(head, file.name)
    if form is None:
        raise Refused(why_unknown(head, file.name))
    return form


def started(stream: IO[bytes], form: Format) -> Any:
    """Pillow's image of the file with its header read, nothing decoded yet.

    Raises Refused when it has more than `MOST_PIXELS` pixels or none, or comes in too many parts,
    and any of `BROKEN`.
    """
    _keep_quiet()
    stream.seek(0)
    try:
        image = form.open(cast(IO[bytes], Counted(stream)))
    except Image.DecompressionBombError as error:
        raise Refused("more pixels than are read; save a smaller copy to use it") from error
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise Refused(f"{width:,} × {height:,} pixels are more than the {MOST_PIXELS // 10**6} "
                      "million that are read; save a smaller copy to use it")
    if width < 1 or height < 1:
        raise Refused("the picture has no pixels")
    return image


def check_claim(size: tuple[int, int], data: bytes, most_per_byte: int = MOST_PER_BYTE) -> None:
    """Raise Refused where a file claims pixels that it cannot hold.

    A damaged header may claim so many that filling them takes minutes and gigabytes.
    """
    width, height = size
    if width * height > most_per_byte * len(data):
        raise Refused(f"the file is damaged: it claims {width:,} × {height:,} pixels, but holds "
                      "hardly any")


def _keep_quiet() -> None:
    """Pillow's remarks about damaged descriptions in files are not for the terminal.

    `warnings.catch_warnings` is not safe with threads, so one filter, for Pillow's modules only,
    stays in place; where somebody else has exchanged the filters it is put in again.
    """
    if _QUIET not in warnings.filters:
        warnings.filterwarnings("ignore", category=Warning, module=_QUIET[3].pattern)


def turn_of(image: Any) -> int:
    """The EXIF orientation, 1 … 8, that is still to be applied; 1 where there is none."""
    try:
        turn = image.getexif().get(ORIENTATION, 1)
    except BROKEN:
        return 1  # the description of the picture is damaged, not the picture
    return turn if turn in range(1, 9) else 1


def _turn_before_decoding(image: Any, stream: BinaryIO) -> int:
    if image.format != "PNG" or "exif" in image.info or "Raw profile type exif" in image.info:
        return turn_of(image)
    # Pillow would decode the whole picture to look behind it.
    exif = Image.Exif()
    exif.load(exif_of(stream))
    image.info["exif"] = exif.tobytes()
    return turn_of(image)


def upright_size(size: tuple[int, int], turn: int) -> tuple[int, int]:
    """Width and height after turning."""
    return (size[1], size[0]) if turn >= 5 else size


def told(error: Exception, form: Format) -> str:
    """Why a picture cannot be shown, after its reader raised the error."""
    if isinstance(error, MemoryError):
        return "there is not enough memory for it, or the file is damaged"
    if isinstance(error, OSError) and error.errno:
        return _cannot_read(error)
    words = " ".join(str(error).split())[:80]
    return f"a damaged {form.name} file, or a kind that is not supported ({words})"
