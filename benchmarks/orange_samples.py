"""Sample workflows for the tests, made and saved by Orange itself.

    QT_QPA_PLATFORM=offscreen python benchmarks/orange_samples.py FOLDER

(with the Python that has Orange). Every file is a workflow that has run, with settings changed and
things picked as a person would. Places on disk are written as those of /home/ana.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from AnyQt.QtCore import QItemSelectionModel, Qt
from AnyQt.QtWidgets import QApplication
from Orange.canvas.config import Config
from orangecanvas import config
from orangecanvas.registry import WidgetRegistry
from orangecanvas.scheme import SchemeArrowAnnotation, SchemeLink, SchemeTextAnnotation
from orangecanvas.scheme.readwrite import indent, scheme_to_etree
from orangecanvas.utils import name_lookup
from orangewidget.utils.filedialogs import RecentPath
from PIL import Image

DATA = "Orange.widgets.data"
UNSUPERVISED = "Orange.widgets.unsupervised"
IMAGES = "orangecontrib.imageanalytics.widgets"
HOME = "/home/ana"


def discovered() -> WidgetRegistry:
    """All widgets of the installed Orange."""
    chosen = Config()
    config.set_default(chosen)
    config.init()
    registry = WidgetRegistry()
    chosen.widget_discovery(registry).run(chosen.widgets_entry_points())
    return registry


class Sample:
    """A workflow of Orange that runs while it is put together."""

    def __init__(self, registry: WidgetRegistry, folder: Path, title: str) -> None:
        self.registry, self.folder = registry, folder
        self.scheme = config.default.workflow_constructor()
        self.scheme.title = title
        self.scheme.set_runtime_env("basedir", str(folder))
        self._count = 0
        self.pickled = False
        self.elsewhere: dict[str, str] = {}
        """Widgets that stand for those of an add-on, and what those are called."""

    def add(self, name: str, title: str = "", **settings: Any) -> Any:
        """A new widget with these attributes set; returns its node."""
        description = self.registry.widget(name)
        node = self.scheme.new_node(description, title or None,
                                    (150.0 + 150 * self._count, 200.0))
        self._count += 1
        if settings:
            # Settings without their version are taken for old ones, and changed.
            version = name_lookup(name).settings_version
            node.properties = {"__version__": version, **settings}
        self.widget(node)
        return node

    def widget(self, node: Any) -> Any:
        return self.scheme.widget_for_node(node)

    def link(self, source: Any, out: str, sink: Any, into: str, enabled: bool = True) -> None:
        self.scheme.add_link(SchemeLink(source, out, sink, into, enabled=enabled))

    def settle(self, seconds: float = 1.5) -> None:
        """Let everything run that is going to."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.01)

    def wait(self, there: Callable[[], bool], seconds: float = 120) -> None:
        """Let everything run until something is there."""
        end = time.monotonic() + seconds
        while not there() and time.monotonic() < end:
            self.settle(0.2)

    def save(self, name: str) -> None:
        """Write the file; as pickles throughout where `pickled` says so."""
        self.settle()
        self.scheme.sync_node_properties()
        for node in self.scheme.nodes:
            node.properties = at_home(node.properties, str(self.folder))
        # save_to would ask for the settings again
        tree = scheme_to_etree(self.scheme, data_format="pickle" if self.pickled else "literal",
                               pickle_fallback=True)
        indent(tree.getroot(), 0)
        for old, new in self.elsewhere.items():
            for node in tree.getroot().iterfind("nodes/node"):
                if node.get("qualified_name") == old:
                    node.set("qualified_name", new)
                    node.set("project_name", "Orange3-Text")
        tree.write(self.folder / name, encoding="utf-8", xml_declaration=True)
        print(name, flush=True)


def at_home(value: Any, folder: str) -> Any:
    """The value with every place of this machine as one of Ana's."""
    match value:
        case str():
            return value.replace(folder, HOME)
        case RecentPath():
            parts = [at_home(part, folder) for part in value.to_list()]
            return RecentPath(*parts)
        case dict():
            return {key: at_home(one, folder) for key, one in value.items()
                    if key != "savedWidgetGeometry"}
        case list():
            return [at_home(one, folder) for one in value if not is_other_path(one, folder)]
        case tuple():
            return tuple(at_home(one, folder) for one in value)
    return value


