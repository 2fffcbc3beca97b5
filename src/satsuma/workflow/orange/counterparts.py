"""Counterparts: which widget of ours does what a widget of Orange does, and which port is which."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from satsuma.workflow.orange.around import Around
from satsuma.workflow.orange.foreign_settings import ForeignSettings


class Port(NamedTuple):
    """A port: its id and its shown name there, and what it is called here.

    Where several of theirs are one of ours, what enters by the `first` one stands before the rest.
    """

    there: str
    shown: str
    here: str
    first: bool = False


class Written(NamedTuple):
    """A widget's settings as Orange has them: plain values only; and what has no place there.

    `on_links` holds what is to be told only where a link leads from one of our outputs.
    """

    settings: Mapping[str, Any]
    notes: tuple[str, ...] = ()
    on_links: Mapping[str, str] = MappingProxyType({})


Taking = Callable[[ForeignSettings], Mapping[str, Any]]
"""Their settings as ours, in the form of JSON."""

Settling = Callable[[ForeignSettings, Around], Mapping[str, Any]]
"""More settings of ours, which depend on what stands around the widget."""

Giving = Callable[[Any], Written]
"""A widget of ours as their settings."""


def only_pickled(what: str) -> str:
    """Why something cannot go along to Orange, for the beginning of a note."""
    return f"Orange reads {what} only from a kind of settings that Satsuma never writes (a pickle)"


def _nothing_taken(_settings: ForeignSettings) -> Mapping[str, Any]:
    return {}


def _nothing_settled(_settings: ForeignSettings, _around: Around) -> Mapping[str, Any]:
    return {}


def _nothing_given(_widget: Any) -> Written:
    return Written({})


@dataclass(frozen=True)
class Counterpart:
    """A pair of widgets. `version` is that of Orange's settings."""

    there: str
    here: str
    title: str
    project: str = "Orange3"
    version: int = 1
    inputs: tuple[Port, ...] = ()
    outputs: tuple[Port, ...] = ()
    take: Taking = field(default=_nothing_taken)
    give: Giving = field(default=_nothing_given)
    settle: Settling = field(default=_nothing_settled)

    def port_here(self, side: str, there: str, shown: str) -> str:
        """Our name of a port by its id, or else by its shown name; as it stands if unknown."""
        ports = self.inputs if side == "in" else self.outputs
        for port in ports:
            if there and there == port.there:
                return port.here
        return next((port.here for port in ports if shown in (port.shown, port.there)),
                    there or shown)

    def input_there(self, there: str, shown: str) -> Port | None:
        """Their input by its id, or else by its shown name."""
        return next((port for port in self.inputs if there and there == port.there), None) or \
            next((port for port in self.inputs if shown in (port.shown, port.there)), None)

    def port_there(self, side: str, here: str) -> Port | None:
        """Their port of our name; None where they have none."""
        ports = self.inputs if side == "in" else self.outputs
        return next((port for port in ports if port.here == here), None)


def from_there(qualified_name: str) -> Counterpart | None:
    """The pair of a widget of Orange; None where we have nothing like it."""
    return _by_name()[0].get(_RENAMED.get(qualified_name, qualified_name))


def from_here(widget_id: str) -> Counterpart | None:
    """The pair of a widget of ours; None where Orange has nothing like it."""
    return _by_name()[1].get(widget_id)


_RENAMED = {
    "Orange.widgets.data.owimageviewer.OWImageViewer":
        "orangecontrib.imageanalytics.widgets.owimageviewer.OWImageViewer",
    "Orange.widgets.data.owtable.OWDataTable": "Orange.widgets.data.owtable.OWTable",
}
"""Names that earlier versions of Orange gave to widgets."""


def all_pairs() -> tuple[Counterpart, ...]:
    """Every pair there is."""
    return tuple(_by_name()[1].values())


@cache
def _by_name() -> tuple[dict[str, Counterpart], dict[str, Counterpart]]:
    from satsuma.workflow.orange.clustering_widgets import CLUSTERING
    from satsuma.workflow.orange.file_widgets import FILES
    from satsuma.workflow.orange.group_widgets import GROUPS
    from satsuma.workflow.orange.image_widgets import IMAGES
    from satsuma.workflow.orange.learner_widgets import LEARNERS
    from satsuma.workflow.orange.neighbors_widgets import NEIGHBORS
    from satsuma.workflow.orange.projection_widgets import PROJECTIONS
    from satsuma.workflow.orange.row_widgets import ROWS
    from satsuma.workflow.orange.saving_widgets import SAVING
    from satsuma.workflow.orange.table_widgets import TABLES

    pairs = (*IMAGES, *TABLES, *SAVING, *FILES, *ROWS, *CLUSTERING, *GROUPS, *LEARNERS, *NEIGHBORS,
             *PROJECTIONS)
    return {pair.there: pair for pair in pairs}, {pair.here: pair for pair in pairs}
