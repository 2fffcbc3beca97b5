"""Finding widgets by a few letters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.ui.help_text import gives, plain, rich, short_help, split_paragraphs, takes
from satsuma.ui.widget_search import fold, search
from satsuma.widget import Input, Spec


@dataclass
class Toy:
    """Stands for a widget class."""

    spec: Any


def toy(title: str, *keywords: str, doc: str = "", category: str = "Toys") -> Toy:
    return Toy(Spec(f"satsuma.{title.lower()}", title, category, "", 1, doc, keywords, "quick",
                    {}, {}, (), None))


IMPORT = toy("Import Images", "folder", "photos", doc="Read the pictures of a folder into a table.")
VIEWER = toy("Image Viewer", "gallery", doc="Show the pictures that come in.")
TSNE = toy("t-SNE", "map", doc="Draw a map in which alike **pictures** are close.")
TREE = toy("Hierarchical Clustering", "tree", doc="Group similar pictures into a tree.")
SHELF = (IMPORT, VIEWER, TSNE, TREE)


def found(query: str) -> list[str]:
    return [hit.widget.spec.title for hit in search(SHELF, query)]


def test_nothing_typed_finds_all_in_their_order():
    assert found("  ") == ["Import Images", "Image Viewer", "t-SNE", "Hierarchical Clustering"]


def test_a_beginning_comes_before_a_middle():
    assert found("image") == ["Image Viewer", "Import Images"]


def test_a_title_comes_before_a_keyword_and_that_before_the_help():
    shelf = (toy("A", doc="a map of it"), toy("B", "map"), toy("Map"), toy("C", category="Map"))
    assert [hit.widget.spec.title for hit in search(shelf, "map")] == ["Map", "B", "C", "A"]


@pytest.mark.parametrize(("query", "title", "why"), [
    ("import", "Import Images", ""),
    ("folder", "Import Images", "keyword: folder"),
    ("phot", "Import Images", "keyword: photos"),
    ("similar", "Hierarchical Clustering", "help: Group similar pictures into…"),
    ("alike", "t-SNE", "help: …in which alike pictures are…"),
])
def test_a_hit_outside_the_title_says_where(query, title, why):
    hit = search(SHELF, query)[0]
    assert (hit.widget.spec.title, hit.why) == (title, why)


def test_the_category_is_looked_at():
    (hit,) = search((toy("A", category="Unsupervised"),), "unsup")
    assert hit.why == "category: Unsupervised"


def test_every_word_must_be_found():
    assert found("image view") == ["Image Viewer"]
    assert found("viewer image") == ["Image Viewer"]
    assert found("image nonsense") == []


def test_of_several_words_the_weakest_decides():
    assert search(SHELF, "import pictures")[0].why.startswith("help: ")


@pytest.mark.parametrize("query", ["ímàge", "IMAGE", "Imágé"])
def test_accents_and_case_do_not_matter(query):
    assert found(query) == ["Image Viewer", "Import Images"]


def test_hyphens_and_first_letters():
    assert found("tsne")[0] == "t-SNE"
    assert found("t sne")[0] == "t-SNE"
    assert found("hc") == ["Hierarchical Clustering"]


def test_the_exact_title_comes_first():
    shelf = (toy("Distances"), toy("Distance"), toy("Distance Map"))
    assert search(shelf, "distance")[0].widget.spec.title == "Distance"


@given(st.text())
def test_any_text_can_be_searched(query):
    hits = search(SHELF, query)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({id(hit.widget) for hit in hits}) == len(hits)


@given(st.sampled_from(SHELF), st.data())
def test_every_part_of_a_title_finds_it(cls, data):
    title = cls.spec.title
    start = data.draw(st.integers(0, len(title) - 1))
    end = data.draw(st.integers(start + 1, len(title)))
    assert title in [hit.widget.spec.title for hit in search(SHELF, title[start:end])]


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_help_without_signs():
    assert plain("# Head\n\n- one **two** `three`\n- [four](five.md) *six*") == \
        "Head one two three four six"
    assert plain("2 * 3 * 4 and snake_case_name") == "2 * 3 * 4 and snake_case_name"


def test_paragraphs_are_lines_and_lists_stay_lists():
    assert split_paragraphs("a\nb\n\n- c\n- d\n") == ["a b", "- c\n- d"]
    assert split_paragraphs("a picture's frame") == ["a picture’s frame"]
    assert split_paragraphs("  ") == []


def test_rich_text_of_a_stranger_is_harmless():
    told = rich("**bold** *it* `c` <img src='file:///secret'> [x](javascript:y)\n- point")
    assert told == ("<b>bold</b> <i>it</i> <code>c</code> &lt;img src='file:///secret'&gt; x"
                    "<br>• point")


def test_ports_in_plain_words():
    class Table: ...
    class Distances: ...
    inputs = {"data": Input(Table, True, False), "extra": Input(Table, False, True)}
    assert takes(inputs) == "Takes a table “data” and a table “extra” (as many as you like)."
    assert gives({"distances": Distances}) == "Sends distances."
    assert takes({}) == "Takes nothing: it stands at the beginning."
    assert gives({}) == "Sends nothing on: it stands at the end."


def test_short_help_of_a_widget():
    spec = replace(TSNE.spec, doc="Draw.\n\nOne.\n\nTwo.\n\nThree.")
    help_ = short_help(Toy(spec))
    assert (help_.title, help_.summary, help_.paragraphs) == ("t-SNE", "Draw.", ("One.", "Two."))


def test_first_letters_come_before_the_middle_of_a_word():
    embedding = toy("Image Embedding", doc="Describe pictures with numbers.")

    assert [hit.widget for hit in search((VIEWER, embedding), "ie")] == [embedding, VIEWER]
