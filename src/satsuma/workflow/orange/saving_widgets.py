"""Save Data and Save Images: Orange's settings as ours, and back."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from satsuma.data.tables import can_have_annotations
from satsuma.workflow.orange.counterparts import Counterpart, Port, Written
from satsuma.workflow.orange.foreign_settings import ForeignSettings
from satsuma.workflow.orange.image_widgets import EMBEDDERS

FILTERS = {
    ".tab": "Tab-separated values (*.tab)", ".csv": "Comma-separated values (*.csv)",
    ".xlsx": "Microsoft Excel spreadsheet (*.xlsx)",
    ".tab.gz": "Compressed Tab-separated values (*.tab.gz)",
    ".csv.gz": "Compressed Comma-separated values (*.csv.gz)"}
"""What Orange calls the kinds of files that both write."""

FORMATS = ("png", "jpg", "gif", "tiff", "pdf", "bmp", "eps", "ico")
"""Orange's formats of pictures in the order by which its settings count them."""

_OURS = {"png": "png", "jpg": "jpeg", "tiff": "tiff"}

SIDES = {"inception-v3": 299, "painters": 256, "deeploc": 64, "vgg16": 224, "vgg19": 224,
         "openface": 256, "squeezenet": 227}
"""Sides of the squares to which Orange scales pictures for its embedders."""

_BUTTON = "“Autosave” is left out: here nothing is written before somebody says so."


def _take_data(settings: ForeignSettings) -> Mapping[str, Any]:
    if settings.flag("auto_save", False):
        settings.note(_BUTTON)
    name = settings.text("stored_name")
    if not name:
        return {}
    if not name.lower().endswith(tuple(FILTERS)):
        settings.note(f"“{name}” is a kind of file that is not written here. Choose another file.")
        return {}
    annotated = settings.flag("add_type_annotations", True) and can_have_annotations(name)
    return {"file": os.path.join(settings.text("stored_path"), name),
            "header": "for Orange" if annotated else "names"}


def _give_data(widget: Any) -> Written:
    folder, name = os.path.split(widget.file)
    ending = next((one for one in reversed(FILTERS) if name.lower().endswith(one)), "")
    annotated = widget.header == "for Orange" or not can_have_annotations(name)
    plain = {"add_type_annotations": annotated, "auto_save": False}
    if not ending:
        told = (f"Orange does not write “{name}”; choose a file there.",) if name else ()
        return Written(plain, told)
    return Written(plain | {"filter": FILTERS[ending], "stored_path": folder, "stored_name": name},
                   ("Orange replaces a file of that name without a number.",))


def _take_images(settings: ForeignSettings) -> Mapping[str, Any]:
    if settings.flag("auto_save", False):
        settings.note(_BUTTON)
    form = settings.word("file_format_index", FORMATS, 0)
    if form not in _OURS:
        settings.note(f"Pictures are not written as {form.upper()} here; the files are copied as "
                      "they are.")
    settings.note("Orange makes a folder for each class; choose the column under “One folder "
                  "per”. What is in the folder already stays here.")
    longest = None
    if settings.flag("use_scale", False):
        longest = SIDES[settings.word("scale_index", EMBEDDERS, 0)]
        settings.note("Orange squeezes pictures into squares; here they keep their proportions.")
    return {"folder": settings.text("dirname"), "format": _OURS.get(form, "as_it_is"),
            "longest": longest}


def _give_images(widget: Any) -> Written:
    ours = {here: FORMATS.index(there) for there, here in _OURS.items()}
    notes = ["Orange empties the folder before it saves, so the folder is left out. Choose one "
             "there that may be emptied."]
    if widget.format not in ours:
        notes.append("Orange writes the pictures anew, as PNG.")
    if widget.groups or widget.names or widget.longest is not None:
        notes.append("Folders, names and the longest side are left out: Orange makes a folder for "
                     "each class, keeps the names, and scales to squares.")
    if widget.image is not None or widget.format in ("jpeg", "webp") and widget.quality != 90:
        notes.append("The column of pictures and the quality are left out.")
    return Written({"dirname": "", "auto_save": False, "use_scale": False, "scale_index": 0,
                    "file_format_index": ours.get(widget.format, 0)}, tuple(notes))


SAVING = (
    Counterpart(
        "Orange.widgets.data.owsave.OWSave", "satsuma.save_data", "Save Data", version=3,
        inputs=(Port("data", "Data", "data"),), take=_take_data, give=_give_data),
    Counterpart(
        "orangecontrib.imageanalytics.widgets.owsaveimages.OWSaveImages", "satsuma.save_images",
        "Save Images", "Orange3-ImageAnalytics", 1, (Port("data", "Data", "data"),),
        take=_take_images, give=_give_images),
)
