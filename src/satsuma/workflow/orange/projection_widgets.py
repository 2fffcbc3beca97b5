"""PCA, t-SNE and Image Map: Orange's settings as ours, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from satsuma.widget import setting_fields
from satsuma.workflow.orange.counterparts import Counterpart, Port, Written
from satsuma.workflow.orange.foreign_settings import ForeignSettings

_MOST = 100
"""Components that Orange keeps at most."""


def _take_components(settings: ForeignSettings) -> Mapping[str, Any]:
    """With 0 components Orange keeps as many as the share of variance needs."""
    count = settings.number("ncomponents", 2)
    return {"keep": "number" if count > 0 else "share",
            "components": min(max(count, 1), 1_000),
            "share": min(max(settings.share("variance_covered", 100.0), 1.0), 100.0),
            "standardize": settings.flag("normalize", True)}


def _give_components(widget: Any) -> Written:
    notes = []
    by_number = widget.keep == "number"
    if by_number and widget.components > _MOST:
        notes.append(f"{_MOST} components are kept: Orange keeps no more.")
    if not by_number and widget.share != int(widget.share):
        notes.append(f"“Share” becomes {int(widget.share)} %: Orange takes whole numbers.")
    return Written({"ncomponents": min(widget.components, _MOST) if by_number else 0,
                    "variance_covered": int(widget.share), "normalize": widget.standardize,
                    "auto_commit": True}, tuple(notes))


def _take_map(settings: ForeignSettings) -> Mapping[str, Any]:
    """Orange keeps these for the data that was there last."""
    def number(name: str, default: int, low: int, high: int) -> int:
        value = settings.of_context(name)
        known = isinstance(value, int) and not isinstance(value, bool)
        return min(max(value if known else default, low), high)

    def flag(name: str) -> bool:
        value = settings.of_context(name)
        return value if isinstance(value, bool) else True

    if number("initialization_method_idx", 0, 0, 1):
        settings.note("the spectral start is not offered here; the first two components are used.")
    if number("distance_metric_idx", 0, 0, 9):
        settings.note("only Euclidean distances are offered here, and they are used.")
    if not flag("use_pca_preprocessing"):
        settings.note("components are always used here, up to 500 of them.")
        return {"perplexity": number("perplexity", 30, 2, 500), "components": 500,
                "standardize": flag("normalize")}
    return {"perplexity": number("perplexity", 30, 2, 500),
            "components": number("pca_components", 20, 2, 500), "standardize": flag("normalize")}


def _give_map(widget: Any) -> Written:
    return Written({}, ("There, the map begins at Start.", *_left_out(widget)))


def _left_out(widget: Any) -> tuple[str, ...]:
    """The settings that a person has changed: Orange keeps such settings with its data."""
    labels = [facts.metadata["label"] for name, facts in setting_fields(widget).items()
              if getattr(widget, name) != facts.default]
    named = ", ".join(f"“{label}”" for label in labels)
    are = "is" if len(labels) == 1 else "are"
    return (f"{named} {are} left out: choose anew in Orange.",) if labels else ()


def _take_plot(settings: ForeignSettings) -> Mapping[str, Any]:
    """A scatter plot becomes a map: the same two columns, with the pictures where there are any."""
    return {"x": settings.column("attr_x"), "y": settings.column("attr_y"),
            "color": settings.column("attr_color")}


def _give_plot(widget: Any) -> Written:
    return Written({}, ("Orange's Scatter Plot shows dots instead of the pictures.",
                        *_left_out(widget)))


PROJECTIONS = (
    Counterpart(
        "Orange.widgets.unsupervised.owpca.OWPCA", "satsuma.pca", "PCA",
        inputs=(Port("data", "Data", "data"),),
        outputs=(Port("transformed_data", "Transformed Data", "transformed"),
                 Port("data", "Data", "data"), Port("components", "Components", "components")),
        take=_take_components, give=_give_components),
    Counterpart(
        "Orange.widgets.unsupervised.owtsne.OWtSNE", "satsuma.tsne", "t-SNE", version=4,
        inputs=(Port("data", "Data", "data"),),
        outputs=(Port("annotated_data", "Data", "data"),),
        take=_take_map, give=_give_map),
    Counterpart(
        "Orange.widgets.visualize.owscatterplot.OWScatterPlot", "satsuma.image_map",
        "Scatter Plot", version=5, inputs=(Port("data", "Data", "data"),),
        outputs=(Port("selected_data", "Selected Data", "selected"),
                 Port("annotated_data", "Data", "data")),
        take=_take_plot, give=_give_plot),
)
