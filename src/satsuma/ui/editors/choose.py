"""Which control a setting gets, by its type and by what is told of it."""

from __future__ import annotations

import typing
from collections.abc import Callable
from typing import Any

from satsuma.data.branch import Branch
from satsuma.data.condition import Condition
from satsuma.data.keys import KeyPair
from satsuma.data.selection import Selection
from satsuma.ui.editors.cards import CardsEditor, DescribedWordsEditor
from satsuma.ui.editors.column import ColumnEditor
from satsuma.ui.editors.column_list import ColumnListEditor
from satsuma.ui.editors.conditions import ConditionsEditor
from satsuma.ui.editors.editor import Editor
from satsuma.ui.editors.facts import Facts
from satsuma.ui.editors.key_pairs import KeyPairsEditor
from satsuma.ui.editors.note import NoteEditor
from satsuma.ui.editors.number import LimitEditor, NumberEditor
from satsuma.ui.editors.picked import PickedEditor
from satsuma.ui.editors.place import PlaceEditor
from satsuma.ui.editors.place_to_save import PlaceToSaveEditor
from satsuma.ui.editors.places import PlacesEditor
from satsuma.ui.editors.seed import SeedEditor
from satsuma.ui.editors.switch import SwitchEditor
from satsuma.ui.editors.text_line import PartsEditor, TextEditor
from satsuma.ui.editors.words import SegmentsEditor, WordsEditor, fits_side_by_side
from satsuma.widget import ColumnChoice

_OF_LISTS: dict[Any, Callable[[Facts], Editor]] = {
    tuple[Condition, ...]: ConditionsEditor,
    tuple[KeyPair, ...]: KeyPairsEditor,
}
"""Lists of records that have an editor of their own."""


def editor_for(facts: Facts) -> Editor:
    """The control of a setting."""
    return kind_for(facts)(facts)


def kind_for(facts: Facts) -> Callable[[Facts], Editor]:
    """The kind of control of a setting; one that can only be read where none fits."""
    plain = facts.plain
    if facts.hint == Selection or facts.hint == tuple[Branch, ...]:
        return PickedEditor
    if facts.hint in _OF_LISTS:
        return _OF_LISTS[facts.hint]
    if plain is bool and not facts.may_be_none:
        return SwitchEditor
    if plain is int and facts.name == "seed":
        return SeedEditor
    if plain in (int, float):
        return LimitEditor if facts.may_be_none else NumberEditor
    if facts.words and not facts.may_be_none:
        return _of_words(facts)
    if plain is str:
        return _of_text(facts)
    if typing.get_origin(plain) is tuple and typing.get_args(plain) == (str, ...):
        if isinstance(facts.choices, ColumnChoice):
            return ColumnListEditor
        return PlacesEditor if facts.path == "pictures" else PartsEditor
    return NoteEditor


def _of_words(facts: Facts) -> Callable[[Facts], Editor]:
    if callable(facts.choices):
        return DescribedWordsEditor
    return SegmentsEditor if fits_side_by_side(facts.words) else WordsEditor


def _of_text(facts: Facts) -> Callable[[Facts], Editor]:
    if isinstance(facts.choices, ColumnChoice):
        return ColumnEditor
    if callable(facts.choices) and not facts.may_be_none:
        return CardsEditor
    if facts.path in ("new file", "new folder"):
        return PlaceToSaveEditor
    return PlaceEditor if facts.path else TextEditor
