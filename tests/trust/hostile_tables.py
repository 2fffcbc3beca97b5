"""Tables that mean harm: workbooks, arrays and texts."""

from __future__ import annotations

import io
import os
import pickle
import struct
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np

from tests.trust.hostile_files import SPRUNG, Attack, Trap


def zipped(members: dict[str, bytes], level: int = 9) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


@cache
def plain_xlsx() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in (["name", "legs"], ["cow", 4], ["hen", 2]):
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def changed_xlsx(**changes: Callable[[bytes], bytes] | bytes) -> bytes:
    """A small workbook with members changed; `sheet` and `strings` stand for their long names."""
    names = {"sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml",
             "book": "xl/workbook.xml", "types": "[Content_Types].xml", "styles": "xl/styles.xml",
             "rels": "xl/_rels/workbook.xml.rels", "core": "docProps/core.xml"}
    with zipfile.ZipFile(io.BytesIO(plain_xlsx())) as archive:
        members = {entry: archive.read(entry) for entry in archive.namelist()}
    for short, change in changes.items():
        name = names.get(short, short)
        members[name] = change(members[name]) if callable(change) else change
    return zipped(members)


_SPREADSHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _sheet(rows: str, before: str = "") -> bytes:
    return (f'<?xml version="1.0"?>{before}<worksheet {_SPREADSHEET}><sheetData>{rows}</sheetData>'
            '</worksheet>').encode()


def _strings(items: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<sst {_SPREADSHEET}>{items}</sst>'.encode()


def _with_strings(strings: bytes) -> bytes:
    """A workbook whose only cell is the first of these shared strings."""
    return changed_xlsx(
        sheet=_sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), strings=strings,
        types=lambda old: old.replace(
            b"</Types>", b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
            b'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'))


def _lying_zip(size: int) -> bytes:
    """A small archive whose directory claims a member of another size than it has."""
    whole = bytearray(zipped({"xl/worksheets/sheet1.xml": b"x" * 1000}))
    at = whole.rindex(b"PK\x01\x02")
    whole[at + 24:at + 28] = struct.pack("<I", size)
    return bytes(whole)


def _workbooks(scale: int) -> Iterator[Attack]:
    bomb = 12_000_000 * scale
    entity = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    far = '<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:9/">]>'
    yield Attack("bomb.xlsx", lambda: changed_xlsx(sheet=b" " * bomb), "refused", "",  True)
    yield Attack("strings bomb.xlsx", lambda: _with_strings(b" " * bomb), "refused", "", True)
    yield Attack("many strings.xlsx", lambda: _with_strings(
        _strings("<si><t>a</t></si>" * 60_000 * scale)),
        "opens" if scale < 10 else "refused", "", True)
    yield Attack("lying.xlsx", lambda: _lying_zip(2 ** 31), "refused", "unpack|damaged")
    yield Attack("no archive.xlsx", lambda: b"PK\x03\x04" + bytes(1000), "refused", "no .xlsx")
    yield Attack("entities.xlsx", lambda: changed_xlsx(sheet=_sheet("&b;", entity)), "refused", "")
    yield Attack("afar.xlsx", lambda: changed_xlsx(sheet=_sheet("&a;", far)), "refused", "")
    yield Attack("entities in strings.xlsx", lambda: _with_strings(
        _strings("<si><t>&b;</t></si>", entity)), "refused", "")
    yield Attack("entities in styles.xlsx", lambda: changed_xlsx(
        styles=f'<?xml version="1.0"?>{far}<styleSheet {_SPREADSHEET}>&a;</styleSheet>'.encode()),
        "refused", "")
    yield Attack("dimensions.xlsx", lambda: changed_xlsx(sheet=lambda old: old.replace(
        b'ref="A1:B3"', b'ref="A1:XFD1048576"')), "opens")
    yield Attack("far row.xlsx", lambda: changed_xlsx(sheet=_sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c>'
        '</row>')), "opens", "", True)
    yield Attack("beyond.xlsx", lambda: changed_xlsx(sheet=_sheet(
        '<row r="999999999"><c r="ZZZZZ9"><v>1</v></c></row>')), "refused", "")
    yield Attack("a string that is not there.xlsx", lambda: changed_xlsx(sheet=_sheet(
        '<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>')), "refused", "")
    yield Attack("link.xlsx", lambda: changed_xlsx(rels=lambda old: old.replace(
        b"</Relationships>", b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/externalLink" Target="http://127.0.0.1:9/x.xlsx" '
        b'TargetMode="External"/></Relationships>')), "opens")
    yield Attack("outside.xlsx", lambda: changed_xlsx(rels=lambda old: old.replace(
        b"/xl/worksheets/sheet1.xml", b"../../../../etc/passwd")), "refused", "")
    yield Attack("formula.xlsx", lambda: changed_xlsx(sheet=_sheet(
        '<row r="1"><c r="A1" t="str"><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>x</v></c></row>'
        '<row r="2"><c r="A2" t="str"><f>cmd|"/c calc"!A1</f><v>y</v></c></row>')), "opens")


