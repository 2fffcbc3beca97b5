"""Images: the one decoder of the program.

Import, thumbnails, viewer and networks all read pictures through `open_picture`, so that all agree
on what a picture is: the first frame, the right way up, on white, 8 bits for each of red, green
and blue. Every file either gives a picture, fine or repaired, or is refused with a reason.

Damage inside the data of a JPEG that its decoder does not notice cannot be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from satsuma.data.colors import plain
from satsuma.data.decoding import decoded
from satsuma.data.formats import Format, suffix_note
from satsuma.data.header import BROKEN, Header, describe, format_of, opened, told
from satsuma.data.outcome import FINE, Outcome, Refused, is_passing
from satsuma.data.png import breaks_off
from satsuma.data.repair import repaired

__all__ = ["DECODING", "DECODING_EXACT", "Header", "Picture", "describe", "open_picture"]

DECODING = "draft2"
"""How files are read when JPEGs may be shrunk while decoding; part of every passport."""

DECODING_EXACT = "exact"
"""How files are read in full."""

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Picture:
    """A decoded picture.

    `pixels` is in mode RGB and not turned yet: turning is cheaper after a resize. `turn` is the
    EXIF orientation (1 … 8) still to be applied, 1 where there is none or the decoder has done it.
    `size` is width and height of the upright picture in full, though `pixels` may be smaller.
    """

    pixels: Image.Image
    turn: int
    outcome: Outcome
    size: tuple[int, int]

    def upright(self) -> Image.Image:
        """The pixels as the person sees them."""
        return turned(self.pixels, self.turn)


def turned(pixels: Image.Image, turn: int) -> Image.Image:
    """The pixels with an EXIF orientation (1 … 8) applied."""
    return pixels.transpose(_TURNS[turn]) if turn in _TURNS else pixels


def open_picture(file: Path, *, short_side: int | None = None, repair: bool = True) -> Picture:
    """Decode the picture in a file.

    With `short_side` a JPEG may be decoded to a half, a quarter or an eighth of its size, which is
    several times faster, but its shorter side stays at least twice as long as that; None decodes
    in full. A damaged file is repaired where something useful is left, and the outcome says what
    is missing; not so with `repair=False`. Safe to use from several threads.

    Raises Refused with the reason when there is no picture to be had.
    """
    with opened(file) as stream:
        form = format_of(stream, file)
        try:
            stream.seek(0)
            data = stream.read()
        except (OSError, MemoryError) as error:
            raise Refused(told(error, form), passing=is_passing(error)) from error
    try:
        return _decode(data, form, short_side, repair, file.name)
    except MemoryError as error:
        raise Refused(told(error, form), passing=is_passing(error)) from error


def _decode(data: bytes, form: Format, short_side: int | None, repair: bool,
            name: str) -> Picture:
    about = tuple(note for note in (suffix_note(form, name),) if note)
    try:
        found = decoded(data, form, short_side)
        if form.name == "PNG" and breaks_off(data):
            raise EOFError("the end of the file is missing")  # which Pillow does not mind
    except BROKEN as error:
        if not repair:
            raise Refused(told(error, form), passing=is_passing(error)) from error
        return _repair(data, form, short_side, error, about)
    pixels, notes = plain(found)
    about = (*about, *found.notes, *notes)
    outcome = Outcome("fine", notes=about) if about else FINE  # one for all: there may be many
    return Picture(pixels, found.turn, outcome, found.size)


def _repair(data: bytes, form: Format, short_side: int | None, cause: Exception,
            about: tuple[str, ...]) -> Picture:
    mended = repaired(data, form, short_side, cause)
    found = mended.found
    pixels, notes = plain(found, None if mended.missing.all() else ~mended.missing)
    outcome = Outcome("repaired", mended.reason, (*about, *found.notes, *notes))
    return Picture(mended.filled(pixels), found.turn, outcome, found.size)
