"""Collecting: what a widget's window puts into the report."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PyQt6 import sip

from satsuma.ui.background import background
from satsuma.ui.report.book import now_text
from satsuma.ui.report.desk import desk
from satsuma.ui.report.facts import flow_facts, setting_facts
from satsuma.ui.report.items import ReportItem
from satsuma.ui.report.shown_table import shown_table
from satsuma.ui.view_picture import Picture
from satsuma.ui.widget_edits import inputs_of, outputs_of
from satsuma.views import Rows
from satsuma.workflow.fitting import title_of

if TYPE_CHECKING:
    from satsuma.ui.widget_window import WidgetWindow

MOST_PIXELS = 8_000_000
"""Of a picture in a report: enough for paper, and a file that can still be sent."""

EARLIER = ("Note", "Added before the last change was worked out: this is the result of before.")


def add_view(window: WidgetWindow) -> None:
    """Put what a window shows into the report, with the workflow as it is now."""
    document, node = window.document, window.node
    item = ReportItem(title_of(node), facts=_facts(window), made=now_text(),
                      workflow=document.workflow)
    view = window.area.view
    if isinstance(view, Rows):
        background().submit(partial(_with_table, item, view), partial(_add, window))
    else:
        window.saving.drawn(".png", partial(_encode, window, item), MOST_PIXELS)


def _facts(window: WidgetWindow) -> tuple[tuple[str, str], ...]:
    """Settings and what came in; what goes out only where it belongs to them."""
    document, widget = window.document, window.node.widget
    status, came = window.status, inputs_of(document, window.node_id)
    if status.result is None or not status.result.ok or status.stale:
        return (*setting_facts(widget), *flow_facts(came, {}), EARLIER)
    return setting_facts(widget) + flow_facts(came, outputs_of(widget, status.result))


def _with_table(item: ReportItem, view: Rows) -> ReportItem:
    table = shown_table(view)
    return replace(item, rows=table.rows, facts=item.facts + table.facts)


def _encode(window: WidgetWindow, item: ReportItem, picture: Picture) -> None:
    background().submit(partial(_with_picture, item, picture), partial(_add, window))


def _with_picture(item: ReportItem, picture: Picture) -> ReportItem:
    shown = (("Shown", picture.remark),) if picture.remark else ()
    return replace(item, png=picture.encoded(), facts=item.facts + shown)


def _add(window: WidgetWindow, item: ReportItem) -> None:
    if sip.isdeleted(window):
        return  # closed before the picture was ready
    count = desk().add(item, window.document, window)
    window.tell(f"Added to the report, which has {count} {'item' if count == 1 else 'items'} now.",
                "Show", desk().show)
