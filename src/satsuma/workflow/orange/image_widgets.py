"""Import Images, Image Viewer, Image Embedding: Orange's settings as ours, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from satsuma.workflow.orange.around import Around
from satsuma.workflow.orange.counterparts import Counterpart, Port, Written, only_pickled
from satsuma.workflow.orange.foreign_settings import ForeignSettings

_PROJECT = "Orange3-ImageAnalytics"
_FRONT = "orangecontrib.imageanalytics.widgets"

EMBEDDERS = ("inception-v3", "squeezenet", "vgg16", "vgg19", "painters", "deeploc", "openface")
"""Orange's embedders in the order by which its settings count them."""

NETWORKS = {"inception-v3": "inception_v3", "squeezenet": "squeezenet1_1", "vgg16": "vgg16",
            "vgg19": "vgg19"}
"""The same networks here; the others are on Orange's server only."""

_LOCAL = 1  # squeezenet, the only one that Orange runs without sending the pictures away


def _take_import(settings: ForeignSettings) -> Mapping[str, Any]:
    places = settings.places("recent_paths")
    if settings.get("recent_paths") and not places:
        settings.note("its folder could not be read; choose it again.")
    return {"sources": places[:1]}


def _give_import(widget: Any) -> Written:
    notes = [f"{only_pickled('the folder')}. Choose “{source}” there again."
             for source in widget.sources[:1]]
    if len(widget.sources) > 1:
        notes.append("Orange imports one folder; the others are left out.")
    if not widget.subfolders or widget.patterns or widget.most is not None:
        notes.append("Orange imports all pictures of a folder; subfolders, name patterns and the "
                     "largest number are left out.")
    return Written({}, tuple(notes))


def _take_viewer(settings: ForeignSettings) -> Mapping[str, Any]:
    title = settings.column("title_attr")
    return {
        "size": min(max(settings.number("imageSize", 100), 32), 1024),
        "image": settings.column("image_attr"),
        "captions": [title] if title else [],
    }


def _settle_viewer(settings: ForeignSettings, around: Around) -> Mapping[str, Any]:
    """The selected pictures, which Orange keeps by their places below the imported folder."""
    chosen = settings.of_context("selected_items")
    if not (isinstance(chosen, frozenset) and chosen):
        return {}
    if not around.are_pictures_imported():
        settings.note("the selected pictures are not taken over: Orange keeps them by their files, "
                      "which do not say which rows they were. Select them again.")
        return {}
    return {"selected": sorted(one for one in chosen if isinstance(one, str))}


def _give_viewer(widget: Any) -> Written:
    notes = []
    if widget.selected:
        notes.append(f"{only_pickled('the selection')}. Select there again.")
    if widget.captions or widget.image:
        notes.append("Orange chooses the columns of pictures and titles itself.")
    if widget.group or widget.sort or widget.color or widget.descending:
        notes.append("Orange's viewer neither groups, sorts nor colors; that is left out.")
    return Written({"imageSize": widget.size, "autoCommit": True}, tuple(notes))


def _take_embedding(settings: ForeignSettings) -> Mapping[str, Any]:
    name = settings.word("cb_embedder_current_id", EMBEDDERS, 0)
    network = NETWORKS.get(name)
    if network is None:
        network = "inception_v3"
        settings.note(f"“{name}” runs on Orange's server only; Inception v3 is chosen, whose "
                      "vectors are others.")
    elif name == "squeezenet":
        settings.note("Orange's SqueezeNet has other weights and a mistake in its colors; "
                      "the vectors will differ from Orange's.")
    return {"network": network}


def _give_embedding(widget: Any) -> Written:
    notes = [f"The network is SqueezeNet there instead of “{widget.network}”: it is the only one "
             "that Orange runs without sending the pictures to a server."]
    if widget.image is not None:
        notes.append("Orange chooses the column of pictures itself.")
    if widget.precision != "full":
        notes.append("Orange computes in full precision.")
    if widget.only_known:
        notes.append("Orange embeds all pictures, not only those that are known.")
    return Written({"cb_embedder_current_id": _LOCAL, "_auto_apply": True}, tuple(notes))


IMAGES = (
    Counterpart(
        f"{_FRONT}.owimageimport.OWImportImages", "satsuma.import_images", "Import Images",
        _PROJECT, outputs=(Port("data", "Data", "data"),),
        take=_take_import, give=_give_import),
    Counterpart(
        f"{_FRONT}.owimageviewer.OWImageViewer", "satsuma.image_viewer", "Image Viewer",
        _PROJECT, 2, (Port("data", "Data", "data"),),
        (Port("selected_data", "Selected Images", "selected"), Port("data", "Data", "data")),
        _take_viewer, _give_viewer, _settle_viewer),
    Counterpart(
        f"{_FRONT}.owimageembedding.OWImageEmbedding", "satsuma.image_embedding",
        "Image Embedding", _PROJECT, 1, (Port("images", "Images", "images"),),
        (Port("embeddings", "Embeddings", "embeddings"),
         Port("skipped_images", "Skipped Images", "skipped")),
        _take_embedding, _give_embedding),
)
