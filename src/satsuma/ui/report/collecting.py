"""Collecting: what a widget's window puts into the report."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PyQt6 import sip

from satsuma.ui.background import background
from satsuma.ui.report.book import now_text
from satsuma.ui.report.desk import desk
from satsuma.ui.report.facts import flow_facts, setting_facts, table_remark, table_rows
from satsuma.ui.report.items import ReportItem
from satsuma.ui.view_picture import Picture
from satsuma.ui.widget_edits import inputs_of, outputs_of
from satsuma.views import Rows
from satsuma.workflow.fitting import title_of

if TYPE_CHECKING:
    from satsuma.ui.widget_window import WidgetWindow

MOST_PIXELS = 8_000_000
"""Of a picture in a report: enough for paper, and a file that can still be sent."""


def add_view(window: WidgetWindow) -> None:
    """Put what a window shows into the report, with the workflow as it is now."""
    document, node = window.document, window.node
    result = document.bridge.last(window.node_id)
    facts = setting_facts(node.widget) + flow_facts(
        inputs_of(document, window.node_id), outputs_of(node.widget, result))
    item = ReportItem(title_of(node), facts=facts, made=now_text(), workflow=document.workflow)
    view = window.area.view
    if isinstance(view, Rows):
        _add(window, _with_table(item, view))
    else:
        window.saving.drawn(".png", partial(_encode, window, item), MOST_PIXELS)


def _with_table(item: ReportItem, view: Rows) -> ReportItem:
    remark = table_remark(view.table)
    facts = (*item.facts, ("Shown", remark)) if remark else item.facts
    return ReportItem(item.title, "", facts, b"", table_rows(view.table), item.made, item.workflow)


def _encode(window: WidgetWindow, item: ReportItem, picture: Picture) -> None:
    background().submit(picture.encoded, partial(_add_picture, window, item, picture.remark))


def _add_picture(window: WidgetWindow, item: ReportItem, remark: str, png: bytes) -> None:
    facts = (*item.facts, ("Shown", remark)) if remark else item.facts
    _add(window, ReportItem(item.title, "", facts, png, (), item.made, item.workflow))


def _add(window: WidgetWindow, item: ReportItem) -> None:
    if sip.isdeleted(window):
        return  # closed before the picture was ready
    count = desk().add(item, window.document, window)
    window.saving.told.emit(f"Added to the report, which has "
                            f"{count} {'item' if count == 1 else 'items'} now.")
