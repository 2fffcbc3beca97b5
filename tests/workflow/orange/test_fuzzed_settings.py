"""Whatever stands where Orange keeps settings: the file opens, and what is odd is told."""

from __future__ import annotations

import base64
import pickle
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from satsuma.catalog import Catalog, discover
from satsuma.workflow.orange.counterparts import all_pairs
from satsuma.workflow.orange.exporting import orange_text
from satsuma.workflow.orange.taking import ODD
from satsuma.workflow.ows import loads

ORANGE = Path(__file__).parents[2] / "fixtures" / "orange"
PAIRS = all_pairs()

NAMES = ("recent_paths", "recent_urls", "url", "source", "sheet_names", "selected_items",
         "image_attr", "title_attr", "imageSize", "cb_embedder_current_id", "stored_sort",
         "stored_selection", "show_distributions", "select_rows", "metric_id", "metric_idx",
         "axis", "normalized_dist", "__version__", "linkage", "selection_method", "cut_ratio",
         "top_n", "pruning", "max_depth", "annotation", "color_by", "__session_state_data",
         "context_settings", "conditions", "purge_attributes", "attr_pairs", "merging",
         "merge_type", "append_source_column", "source_attr_name", "source_column_role",
         "ignore_names", "sampling_type", "sampleSizeNumber", "sampleSizePercentage",
         "selectedFold", "number_of_folds", "stratify", "use_seed", "replacement",
         "compatibility_mode", "domain_role_hints", "ignore_new_features", "domain_editor",
         "variables", "stored_path", "stored_name", "filter", "auto_save", "dirname", "use_scale",
         "scale_index", "file_format_index", "penalty_type", "C_index", "class_weight",
         "metric_index", "n_neighbors", "weight_index", "kernel_type", "svm_type", "gamma", "C",
         "degree", "use_min_samples_split", "use_max_features", "max_depth", "use_max_depth",
         "n_estimators", "solver_index", "hidden_layers_input", "activation_index", "alpha_index",
         "max_iterations", "reg_type", "fit_intercept", "k", "k_from", "k_to", "optimize_k",
         "n_init", "smart_init", "normalize", "min_samples", "eps", "apply_pca", "k_neighbors",
         "resolution", "distance_idx", "cluster_var")
"""Every name that is asked for."""

WORDS = st.sampled_from(("rows", "columns", "selection_state", "values", "variables", "file:///a.csv",
                         "a.csv", "", "\\a", "-a", "\udcff", "\0", "huge"))
KEYS = WORDS | st.text(max_size=5) | st.integers() | st.none() | st.booleans()
PLAIN = KEYS | st.floats() | st.sampled_from((-1, 101, 103, 2 ** 63, 1e308)) \
    | st.binary(max_size=5) | st.tuples(WORDS, st.sampled_from((-2, 101, 102, 103, -1, 1)))
VALUES = st.recursive(
    PLAIN | st.frozensets(WORDS, max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.tuples(inner, inner) | st.tuples(inner)
    | st.dictionaries(KEYS | st.tuples(WORDS, st.integers()), inner, max_size=3),
    max_leaves=12)
SETTINGS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=12)


class Context:
    """Pickled as Orange pickles what was chosen for some data."""

    def __init__(self, values: Any, **more: Any) -> None:
        self.__dict__.update(values=values, **more)


class RecentPath(Context):
    """Found by its name, which ends so."""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return discover(entry_points=False)


def file_of(place: int, text: str, form: str) -> bytes:
    """Two linked widgets of a kind, with these settings."""
    name = PAIRS[place].there
    return (f'<scheme version="2.0"><nodes><node id="0" qualified_name="{name}" title="A" '
            f'position="(1, 2)"/><node id="1" qualified_name="{name}" title="B" '
            f'position="(1, 2)"/></nodes><links><link source_node_id="0" sink_node_id="1" '
            f'source_channel="Data" sink_channel="Data"/></links><node_properties>'
            f'<properties node_id="0" format="{form}" data={quoteattr(text)}/><properties '
            f'node_id="1" format="{form}" data={quoteattr(text)}/></node_properties></scheme>'
            ).encode("utf-8", "replace")


def opens(data: bytes, catalog: Catalog) -> None:
    """It opens, nothing in it was unforeseen, and it can be written for Orange."""
    found = loads(data, Path("/lab"), catalog)
    assert not any(ODD in one for one in found.problems)
    ET.fromstring(orange_text(found.workflow).text)


BRIEF = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@BRIEF
@given(st.integers(0, len(PAIRS) - 1), SETTINGS)
def test_any_literals(catalog: Catalog, place: int, found: dict[str, Any]) -> None:
    opens(file_of(place, repr(found), "literal"), catalog)


@BRIEF
@given(st.integers(0, len(PAIRS) - 1), SETTINGS, SETTINGS)
def test_any_pickles(catalog: Catalog, place: int, found: dict[str, Any],
                     chosen: dict[str, Any]) -> None:
    found, chosen = huge(found), huge(chosen)
    whole = {"recent_paths": [RecentPath({}, **chosen)], **found,
             "context_settings": [Context(chosen, **chosen)]}
    opens(file_of(place, base64.encodebytes(pickle.dumps(whole, 4)).decode(), "pickle"), catalog)


@pytest.mark.parametrize("place", range(len(PAIRS)), ids=[pair.title for pair in PAIRS])
def test_texts_where_lists_are_expected(catalog: Catalog, place: int) -> None:
    chosen = dict.fromkeys(NAMES, "rows")
    whole = {**chosen, "context_settings": [Context(chosen)]}
    opens(file_of(place, base64.encodebytes(pickle.dumps(whole)).decode(), "pickle"), catalog)


SAVED = [(file.name, one.get("node_id"), base64.b64decode(one.text or ""))
         for file in sorted(ORANGE.glob("*.ows"))
         for one in ET.parse(file).getroot().iter("properties") if one.get("format") == "pickle"]


@pytest.mark.filterwarnings("ignore:invalid:DeprecationWarning")  # of Python's splitter
@BRIEF
@given(st.data())
def test_pickles_of_orange_with_bytes_changed(catalog: Catalog, data: Any) -> None:
    name, node_id, saved = data.draw(st.sampled_from(SAVED))
    changed = bytearray(saved[:3000])
    for at in data.draw(st.lists(st.integers(0, len(changed) - 1), min_size=1, max_size=6)):
        changed[at] = data.draw(st.integers(0, 255))
    root = ET.parse(ORANGE / name).getroot()
    one = root.find(f"node_properties/properties[@node_id='{node_id}']")
    assert one is not None
    one.text = base64.encodebytes(bytes(changed)).decode()
    opens(ET.tostring(root), catalog)


def huge(value: Any) -> Any:
    """With a number of 5,001 digits, which Python does not write as a text, for the word “huge”."""
    match value:
        case dict():
            return {huge(key): huge(one) for key, one in value.items()}
        case list():
            return list(map(huge, value))
        case tuple():
            return tuple(map(huge, value))
        case "huge":
            return 10 ** 5000
    return value
