"""Formats: which files are pictures, told by their first bytes and the ends of their names.

The first bytes decide; a name alone counts only where a format has no signature (TGA). Some kinds
of picture are known but not read; they are listed as pictures, to be refused with the reason.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from importlib import import_module
from typing import IO, Any

HEAD = 64
"""How many of the first bytes are enough to tell."""


@dataclass(frozen=True)
class Format:
    """A format that is read: what people call it, and who reads it."""

    name: str
    reader: str  # module and class or function, taking a stream
    suffixes: tuple[str, ...]
    signature: re.Pattern[bytes] | None

    def open(self, stream: IO[bytes]) -> Any:
        """Pillow's image of the stream, with its header read (PIL.ImageFile.ImageFile).

        Only this format is tried, and Pillow's own limits of size are not asked. Raises whatever
        the reader raises.
        """
        module, _, name = self.reader.rpartition(".")
        return getattr(import_module(module), name)(stream)


def _format(name: str, reader: str, suffixes: str, signature: bytes | None) -> Format:
    pattern = re.compile(signature, re.DOTALL) if signature else None
    return Format(name, reader, tuple(suffixes.split()), pattern)


TGA = _format("TGA", "PIL.TgaImagePlugin.TgaImageFile", ".tga .icb .vda .vst", None)

FORMATS = (
    _format("JPEG", "PIL.JpegImagePlugin.jpeg_factory", ".jpg .jpeg .jpe .jfif .mpo",
            rb"\xff\xd8\xff"),
    _format("PNG", "PIL.PngImagePlugin.PngImageFile", ".png .apng", rb"\x89PNG\r\n\x1a\n"),
    _format("GIF", "PIL.GifImagePlugin.GifImageFile", ".gif", rb"GIF8[79]a"),
    _format("BMP", "PIL.BmpImagePlugin.BmpImageFile", ".bmp",
            rb"BM.{12}[\x0c\x10\x28\x34\x38\x40\x6c\x7c]\0\0\0"),
    _format("TIFF", "PIL.TiffImagePlugin.TiffImageFile", ".tif .tiff",
            rb"II[*+]\0|MM\0[*+]"),
    _format("WebP", "PIL.WebPImagePlugin.WebPImageFile", ".webp", rb"RIFF.{4}WEBP"),
    _format("AVIF", "PIL.AvifImagePlugin.AvifImageFile", ".avif .avifs",
            rb".{4}ftyp(avi[fs]|(mif1|msf1)(.{4})*?avi[fs])"),
    _format("HEIC", "pillow_heif.HeifImageFile", ".heic .heif .hif .heics .heifs",
            rb".{4}ftyp(hei[cxms]|hev[cxms]|mif1|msf1)"),
    _format("PPM", "PIL.PpmImagePlugin.PpmImageFile", ".ppm .pgm .pbm .pnm .pfm",
            rb"P[1-6](\s+\d|\s*#)|Pf\s+\d"),
    _format("ICO", "PIL.IcoImagePlugin.IcoImageFile", ".ico",
            rb"\0\0\x01\0[\x01-\xff]\0...[\0\xff][\0-\x04]\0"),
    TGA,
)

_DRAWINGS = {".svg": "SVG", ".svgz": "SVG", ".pdf": "PDF", ".eps": "EPS", ".ai": "AI"}
_RAW = frozenset((
    ".3fr", ".arw", ".cr2", ".cr3", ".dng", ".erf", ".iiq", ".kdc", ".mrw", ".nef", ".nrw",
    ".orf", ".pef", ".raf", ".rw2", ".rwl", ".sr2", ".srf", ".srw", ".x3f",
))
_OTHERS = {".psd": "Photoshop", ".jxl": "JPEG XL", ".jp2": "JPEG 2000", ".j2k": "JPEG 2000",
           ".exr": "OpenEXR"}

PICTURE_SUFFIXES = frozenset(
    {suffix for form in FORMATS for suffix in form.suffixes} | set(_DRAWINGS) | _RAW | set(_OTHERS))
"""A file whose name ends so counts as a picture, whatever is inside."""

_OF_SUFFIX = {suffix: form for form in FORMATS for suffix in form.suffixes}
_SPOKEN = ", ".join(form.name for form in FORMATS[:-1]) + f" and {FORMATS[-1].name}"


def suffix_of(name: str) -> str:
    """The end of the name from the last dot, in small letters; "" where there is none."""
    return os.path.splitext(name)[1].lower()


def looks_like_picture(head: bytes) -> bool:
    """Whether the first bytes are those of a format that is read."""
    return recognized(head, "") is not None


def recognized(head: bytes, name: str) -> Format | None:
    """The format of a file by its first `HEAD` bytes and its name; None when it is not read."""
    suffix = suffix_of(name)
    for form in FORMATS:
        if form.signature and form.signature.match(head):
            return None if form.name == "TIFF" and _is_raw(head, suffix) else form
    return TGA if suffix in TGA.suffixes and _tga_header(head) else None


def _is_raw(head: bytes, suffix: str) -> bool:
    # Most cameras' raw files are TIFF outside; Pillow would show the small preview in them.
    return suffix in _RAW or head[8:10] == b"CR"


def _tga_header(head: bytes) -> bool:
    return len(head) >= 18 and head[1] < 2 and head[2] in (1, 2, 3, 9, 10, 11)


def why_unknown(head: bytes, name: str) -> str:
    """The reason why a file is refused that no format was recognized in."""
    suffix = suffix_of(name)
    if not head:
        return "the file is empty"
    if drawing := _drawing(head, suffix):
        return f"a drawing ({drawing}), not a photograph; save it as PNG to use it"
    if suffix in _RAW or head[8:10] == b"CR":
        return "a camera's raw file; export it as JPEG or TIFF to use it"
    if suffix in _OTHERS:
        return f"a {_OTHERS[suffix]} file, which is not read; save it as PNG or JPEG to use it"
    text = head.lstrip().lower()
    if text.startswith((b"<html", b"<!doctype html")):
        return "a web page, not a picture; download the picture again"
    if suffix in _OF_SUFFIX:
        return f"not a picture, although its name ends in {suffix}"
    return f"not a picture that can be read; these formats are: {_SPOKEN}"


def _drawing(head: bytes, suffix: str) -> str:
    if head.startswith(b"%PDF"):
        return "PDF"
    if head.startswith(b"%!PS"):
        return "EPS"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(b"<svg"):
        return "SVG"
    return _DRAWINGS.get(suffix, "")


def is_rightly_named(head: bytes, name: str) -> bool:
    """Whether a file is read, and would be told the same under any other name that says nothing."""
    form, suffix = recognized(head, name), suffix_of(name)
    return form is not None and _OF_SUFFIX.get(suffix, form) is form


def suffix_note(form: Format, name: str) -> str:
    """A note for a file whose name ends like another format; "" when all is well."""
    expected = _OF_SUFFIX.get(suffix_of(name))
    if expected is None or expected is form:
        return ""
    return f"a {form.name} file, although its name ends in {suffix_of(name)}"
