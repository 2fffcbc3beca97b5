"""Reading tables from text files: .csv, .tsv and .tab, packed or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from satsuma.data.column import Column
from satsuma.data.csv_arrow import ArrowCells, is_for_arrow, read_by_arrow
from satsuma.data.csv_blocks import (
    Block,
    block_of,
    number_block,
    number_column,
    number_role,
    number_spans,
)
from satsuma.data.csv_rows import Rows
from satsuma.data.csv_text import CsvText, csv_text
from satsuma.data.flat import Layout, Span, header, layout
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
    annotated = record is None or record.annotated or plain_suffix(file) == ".tab"
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
    singles = number_spans(text, heading, laid, wish)
    if is_for_arrow(text):
        above = Rows(text, file, heading.rows).number
        found = read_by_arrow(text, above, laid, singles, run)
        if found is not None:
            return _of_arrow(laid, singles, found)
    tabu: set[int] = set()
    for _ in range(_TRIES):
        block = block_of(laid) or number_block(_plain(singles, text), laid, tabu)
        if block is None or block.start in tabu:
            break
        sheet = _with_block(Rows(text, file, heading.rows), laid, block, tabu, run)
        if sheet is not None:
            return sheet
    return _cell_by_cell(Rows(text, file, heading.rows), laid, run)


def _plain(singles: Sequence[Span], text: CsvText) -> Sequence[Span]:
    """Those that are read as a block: with semicolons numbers may have decimal commas."""
    return () if text.separator == ";" else singles


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


def _of_arrow(laid: Layout, singles: Sequence[Span], found: ArrowCells) -> Sheet:
    role = number_role(laid)
    spans = {span.start: span for span in singles}
    columns: dict[int, Cells] = {place: number_column(values, spans.get(place), role)
                                 for place, values in found.numbers.items()}
    return _sheet_of(laid, found.rows, {**found.texts, **columns}, {**found.blocks})


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
        values = cells.values if isinstance(cells, Column) else lenient_numbers_from(cells)
        if values is None:
            return None
        found.append(values)
    return narrowed(np.column_stack(found))

