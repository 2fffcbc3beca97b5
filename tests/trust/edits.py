"""Edits: small and large damage to real files, as accidents and enemies do it.

An edit is plain data that hypothesis invents and makes smaller; `edited` carries it out. Where a
file is an archive its members are edited and packed anew, since a checksum stops nearly all else.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from hypothesis import strategies as st

WORDS = (
    b"<", b">", b"</node>", b"<nodes>", b"&lt;", b"&#0;", b"&x;", b"]]>", b"<!--", b"<?x?>",
    b"<!DOCTYPE x>", b'"', b"'", b"=", b"\0", b"\xff", b"\xfe\xff", b"\xed\xa0\x80", b"nan", b"-1",
    b"1e400", b"99999999999999999999", b"null", b"true", b"[", b"]", b"{", b"}", b",", b";", b"\t",
    b"\r", b"\n", b"\\", b"\\u0000", b"..", b"/", b"//", b"version", b"satsuma", b"json", b"pickle",
    b"literal", b"(", b")", b"(1,)", b"0", b"\x80\x05", b"PK", b"'O'", b"_x0001_", b"<v>", b"ref=")

places = st.floats(0, 1)
edits = st.lists(st.one_of(
    st.tuples(st.just("set"), places, st.sampled_from(WORDS) | st.binary(min_size=1, max_size=4)),
    st.tuples(st.just("add"), places, st.sampled_from(WORDS) | st.binary(min_size=1, max_size=4)),
    st.tuples(st.just("flip"), places, st.integers(0, 7)),
    st.tuples(st.just("drop"), places, st.integers(1, 200)),
    st.tuples(st.just("cut"), places, st.none()),
    st.tuples(st.just("double"), places, st.integers(1, 2000)),
    st.tuples(st.just("swap"), places, places),
    st.tuples(st.just("repeat"), places, st.integers(2, 500)),
), min_size=1, max_size=5)
"""Some edits, one after the other."""


def edited(content: bytes, changes: list[Any]) -> bytes:
    """The content after these edits."""
    data = bytearray(content)
    for what, where, more in changes:
        place = int(where * len(data))
        match what:
            case "set":
                data[place:place + len(more)] = more
            case "add":
                data[place:place] = more
            case "flip" if place < len(data):
                data[place] ^= 1 << more
            case "drop":
                del data[place:place + more]
            case "cut":
                del data[place:]
            case "double":
                data[place:place] = data[place:place + more]
            case "repeat":
                data[place:place] = data[place:place + 8] * more
            case "swap":
                _swap(data, place, int(more * len(data)))
    return bytes(data)


def _swap(data: bytearray, first: int, second: int) -> None:
    """Two tags, or two pieces of eight bytes, change places."""
    first, second = sorted((first, second))
    one, other = _piece(data, first), _piece(data, second)
    if one[1] <= other[0]:
        here, there = data[slice(*one)], data[slice(*other)]
        data[slice(*other)] = here
        data[slice(*one)] = there


def _piece(data: bytearray, place: int) -> tuple[int, int]:
    start = data.find(b"<", place, place + 400)
    end = data.find(b">", start) + 1 if start >= 0 else 0
    return (start, end) if 0 < end <= start + 400 else (place, min(place + 8, len(data)))


def edited_archive(content: bytes, changes: list[Any], which: float) -> bytes:
    """An archive with one of its members edited, and its checksums in order again."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    name = sorted(members)[min(int(which * len(members)), len(members) - 1)]
    members[name] = edited(members[name], changes)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, inside in members.items():
            archive.writestr(member, inside)
    return made.getvalue()
