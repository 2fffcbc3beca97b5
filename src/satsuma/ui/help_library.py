"""Help library: the pages of the documentation, read from our own folder. Knows nothing of Qt."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from urllib.parse import unquote

from satsuma.problem import Problem
from satsuma.ui.help_text import plain
from satsuma.ui.widget_search import fold

GUIDE, WIDGETS, PROGRAMMERS = "Guide", "Widgets", "For programmers"
FIRST = "first-steps.md"
_ORDER = ("first-steps", "canvas", "notes-and-frames", "reports", "pictures", "networks", "tables",
          "orange", "preferences", "reliability", "shortcuts", "command-line")
_PROGRAMMERS = ("writing-a-widget", "file-format", "architecture")
_LARGEST = 10_000_000


@dataclass(frozen=True)
class Page:
    """A page: its place below the folder (`widgets/distances.md`), its title and its Markdown."""

    place: str
    title: str
    text: str
    group: str


@dataclass(frozen=True)
class PageHit:
    """A page that was found, and the line that tells why; empty when the title does."""

    page: Page
    why: str


@dataclass(frozen=True)
class Library:
    """All pages in the order of the list, by their places."""

    folder: Path = Path()
    pages: dict[str, Page] = field(default_factory=dict)

    def search(self, query: str) -> list[PageHit]:
        """The pages that hold all words: those with them in the title, then by how often."""
        words = fold(query).split()
        if not words:
            return [PageHit(page, "") for page in self.pages.values()]
        ranked = [(rank, PageHit(page, "" if rank[0] == 0 else _line(page, words)))
                  for page in self.pages.values() if (rank := _rank(page, words)) is not None]
        return [hit for _, hit in sorted(ranked, key=lambda pair: pair[0])]


def docs_folder() -> Path:
    """Where the pages lie: in the installed package, or beside src in a clone. Raises Problem."""
    try:
        folder = Path(str(resources.files("satsuma.docs")))
        if (folder / FIRST).is_file():
            return folder
    except ModuleNotFoundError:
        pass  # an editable install that is older than the package of pages
    clone = Path(__file__).parents[3] / "docs"
    if (clone / FIRST).is_file():
        return clone
    raise Problem("The pages of the help are missing. Install Satsuma again.")


def read_library(folder: Path | None = None) -> Library:
    """Read all pages. Raises Problem when the folder is missing."""
    folder = docs_folder() if folder is None else folder
    found = [_page(folder, file) for file in sorted(folder.glob("*.md"))]
    found += [_page(folder, file) for file in sorted((folder / "widgets").glob("*.md"))]
    return Library(folder, {page.place: page for page in sorted(found, key=_order)})


def read_picture(folder: Path, place: str) -> bytes:
    """The bytes of a picture of the documentation. Raises OSError; never leaves the folder."""
    file = (folder / place).resolve()
    if not file.is_relative_to(folder.resolve()):
        raise PermissionError(f"{place} is not in the documentation")
    with file.open("rb") as opened:
        return opened.read(_LARGEST)


def pictures_in(page: Page) -> list[str]:
    """The places of the pictures that a page shows, those of our own folder only."""
    named = re.findall(r"!\[[^\]]*\]\(\s*<?([^)\s>]+)", page.text)
    return list(dict.fromkeys(place for each in named if (place := resolved(page.place, each))))


def resolved(here: str, target: str) -> str | None:
    """The place that a link on the page `here` leads to; None when it leads out of the pages."""
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", target) or target.startswith("/"):
        return None
    path = unquote(target.partition("#")[0])
    if not path:
        return here
    place = posixpath.normpath(posixpath.join(posixpath.dirname(here), path.replace("\\", "/")))
    return None if place.startswith("..") or "\0" in place else place


def anchor_of(heading: str) -> str:
    """What links call a heading: `The passport of a vector` is `the-passport-of-a-vector`."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading.strip().lower()))


def _page(folder: Path, file: Path) -> Page:
    text = file.read_text(encoding="utf-8", errors="replace")
    place = file.relative_to(folder).as_posix()
    heading = re.search(r"^#\s+(.+)$", text, re.MULTILINE)
    title = plain(heading[1]) if heading else file.stem.replace("-", " ").capitalize()
    if place.startswith("widgets/"):
        return Page(place, title, text, WIDGETS)
    return Page(place, title, text, PROGRAMMERS if file.stem in _PROGRAMMERS else GUIDE)


def _order(page: Page) -> tuple[int, int, str]:
    stem = posixpath.basename(page.place).removesuffix(".md")
    groups, known = (GUIDE, WIDGETS, PROGRAMMERS), (*_ORDER, *_PROGRAMMERS)
    within = known.index(stem) if stem in known else -1 if stem == "index" else len(known)
    return groups.index(page.group), within, page.title.casefold()


def _rank(page: Page, words: Iterable[str]) -> tuple[int, int] | None:
    title, text = fold(page.title), fold(page.text)
    if not all(word in text or word in title for word in words):
        return None
    in_title = all(word in title for word in words)
    return (0 if in_title else 1, -sum(text.count(word) for word in words))


def _line(page: Page, words: list[str], length: int = 90) -> str:
    """The line of a page that holds the most of the words."""
    lines = [line for line in (_without_bars(line) for line in page.text.splitlines()) if line]
    best = max(lines, key=lambda line: sum(word in fold(line) for word in words), default="")
    at = max(0, min((fold(best).find(word) for word in words if word in fold(best)), default=0))
    start = best.rfind(" ", 0, max(at - length // 3, 0)) + 1
    cut = best[start:start + length]
    return ("…" if start else "") + cut + ("…" if start + length < len(best) else "")


def _without_bars(line: str) -> str:
    """A row of a table as words, its cells apart; nothing of the line under a table's head."""
    cells = [plain(cell) for cell in re.split(r"(?<!\\)\|", line.strip())]
    return " · ".join(cell for cell in cells if cell.strip(":- "))