def is_other_path(value: Any, folder: str) -> bool:
    return isinstance(value, RecentPath) and folder not in value.abspath


def made_data(folder: Path) -> None:
    """Two tables and a folder of pictures."""
    rng = np.random.default_rng(7)
    kinds = ("herb", "tree", "moss")
    with (folder / "plants.csv").open("w") as file:
        file.write("mS#plant,C#height,C#width,C#leaves,cD#kind\n")
        for i in range(12):
            a, b, c = rng.normal(5 * (i % 3), 1, 3).round(3)
            file.write(f"plant{i:02d},{a},{b},{c},{kinds[i % 3]}\n")
    with (folder / "places.csv").open("w") as file:
        file.write("mS#plant,D#place,C#light\n")
        for i in range(0, 12, 2):
            file.write(f"plant{i:02d},{'garden' if i % 4 else 'wood'},{i / 2}\n")
    for group, color in (("red", (200, 30, 30)), ("blue", (30, 30, 200))):
        (folder / "pictures" / group).mkdir(parents=True, exist_ok=True)
        for i in range(3):
            pixels = np.full((40, 40, 3), color, np.uint8)
            pixels[5 * i:5 * i + 10, :20] = 255
            Image.fromarray(pixels).save(folder / "pictures" / group / f"{group}{i}.png")


def file_node(sample: Sample, name: str = "plants.csv") -> Any:
    node = sample.add(f"{DATA}.owfile.OWFile")
    widget = sample.widget(node)
    widget.add_path(str(sample.folder / name))
    widget.load_data()
    sample.settle(0.5)
    return node


def tables(sample: Sample) -> None:
    """Tables: sorted by two columns with rows picked, one with blocks, one as it begins."""
    source = file_node(sample)
    for title, sort, rows in (("Sorted", ("height", "kind"), (0, 3, 5)), ("Plain", (), ())):
        node = sample.add(f"{DATA}.owtable.OWTable", title)
        sample.link(source, "Data", node, "Data")
        sample.settle(0.5)
        widget = sample.widget(node)
        places = {c.var.name: i for i, c in enumerate(widget.input.model.columns)}
        for name in sort:
            way = Qt.DescendingOrder if name == "height" else Qt.AscendingOrder
            widget.view.sortByColumn(places[name], way)
        if rows:
            widget.set_selection(list(rows), list(range(len(places))))
        widget.show_distributions = bool(rows)
        widget.commit.now()
    node = sample.add(f"{DATA}.owtable.OWTable", "Blocks")
    sample.link(source, "Data", node, "Data")
    sample.settle(0.5)
    widget = sample.widget(node)
    widget.select_rows = False
    widget._on_select_rows_changed()
    widget.set_selection([1, 2], [0, 2])
    widget.commit.now()


def clusters(sample: Sample) -> None:
    """Every metric and linkage, branches picked by hand."""
    source = file_node(sample)
    for place in range(12):
        node = sample.add(f"{UNSUPERVISED}.owdistances.OWDistances", f"Metric {place}",
                          metric_id=place)
        sample.link(source, "Data", node, "Data")
        if place > 4:
            continue
        tree = sample.add(f"{UNSUPERVISED}.owhierarchicalclustering.OWHierarchicalClustering",
                          f"Tree {place}", linkage=place, pruning=place % 2, max_depth=4 + place)
        sample.link(node, "Distances", tree, "Distances")
        sample.settle(0.7)
        pick(sample.widget(tree), place)


def pick(widget: Any, place: int) -> None:
    """By hand in the first two, by height and number in the others."""
    if place < 2:
        dendrogram = widget.dendrogram
        dendrogram.set_selected_clusters(list(widget.root.branches)[:2 - place])
        widget.commit.now()
    elif place == 2:
        widget.cut_ratio = 62.5
        widget._cut_ratio_changed()
    else:
        widget.top_n = place
        widget._top_n_changed()


