"""A report is one file that comes back as it was, and that can do no harm."""

from __future__ import annotations

import time
from base64 import b64encode
from contextlib import suppress
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satsuma.catalog import discover
from satsuma.problem import Problem
from satsuma.ui.report.html import GENERATOR, shown_time, to_html
from satsuma.ui.report.items import Report, ReportItem
from satsuma.ui.report.links import links_in
from satsuma.ui.report.reading import parse_report, read_report
from satsuma.workflow.model import Workflow

pytestmark = pytest.mark.window

PNG = (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x03\x08\x02\x00\x00\x00"
       b"rest")


@pytest.fixture(scope="module")
def known():
    return discover()


def a_workflow(known, folder) -> Workflow:
    workflow, _ = Workflow(title="A <b>").with_new_node(
        known.named("import_images")((str(folder / "my pictures"),)), "Pictures & more")
    return workflow


def body(html: str) -> str:
    return html.split("<body>")[1]


def again(report: Report, known, folder) -> Report:
    return parse_report(to_html(report, folder).encode(), folder, known).report


def same(first: Report, second: Report) -> bool:
    """Equal but for the ids, which live only as long as the window."""
    return first.title == second.title and [replace(one, id="") for one in first.items] == [
        replace(one, id="") for one in second.items]


def test_it_comes_back_as_it_was(known, tmp_path):
    workflow = a_workflow(known, tmp_path)
    report = Report("Cows & co.", (
        ReportItem("A <tree>", "First line\n\n  third", (("Linkage", "Ward"), ("Cut", "75 %")),
                   PNG, (), "2026-11-21T13:20:00", workflow),
        ReportItem("Rows", "", (), b"", (("a", "b"), ("1", ""), ("<x>", "2")), "", workflow),
        ReportItem("Note", "Only words")))
    assert same(again(report, known, tmp_path), report)


def test_folders_are_written_as_seen_from_the_file(known, tmp_path):
    report = Report("", (ReportItem("x", workflow=a_workflow(known, tmp_path)),))
    html = to_html(report, tmp_path)
    assert str(tmp_path) not in html
    other = tmp_path.parent / "elsewhere"
    moved = parse_report(html.encode(), other, known).report.items[0].workflow
    assert moved.nodes["pictures-more"].widget.sources == (str(other / "my pictures"),)


def test_equal_states_are_written_once(known, tmp_path):
    workflow = a_workflow(known, tmp_path)
    report = Report("", tuple(ReportItem(str(n), workflow=workflow) for n in range(5)))
    assert to_html(report, tmp_path).count("&lt;scheme") == 1


