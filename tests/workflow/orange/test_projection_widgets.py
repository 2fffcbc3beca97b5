"""PCA, t-SNE and Image Map as Orange keeps its settings, and back."""

from __future__ import annotations

import pytest

from satsuma.catalog import discover
from satsuma.workflow.orange.counterparts import from_here, from_there
from satsuma.workflow.orange.foreign_settings import ForeignSettings
from satsuma.workflow.orange.records import Record

CATALOG = discover(entry_points=False)
PCA = CATALOG.widgets["satsuma.pca"]


@pytest.mark.parametrize(("there", "here"), [
    ({"ncomponents": 5, "variance_covered": 71, "normalize": False},
     PCA(components=5, share=71.0, standardize=False)),
    ({"ncomponents": 0, "variance_covered": 90}, PCA(keep="share", components=1, share=90.0)),
    ({"ncomponents": -4, "variance_covered": 900}, PCA(keep="share", components=1, share=100.0)),
])
def test_components_are_taken(there, here):
    pair = from_there("Orange.widgets.unsupervised.owpca.OWPCA")
    assert PCA(**pair.take(ForeignSettings(there))) == here


def test_components_are_given():
    give = from_here("satsuma.pca").give
    assert give(PCA(components=3)).settings["ncomponents"] == 3
    assert give(PCA(components=300)).notes == (
        "100 components are kept: Orange keeps no more.",)
    written = give(PCA(keep="share", share=82.5))
    assert written.settings["ncomponents"] == 0
    assert written.settings["variance_covered"] == 82
    assert "82 %" in written.notes[0]


def test_a_map_is_taken_from_the_context():
    pair = from_there("Orange.widgets.unsupervised.owtsne.OWtSNE")
    assert pair is not None
    assert pair.take(ForeignSettings({})) == {
        "perplexity": 30, "components": 20, "standardize": True}


def test_of_a_map_what_was_changed_is_told_to_be_left_out():
    TSNE, give = CATALOG.widgets["satsuma.tsne"], from_here("satsuma.tsne").give
    assert give(TSNE()).notes == ("There, the map begins at Start.",)
    assert give(TSNE(perplexity=5, size=80)).notes[1] == (
        "“Perplexity”, “Size” are left out: choose anew in Orange.")


def test_a_scatter_plot_is_a_map_of_its_columns():
    pair = from_there("Orange.widgets.visualize.owscatterplot.OWScatterPlot")
    assert pair is not None
    context = Record("orangewidget.settings.Context",
                     state={"values": {"attr_x": ("PC1", 102), "attr_y": ("PC2", 102)}})
    ImageMap = CATALOG.widgets["satsuma.image_map"]
    assert ImageMap(**pair.take(ForeignSettings({"context_settings": [context]}))) == ImageMap(
        x="PC1", y="PC2")
    assert pair.give(ImageMap()).notes == (
        "Orange's Scatter Plot shows dots instead of the pictures.",)
    assert pair.give(ImageMap(x="PC1")).notes[1] == (
        "“Across” is left out: choose anew in Orange.")
