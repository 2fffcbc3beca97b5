"""Which actions are meant by a few typed words, the best first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from satsuma.ui.widget_search import fold

if TYPE_CHECKING:
    from satsuma.ui.actions import Action

_WHOLE, _BEGINS, _WORD, _WITHIN, _KEYWORD, _MENU, _HELP, _LETTERS = 8, 7, 6, 5, 4, 3, 2, 1


def actions_for(actions: Sequence[Action], text: str, recent: Iterable[str] = ()) -> list[Action]:
    """The actions in which every word is found; those used lately first among their equals."""
    words = fold(text).split()
    lately = {action_id: place for place, action_id in enumerate(recent)}
    places = {action.id: lately.get(action.id, len(lately)) for action in actions}
    scored = [(score, action) for action in actions if (score := _score(action, words))]
    scored.sort(key=lambda pair: (-pair[0], places[pair[1].id]))
    return [action for _, action in scored]


def plain_title(title: str) -> str:
    """A menu's title without the mark of its access key and without dots."""
    return title.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…").rstrip()


def _score(action: Action, words: Sequence[str]) -> int:
    """How well the weakest word fits; 0 when one does not, 1 for no words at all."""
    whole = " ".join(words)
    if whole and (score := _in_title(action, whole)):
        return score * 10
    scores = [_of_word(action, word) for word in words]
    return min(scores) if scores else 1


def _of_word(action: Action, word: str) -> int:
    if score := _in_title(action, word):
        return score
    if any(word in fold(keyword) for keyword in action.keywords):
        return _KEYWORD
    if word in fold(action.menu):
        return _MENU
    if word in fold(action.help):
        return _HELP
    return _LETTERS if _in_turn(word, fold(plain_title(action.title))) else 0


def _in_title(action: Action, word: str) -> int:
    title = fold(plain_title(action.title))
    if title == word:
        return _WHOLE
    if title.startswith(word):
        return _BEGINS
    if f" {word}" in title:
        return _WORD
    return _WITHIN if word in title else 0


def _in_turn(letters: str, title: str) -> bool:
    """Whether the letters come in this order in the title, three at least: “zmi” in “Zoom in”."""
    rest = iter(title)
    return len(letters) > 2 and all(letter in rest for letter in letters)
