"""A table's file that changes is noticed, with what belongs to it."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from satsuma.data.column import numbers
from satsuma.data.file_news import FileNews, FileRead
from satsuma.data.side_file import side_file
from satsuma.data.table import Table
from satsuma.data.table_reading import stamps_of
from satsuma.data.tables import write_table


@pytest.fixture
def file(tmp_path):
    write_table(Table(("a", "b"), {"x": numbers([1, 2])}), tmp_path / "zoo.csv")
    return tmp_path / "zoo.csv"


def put(file: Path, moment: datetime) -> None:
    file.write_text("x\n1\n")
    os.utime(file, (moment.timestamp(), moment.timestamp()))


def test_what_is_as_it_was_is_no_news(file):
    read = FileRead(stamps_of(file))
    assert read.can_change
    assert read.file == file
    assert not read.look().news
    assert read.look().folders == (file.parent,)
    assert not FileRead((None, None, None)).can_change


def test_when_it_was_changed_is_told(file):
    os.utime(file, (1e9, 1e9))
    read = FileRead(stamps_of(file))
    now = datetime.now()
    put(file, now)
    news = read.look().news
    assert news.in_window == f"The file was changed at {now:%H:%M}."
    assert news.on_node == f"{news.in_window} Reload to read it again."
    put(file, datetime(2024, 5, 31, 14, 0))
    assert read.look().news.text == "The file was changed on 2024-05-31 14:00."
    put(file, datetime(1999, 1, 2, 3, 4))
    assert read.look().news.text == "The file was replaced by another, of 1999-01-02 03:04."


def test_what_belongs_to_it_counts_too(file):
    read = FileRead(stamps_of(file))
    side_file(file).unlink()
    assert read.look().news == FileNews(
        "“zoo.csv.satsuma.json”, which belongs to the file, is gone.")
    file.unlink()
    news = read.look().news
    assert news.problem == news.on_node == "“zoo.csv” is not there any more."