def pictures(sample: Sample) -> None:
    """Pictures from a folder beside the workflow, embedded, shown, some picked, saved."""
    source = sample.add(f"{IMAGES}.owimageimport.OWImportImages")
    widget = sample.widget(source)
    widget.setCurrentPath(str(sample.folder / "pictures"))
    widget.start()
    sample.settle(1.5)
    embedding = sample.add(f"{IMAGES}.owimageembedding.OWImageEmbedding",
                           cb_embedder_current_id=1)
    sample.link(source, "Data", embedding, "Images")
    viewer = sample.add(f"{IMAGES}.owimageviewer.OWImageViewer", "Look", imageSize=176)
    sample.link(embedding, "Embeddings", viewer, "Data")
    saver = sample.add(f"{IMAGES}.owsaveimages.OWSaveImages", use_scale=True, scale_index=1,
                       file_format_index=1, dirname=str(sample.folder / "saved"))
    sample.link(viewer, "Selected Images", saver, "Data", enabled=False)
    sample.settle(12)
    view = sample.widget(viewer).thumbnailView
    for row in (1, 3):
        index = view.model().index(row, 0)
        view.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)


def shaping(sample: Sample) -> None:
    """Select Columns and Rows, Merge, Concatenate, Sampler, k-Means, Save Data."""
    plants, places = file_node(sample), file_node(sample, "places.csv")
    columns = sample.add(f"{DATA}.owselectcolumns.OWSelectAttributes")
    sample.link(plants, "Data", columns, "Data")
    sample.settle(0.5)
    widget = sample.widget(columns)
    widget.used_attrs[:] = [v for v in widget.used_attrs if v.name != "leaves"]
    widget.available_attrs[:] = [v for v in widget.data.domain.attributes if v.name == "leaves"]
    widget.update_domain_role_hints()
    widget.commit.now()
    rows = sample.add(f"{DATA}.owselectrows.OWSelectRows", purge_attributes=False)
    sample.link(columns, "Data", rows, "Data")
    sample.settle(0.5)
    widget = sample.widget(rows)
    widget.remove_all()
    domain = widget.data.domain
    widget.add_row(domain["height"], 4, ["2.5"])
    widget.add_row(domain["kind"], 0, [1])
    widget.conditions_changed()
    widget.commit.now()
    merge = sample.add(f"{DATA}.owmergedata.OWMergeData", merging=1)
    sample.link(plants, "Data", merge, "Data")
    sample.link(places, "Data", merge, "Extra Data")
    sample.settle(0.5)
    joined = sample.add(f"{DATA}.owconcatenate.OWConcatenate", merge_type=1,
                        append_source_column=True, source_column_role=2,
                        source_attr_name="Origin")
    sample.link(plants, "Data", joined, "Primary Data")
    sample.link(places, "Data", joined, "Additional Data")
    sampler = sample.add(f"{DATA}.owdatasampler.OWDataSampler", sampling_type=1,
                         sampleSizeNumber=5, stratify=True)
    sample.link(rows, "Unmatched Data", sampler, "Data")
    means = sample.add(f"{UNSUPERVISED}.owkmeans.OWKMeans", k=4)
    sample.link(plants, "Data", means, "Data")
    saver = sample.add(f"{DATA}.owsave.OWSave", stored_path=str(sample.folder),
                       stored_name="out.csv")
    sample.link(sampler, "Data Sample", saver, "Data")
    sample.scheme.add_annotation(SchemeTextAnnotation(
        (140.0, 20.0, 220.0, 60.0), "Choose a **table**\n", "text/markdown",
        {"family": "Sans Serif", "size": 16}))
    sample.scheme.add_annotation(SchemeTextAnnotation(
        (140.0, 320.0, 220.0, 60.0), "<b>bold</b> & more", "text/html",
        {"family": "Sans Serif", "size": 12}))
    sample.scheme.add_annotation(SchemeArrowAnnotation((200.0, 90.0), (160.0, 150.0), "#1F9CDF"))


def imported(sample: Sample) -> Any:
    source = sample.add(f"{IMAGES}.owimageimport.OWImportImages")
    widget = sample.widget(source)
    widget.setCurrentPath(str(sample.folder / "pictures"))
    widget.start()
    sample.settle(1.5)
    return source


