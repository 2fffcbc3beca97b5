"""Named arrays in one .npz file, as `numpy.load` reads them; nothing in it is ever pickled.

Numbers are stored as they are: compressing 10,000 × 2,048 floats took 3.4 s instead of 0.06 s and
saved less than half. Texts, which numpy pads to the longest one, are compressed.

A file from a stranger is not believed: what an array's header claims must be what the archive
holds, and what would unpack to far more than the file's own size is refused before it is read.
"""

from __future__ import annotations

import math
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

import numpy as np

from satsuma.data.atomic import atomic_write
from satsuma.data.budget import most_cells, too_many
from satsuma.problem import Problem

SURELY_FINE = 1 << 30
"""Compressed arrays of up to so many bytes in all are unpacked without further question."""

_DAMAGED = (ValueError, EOFError, OSError, RuntimeError, zipfile.BadZipFile, zlib.error)
"""What zipfile and numpy raise on damaged files; RuntimeError also for what zipfile cannot do."""

_LARGEST_RATIO = 50
_PIECE = 1 << 24
_COMPRESSED_AT_MOST = SURELY_FINE // 2
_WHEN = (1980, 1, 1, 0, 0, 0)  # equal tables give equal files


@dataclass(frozen=True)
class Blocks:
    """An array that is written part by part, since it would be large: rows of one matrix."""

    shape: tuple[int, ...]
    dtype: np.dtype
    parts: Iterator[np.ndarray]


def write_arrays(arrays: Mapping[str, np.ndarray | Blocks], file: Path) -> None:
    """Write the arrays under their names, atomically. The names must not repeat."""
    left = _COMPRESSED_AT_MOST
    with atomic_write(file) as opened, zipfile.ZipFile(opened, "w") as archive:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(f"{name}.npy", _WHEN)
            if isinstance(array, np.ndarray) and array.dtype.kind == "U" and array.nbytes <= left:
                entry.compress_type = zipfile.ZIP_DEFLATED
                left -= array.nbytes
            with archive.open(entry, "w", force_zip64=True) as member:
                _write_member(member, array)


def _write_member(member: IO[bytes], array: np.ndarray | Blocks) -> None:
    if isinstance(array, np.ndarray):
        np.lib.format.write_array(member, array, allow_pickle=False)
        return
    header = {"descr": array.dtype.str, "fortran_order": False, "shape": array.shape}
    np.lib.format.write_array_header_1_0(member, header)
    for part in array.parts:
        member.write(np.ascontiguousarray(part, array.dtype).data)


class NpzFile:
    """A .npz opened for reading. Raises Problem, naming the file, for everything that is wrong."""

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            self._archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise self._problem("it is no .npz file, or only a part of one") from error
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise Problem(f"“{file}” cannot be read: {reason}.") from error
        try:
            self._entries = self._listed()
            self._texts: dict[str, int] = {}
        except Problem:
            self._archive.close()
            raise

    def __enter__(self) -> NpzFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    @property
    def names(self) -> list[str]:
        """The names of the arrays, in order."""
        return list(self._entries)

    def shape(self, name: str) -> tuple[int, ...]:
        """The shape of an array, read from its header alone."""
        with self._opened(name) as member:
            return self._header(name, member)[0]

    def __getitem__(self, name: str) -> np.ndarray:
        """The array: numbers, booleans, times or texts."""
        with self._opened(name) as member:
            self._header(name, member)
        try:
            with self._archive.open(self._entries[name]) as member:
                shape, by_columns, dtype = _read_header(member)
                array = _read_values(member, shape, dtype, "F" if by_columns else "C")
        except _DAMAGED as error:
            raise self._problem(f"its array “{name}” cannot be read ({error})") from error
        return array.astype(array.dtype.newbyteorder("="), copy=False)

    def text(self, name: str) -> str:
        """The one text that an array holds."""
        array = self[name]
        if array.dtype.kind != "U" or array.size != 1:
            raise self._problem(f"its array “{name}” is not one text")
        return str(array.reshape(-1)[0])

    def _listed(self) -> dict[str, zipfile.ZipInfo]:
        entries: dict[str, zipfile.ZipInfo] = {}
        unpacked = 0
        for entry in self._archive.infolist():
            name = entry.filename.removesuffix(".npy")
            if not entry.filename.endswith(".npy"):
                continue
            if name in entries:
                raise self._problem(f"it holds two arrays “{name}”")
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise self._problem(f"its array “{name}” is compressed in an unknown way")
            if entry.flag_bits & 1:
                raise self._problem("it is encrypted")
            if entry.compress_type == zipfile.ZIP_DEFLATED:
                unpacked += entry.file_size
            entries[name] = entry
        if unpacked > max(SURELY_FINE, _LARGEST_RATIO * self.file.stat().st_size):
            raise self._problem(
                f"it would unpack to {unpacked / 1e9:,.1f} GB, far more than its size")
        return entries

    def _opened(self, name: str) -> IO[bytes]:
        if name not in self._entries:
            raise self._problem(f"it lacks the array “{name}”")
        try:
            return self._archive.open(self._entries[name])
        except _DAMAGED as error:
            raise self._problem(f"its array “{name}” cannot be read ({error})") from error

    def _header(self, name: str, member: IO[bytes]) -> tuple[tuple[int, ...], np.dtype]:
        """Shape and dtype of an array, once it is certain that the archive holds that much."""
        try:
            shape, _, dtype = _read_header(member)
        except _DAMAGED as error:
            raise self._problem(f"its array “{name}” cannot be read ({error})") from error
        if dtype.kind not in "biufUSM":
            raise self._problem(f"its array “{name}” holds objects, which are never read")
        claimed = math.prod(shape) * dtype.itemsize
        if claimed != self._entries[name].file_size - member.tell():
            raise self._problem(f"its array “{name}” is not of the size that it claims")
        if dtype.kind in "US" and self._entries[name].compress_type == zipfile.ZIP_DEFLATED:
            self._texts[name] = math.prod(shape)
            if (texts := sum(self._texts.values())) > most_cells(self.file.stat().st_size):
                raise self._problem(too_many(texts, "texts"))
        return shape, dtype

    def _problem(self, reason: str) -> Problem:
        return Problem(f"“{self.file}” cannot be read: {reason}.")


