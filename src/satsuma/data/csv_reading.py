"""Reading tables from text files: .csv, .tsv and .tab, packed or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from satsuma.data.csv_arrow import read_by_arrow
from satsuma.data.csv_blocks import Block, block_of, number_block
from satsuma.data.csv_rows import Rows
from satsuma.data.csv_text import CsvText, csv_text
from satsuma.data.flat import Layout, header, layout
from satsuma.data.found_table import FoundTable, Wish
from satsuma.data.heading import Heading, heading_of
from satsuma.data.metadata_file import metadata_of
from satsuma.data.number_text import lenient_numbers_from, narrowed
from satsuma.data.sheet import Cells, Sheet, table_from
from satsuma.data.side_file import read_side
from satsuma.data.table_suffix import plain_suffix, table_stem
from satsuma.problem import Problem
from satsuma.run import Run

_TRIES = 4
"""So often a block of numbers is looked for that turns out to hold something else further down."""


def read_csv(file: Path, run: Run = Run(), wish: Wish = Wish()) -> FoundTable:
    """Read a table, with its second file where there is one.

    Raises Problem, naming the file and the line, for everything that is wrong.
    """
    record = read_side(file, run)
    if record is not None and record.metric is not None:
        raise Problem(f"“{file}” holds distances, not a table.")
    text = csv_text(file, run, header(record) if record else ())
    annotated = record is None or plain_suffix(file) == ".tab"
    heading = heading_of(text, plain=not annotated)
    if record is not None:
        heading = replace(heading, told="Kinds and roles come from the second file beside it.")
    Rows(text, file)  # says what is wrong where there is no header
    laid = layout(heading.names, record, run, heading.notes, wish.ids)
    sheet = _sheet(text, file, heading, laid, wish, run)
    metadata = metadata_of(file, run)
    found = table_from(sheet, record, file, run, wish=wish, name=metadata.name or table_stem(file),
                       decimal_comma=text.separator in ";\t")
    told = (text.told(), heading.told, *metadata.told)
    return replace(found, told=tuple(filter(None, told)))


def _sheet(text: CsvText, file: Path, heading: Heading, laid: Layout, wish: Wish,
           run: Run) -> Sheet:
    """All cells; most of the numbers as one block, where it is worth it."""
    tabu: set[int] = set()
    for _ in range(_TRIES):
        block = block_of(laid) or number_block(text, heading, laid, wish, tabu)
        if block is None or block.start in tabu:
            break
        rows = Rows(text, file, heading.rows)
        read = read_by_arrow(text, rows.number, laid.width, block, run) if not tabu else None
        sheet = _of_columns(laid, block, *read) if read else _with_block(
            rows, laid, block, tabu, run)
        if sheet is not None:
            return sheet
    return _cell_by_cell(Rows(text, file, heading.rows), laid, run)


def _with_block(rows: Rows, laid: Layout, block: Block, tabu: set[int], run: Run) -> Sheet | None:
    """All cells, those of one block as numbers; None where one is none, its places in `tabu`."""
    plain: list[list[str]] = []
    values, done = block.room(rows.text.most_rows()), 0
    for chunk in rows.chunks(block.start, block.stop):
        run.check()
        segments = [row.pop(block.start) for row in chunk]
        part = block.numbers(segments, rows.text.separator)
        if part is None:
            tabu.update(block.wrong_places(segments, rows.text.separator))
            return None
        values[done:done + len(part)] = part
        done += len(part)
        plain += chunk
    places = [place for place in range(laid.width) if not block.start <= place < block.stop]
    blocks, columns = block.made(values[:done])
    return _made(laid, places, plain, blocks, columns)


def _of_columns(laid: Layout, block: Block, values: np.ndarray, beside: list[list[str]]) -> Sheet:
    places = [place for place in range(laid.width) if not block.start <= place < block.stop]
    blocks, columns = block.made(values)
    cells: dict[int, Cells] = dict(zip(places, beside, strict=True)) | columns
    return _sheet_of(laid, len(values), cells, blocks)


def _cell_by_cell(rows: Rows, laid: Layout, run: Run) -> Sheet:
    plain: list[list[str]] = []
    for chunk in rows.chunks(laid.width, laid.width):
        run.check()
        plain += chunk
    return _made(laid, range(laid.width), plain, {}, {})


def _made(laid: Layout, places: Sequence[int], rows: Sequence[Sequence[str]],
          blocks: dict[int, np.ndarray | None], columns: dict[int, Cells]) -> Sheet:
    found = list(zip(*rows, strict=True)) if rows else [()] * len(places)
    cells: dict[int, Cells] = dict(zip(places, found, strict=True)) | columns
    return _sheet_of(laid, len(rows), cells, blocks)


def _sheet_of(laid: Layout, rows: int, cells: dict[int, Cells],
              blocks: dict[int, np.ndarray | None]) -> Sheet:
    for span in laid.vectors:
        if span.start not in blocks:
            blocks[span.start] = _block([cells[i] for i in range(span.start, span.stop)])
    ids = None if laid.id_place is None else cells[laid.id_place]
    return Sheet(laid, rows, ids, cells, blocks)  # type: ignore[arg-type]


def _block(columns: Sequence[Cells]) -> np.ndarray | None:
    found = []
    for cells in columns:
        values = lenient_numbers_from(cells)  # type: ignore[arg-type]
        if values is None:
            return None
        found.append(values)
    return narrowed(np.column_stack(found))