class Seen(HTMLParser):
    """What a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.addresses += [value for name, value in attrs if name in ("src", "href")]


HOSTILE = "</pre><script>alert(1)</script><img src=x onerror=alert(1)>\"' -->\x00\ud800"


def test_whatever_is_written_nothing_is_run_or_fetched(known, tmp_path):
    workflow = replace(a_workflow(known, tmp_path), title=HOSTILE, description=HOSTILE)
    report = Report(HOSTILE, (ReportItem(HOSTILE, HOSTILE, ((HOSTILE, HOSTILE),), PNG,
                                         ((HOSTILE,), (HOSTILE,)), HOSTILE, workflow),))
    html = to_html(report, tmp_path)
    seen = Seen()
    seen.feed(html)
    assert seen.tags <= {"html", "head", "meta", "title", "style", "body", "h1", "h2", "article",
                         "time", "img", "div", "table", "tr", "th", "td", "p", "dl", "dt", "dd",
                         "details", "summary", "pre"}
    assert seen.names <= {"lang", "charset", "name", "content", "http-equiv", "data-state", "class",
                          "datetime", "alt", "width", "src", "id"}
    assert all(address.startswith("data:image/png;base64,") for address in seen.addresses)
    assert "default-src 'none'" in html
    assert html.encode()  # no lone surrogates
    item = parse_report(html.encode(), tmp_path, known).report.items[0]
    assert item.note == HOSTILE.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")


text = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40)


@given(title=text, items=st.lists(st.builds(
    ReportItem, text, text, st.lists(st.tuples(text, text), max_size=3).map(tuple),
    st.sampled_from([b"", PNG]), st.just(()), st.just(""), st.none()), max_size=4).map(tuple))
def test_any_words_come_back(known, tmp_path_factory, title, items):
    report = Report("" if title == "Report" else title, items)
    assert same(again(report, known, tmp_path_factory.getbasetemp()), report)


def page(inside: str) -> bytes:
    return f'<html><head><meta name="generator" content="{GENERATOR}"></head>{inside}'.encode()


def test_scripts_styles_and_foreign_elements_mean_nothing(known, tmp_path):
    opened = parse_report(page(
        "<h1>T</h1><script>article</script><article onclick='x'><h2>A<b>B</b></h2>"
        "<iframe src='http://x'></iframe><svg><script>1</script></svg></article></body>"),
        tmp_path, known)
    assert opened.report.title == "T"
    assert [item.title for item in opened.report.items] == ["AB"]


@pytest.mark.parametrize("address", [
    "http://example.org/a.png", "file:///etc/passwd", "data:text/html;base64,AAAA",
    "data:image/png;base64,AAAA", "data:image/png;base64,%%%",
    "data:image/png;base64," + b64encode(PNG[:16] + b"\xff" * 8 + PNG[24:]).decode()])
def test_pictures_that_are_none_are_left_out_and_told(known, tmp_path, address):
    opened = parse_report(page(f'<article><h2>A</h2><img src="{address}"></article>'), tmp_path,
                          known)
    assert opened.report.items[0].png == b""
    assert "left out" in opened.problems[0]


def test_a_state_that_cannot_be_opened_is_told(known, tmp_path):
    opened = parse_report(page('<article data-state="s"><h2>A</h2><pre id="s">&lt;x/&gt;</pre>'
                               "</article>"), tmp_path, known)
    assert opened.report.items[0].workflow is None
    assert "no workflow" in opened.problems[0]


def test_too_much_is_refused(known, tmp_path):
    with pytest.raises(Problem, match="items"):
        parse_report(page("<article>" * 3000), tmp_path, known)
    with pytest.raises(Problem, match="cells"):
        parse_report(page("<article><table><tr>" + "<td>x</td>" * 100_001), tmp_path, known)


@pytest.mark.parametrize("data", [b"", b"<html><body>Hello", b"\x89PNG", b"<html>\xe4"])
def test_other_files_are_no_reports(known, tmp_path, data):
    with pytest.raises(Problem, match="no report"):
        parse_report(data, tmp_path, known)


def test_a_file_that_is_not_there(known, tmp_path):
    with pytest.raises(Problem, match="cannot be read"):
        read_report(tmp_path / "none.html", known)


@given(data=st.binary(max_size=300))
def test_no_bytes_break_the_reader(known, tmp_path_factory, data):
    folder = tmp_path_factory.getbasetemp()
    parse_report(page("") + data, folder, known)


@given(words=st.lists(st.sampled_from(
    ["<article>", "</article>", "<h2>", "</h2>", "<dd>", "<dt>", "</dd>", "<td>", "</td>", "<tr>",
     "<pre id=a>", "</pre>", "<img src=x>", "<p>", "a", "&lt;", "<!--", "<![CDATA["])))
def test_no_order_of_elements_breaks_the_reader(known, tmp_path_factory, words):
    parse_report(page("".join(words)), tmp_path_factory.getbasetemp(), known)


def test_times_are_told_as_people_write_them():
    assert shown_time("2026-11-21T13:20:59") == "2026-11-21 13:20"
    assert shown_time("soon") == "soon"


@pytest.mark.parametrize("piece", ["<", "<a ", "<!--", "<!x", "<?", "</", "</a ", "<![CDATA[", "&",
                                   "&#1;", "<p>x</p>", "<tr>", "<dd>b</dd>", "<script></script>",
                                   '<img src="data:image/png;base64,'])
def test_a_large_file_of_nonsense_is_read_at_once(known, tmp_path, piece):
    began = time.thread_time()
    with suppress(Problem):  # it is too much of something, and told so
        parse_report(page("<article><p>" + piece * (400_000 // len(piece))), tmp_path, known)
    assert time.thread_time() - began < 2.0


def test_an_address_that_never_ends_is_found_at_once():
    began = time.thread_time()
    (link,) = links_in("(https://example.org/(a)" + ")." * 100_000)
    assert link.address == "https://example.org/(a)"
    assert time.thread_time() - began < 1.0


def test_numbers_of_letters_without_end_are_words(known, tmp_path):
    opened = parse_report(page(f"<article><p>&#{'1' * 9000};</p>"), tmp_path, known)
    assert opened.report.items[0].note.startswith("&#111")


def test_comments_mean_nothing(known, tmp_path):
    opened = parse_report(page("<!-- <article><h2>No</h2></article> --><article><h2>A</h2>"
                               "</article><!-- <article>"), tmp_path, known)
    assert [item.title for item in opened.report.items] == ["A"]


def test_words_that_nobody_could_read_are_cut_and_told(known, tmp_path):
    opened = parse_report(page(f"<article><h2>{'x' * 400}</h2><p>{'y' * 200_000}</p>"), tmp_path,
                          known)
    item, = opened.report.items
    assert (len(item.title), len(item.note)) == (300, 40_000)
    assert [problem[:26] for problem in opened.problems] == ["A text of 400 letters is c",
                                                             "A text of 200,000 letters "]
    with pytest.raises(Problem, match="settings"):
        parse_report(page("<article>" + "<dt>a</dt><dd>b</dd>" * 300), tmp_path, known)