_LONGEST_HEADER = 10_000
_KEY = r"""["']{}["']\s*:\s*"""
_DTYPE = re.compile(_KEY.format("descr") + r"""["']([<>|=]?[a-zA-Z]\d{0,9}(?:\[\w{1,9}\])?)["']""")
_ORDER = re.compile(_KEY.format("fortran_order") + r"(True|False)")
_SHAPE = re.compile(_KEY.format("shape") + r"\(([\d\sL,]*)\)")


def _read_header(member: IO[bytes]) -> tuple[tuple[int, ...], bool, np.dtype]:
    """Shape, whether it lies by columns, and dtype (NEP 1). Raises ValueError, EOFError.

    Numpy's own reader takes the header for Python, and fails in many ways where it is none.
    """
    version = np.lib.format.read_magic(member)
    if version not in ((1, 0), (2, 0)):
        raise ValueError(f"version {version}")
    size = int.from_bytes(member.read(2 if version == (1, 0) else 4), "little")
    if size > _LONGEST_HEADER:
        raise ValueError(f"its header has {size:,} letters")
    text = member.read(size).decode("latin-1")
    parts = [pattern.search(text) for pattern in (_DTYPE, _ORDER, _SHAPE)]
    dtype, order, shape = (part[1] if part else None for part in parts)
    if dtype is None or order is None or shape is None:
        raise ValueError("it holds objects or is damaged" if dtype is None else "damaged header")
    rest = text
    for part in parts:
        rest = rest.replace(part[0] if part else "", "", 1)
    if rest.strip("{}, \t\n"):
        raise ValueError("its header says more than it should")
    sides = [side.strip(" L\n\t") for side in shape.split(",") if side.strip()]
    if not all(side.isdigit() and len(side) < 19 for side in sides):
        raise ValueError("damaged header")
    return tuple(map(int, sides)), order == "True", _dtype(dtype)


def _dtype(text: str) -> np.dtype:
    try:
        return np.dtype(text)
    except (TypeError, SyntaxError) as error:
        raise ValueError(f"unknown type {text!r}") from error


def _read_values(member: IO[bytes], shape: tuple[int, ...], dtype: np.dtype,
                 order: Literal["C", "F"]) -> np.ndarray:
    """The array; its header has been compared with the size of the entry before."""
    array = np.empty(math.prod(shape), dtype)
    if array.nbytes:
        room = array.view(np.uint8).data.cast("B")
        filled = 0
        while filled < len(room):
            piece = member.read(min(_PIECE, len(room) - filled))
            if not piece:
                raise EOFError("it ends early")
            room[filled:filled + len(piece)] = piece
            filled += len(piece)
    member.read(1)  # the end: now the archive compares the checksum
    if dtype.kind == "U" and array.nbytes:
        codes = array.view(np.dtype(np.uint32).newbyteorder(dtype.byteorder))
        if codes.max() > sys.maxunicode:  # Python would stop at it with an error of its own
            raise ValueError("its texts hold letters that do not exist")
    return array.reshape(shape, order=order)