def plain_npz() -> bytes:
    return zipped({"a.npy": array_bytes(np.arange(3.0))})


def array_bytes(array: np.ndarray, **header: Any) -> bytes:
    made = io.BytesIO()
    np.lib.format.write_array(made, array, allow_pickle=True)
    content = made.getvalue()
    return content.replace(header.pop("old", b""), header.pop("new", b"")) if header else content


def _arrays(scale: int) -> Iterator[Attack]:
    trap = np.empty(1, object)
    trap[0] = Trap(os.system, f"touch '{SPRUNG}'")
    numbers = np.arange(8.0)
    yield Attack("pickled.npz", lambda: zipped({"a.npy": array_bytes(trap)}), "refused", "objects")
    yield Attack("pickled ids.npz", lambda: zipped({"ids.npy": array_bytes(trap)}), "refused",
                 "objects")
    for number, (old, new) in enumerate([
            (b"(8,), }", b"(10000000000,), }"), (b"(8,), }", b"(-8,), }"),
            (b"'<f8'", b"'|O8'"), (b"'<f8'", b"'V999'"), (b"(8,), }", b"(8,)*9}"),
            (b"'<f8'", b"__import__('os')"), (b"(8,), }", b"(" * 30), (b"{'descr'", b"{{'descr'"),
            (b"'<f8'", b"[('a', '<f8')]"), (b"(8,), }", b"(99999999999999999999999,)}"),
            (b"NUMPY\x01", b"NUMPY\x03"), (b"NUMPY\x01\x00", b"NUMPY\x02\x00")]):
        yield Attack(f"header {number}.npz", lambda old=old, new=new: zipped(
            {"a.npy": array_bytes(numbers, old=old, new=new)}), "refused", "cannot be read")
    yield Attack("bomb.npz", lambda: zipped({"a.npy": _bomb(13_000_000 * scale)}),
                 "refused" if scale > 10 else "opens", "", True)
    yield Attack("bare.npz", lambda: pickle.dumps(Trap(os.system, f"touch '{SPRUNG}'")),
                 "refused", "no .npz")
    yield Attack("record.npz", lambda: zipped({"satsuma.npy": array_bytes(
        np.array('{"columns": [{"key": "../../x", "kind": "exec"}]}'))}), "refused", "")
    yield Attack("deep record.npz", lambda: zipped({"satsuma.npy": array_bytes(
        np.array("[" * 200_000))}), "refused", "")
    yield Attack("outside.npz", lambda: zipped({"../../escaped.npy": array_bytes(numbers)}),
                 "opens")


def _bomb(size: int) -> bytes:
    made = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        made, {"descr": "<f8", "fortran_order": False, "shape": (size // 8,)})
    return made.getvalue() + bytes(size // 8 * 8)


def _texts(scale: int) -> Iterator[Attack]:
    yield Attack("formulas.csv", lambda: b"name,legs\n=cmd|'/c calc'!A1,4\n@SUM(1),2\n", "opens")
    yield Attack("zeros.csv", lambda: bytes(100_000 * scale), "opens")
    yield Attack("a quotation mark.csv", lambda: b'a,b\n"' + b"x,y\n" * (20_000 * scale),
                 "refused", "quotation")
    yield Attack("separators.csv", lambda: b"," * (20_000 * scale) + b"\n1", "refused", "")
    yield Attack("one line.tsv", lambda: b"a" * (300_000 * scale), "opens")
    yield Attack("sep.csv", lambda: b"sep=\x00\na\x00b\n1\x002\n", "opens")
    yield Attack("numbers.csv", lambda: b"a,b\n" + b"9" * 100_000 + b",1e999999\n", "opens")


def tables(scale: int = 10) -> list[Attack]:
    """Hostile tables, with their suffixes."""
    return [*_workbooks(scale), *_arrays(scale), *_texts(scale)]