def lesson(sample: Sample) -> None:
    """The lesson: pictures, embedded and clustered, two branches picked, seen in two viewers."""
    source = imported(sample)
    embedding = sample.add(f"{IMAGES}.owimageembedding.OWImageEmbedding",
                           cb_embedder_current_id=1)
    sample.link(source, "Data", embedding, "Images")
    distances = sample.add(f"{UNSUPERVISED}.owdistances.OWDistances", metric_id=4)
    sample.link(embedding, "Embeddings", distances, "Data")
    tree = sample.add(f"{UNSUPERVISED}.owhierarchicalclustering.OWHierarchicalClustering",
                      linkage=4)
    sample.link(distances, "Distances", tree, "Distances")
    sample.wait(lambda: sample.widget(tree).root is not None)
    pick(sample.widget(tree), 0)
    viewer = sample.add(f"{IMAGES}.owimageviewer.OWImageViewer", "The branches", imageSize=140)
    sample.link(tree, "Selected Data", viewer, "Data")
    table = sample.add(f"{DATA}.owtable.OWTable", "All of them")
    sample.link(tree, "Data", table, "Data")
    grid = sample.add(f"{IMAGES}.owimagegrid.OWImageGrid")
    sample.link(embedding, "Embeddings", grid, "Embeddings")
    sample.scheme.add_annotation(SchemeTextAnnotation(
        (140.0, 20.0, 300.0, 60.0), "Which animals are alike?", "text/plain",
        {"family": "Sans Serif", "size": 16}))


def addons(sample: Sample) -> None:
    """Widgets of an add-on and of Orange alone, in the middle of what both programs have."""
    plants, places = file_node(sample), file_node(sample, "places.csv")
    means = sample.add(f"{UNSUPERVISED}.owkmeans.OWKMeans", "Topics", k=3)
    sample.link(plants, "Data", means, "Data")
    clouds = sample.add(f"{UNSUPERVISED}.owpca.OWPCA", "Bag of words", ncomponents=2)
    sample.link(means, "Data", clouds, "Data")
    plot = sample.add("Orange.widgets.visualize.owscatterplot.OWScatterPlot")
    sample.link(clouds, "Data", plot, "Data")
    joined = sample.add(f"{DATA}.owconcatenate.OWConcatenate", "Together", merge_type=1)
    sample.link(places, "Data", joined, "Additional Data")
    sample.link(plants, "Data", joined, "Primary Data")
    table = sample.add(f"{DATA}.owtable.OWTable", "Result")
    sample.link(joined, "Data", table, "Data")
    text = "orangecontrib.text.widgets"
    sample.elsewhere = {f"{UNSUPERVISED}.owkmeans.OWKMeans": f"{text}.owldavis.OWLDAvis",
                        f"{UNSUPERVISED}.owpca.OWPCA": f"{text}.owbagofwords.OWTBagOfWords"}


SCRIPT = """import os
open(os.path.expanduser("~/ran.txt"), "w").write("I ran")
out_data = in_data[:5]
"""


def script(sample: Sample) -> None:
    """A Python script between two tables."""
    plants = file_node(sample)
    node = sample.add(f"{DATA}.owpythonscript.OWPythonScript", "First five",
                      scriptLibrary=[{"name": "First five", "script": SCRIPT, "filename": None}],
                      scriptText=SCRIPT)
    sample.link(plants, "Data", node, "Data")
    table = sample.add(f"{DATA}.owtable.OWTable")
    sample.link(node, "Data", table, "Data")


def pickled(sample: Sample) -> None:
    """Every widget's settings as a pickle, also those that Orange would write as a literal."""
    sample.pickled = True
    shaping(sample)
    source = imported(sample)
    viewer = sample.add(f"{IMAGES}.owimageviewer.OWImageViewer", "Look", imageSize=200)
    sample.link(source, "Data", viewer, "Data")
    sample.settle(2)


SAMPLES: Sequence[tuple[str, Callable[[Sample], None]]] = (
    ("tables.ows", tables), ("clusters.ows", clusters), ("pictures.ows", pictures),
    ("shaping.ows", shaping), ("lesson.ows", lesson), ("addons.ows", addons),
    ("script.ows", script), ("pickled.ows", pickled))


def main() -> None:
    """Make those that are named, or all."""
    app = QApplication([])
    folder = Path(sys.argv[1]).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    made_data(folder)
    registry = discovered()
    for name, fill in SAMPLES:
        if sys.argv[2:] and name not in sys.argv[2:]:
            continue
        sample = Sample(registry, folder, name.removesuffix(".ows").capitalize())
        fill(sample)
        sample.save(name)
    app.quit()
    sys.stdout.flush()
    os._exit(0)  # Orange's widgets do not all end well without their window


if __name__ == "__main__":
    main()
