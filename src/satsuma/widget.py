"""What a widget is.

A widget is a frozen dataclass in a file of its own. Its fields are the settings, the parameters of
`compute` are the inputs, what `compute` returns are the outputs, `view` says as plain data what to
show and `edits` what a gesture changes. It knows neither Qt nor the workflow it is in.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import Field, dataclass, field, fields
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeVar, dataclass_transform

from satsuma.commands import Command
from satsuma.data.column import Column, Kind, Role
from satsuma.data.fingerprint import fingerprint
from satsuma.data.table import Table
from satsuma.problem import Problem
from satsuma.run import Cancelled, Price, Run

__all__ = [
    "Anything", "Cancelled", "Choice", "ColumnChoice", "Input", "Price", "Problem", "Run", "Shown",
    "Spec", "WidgetError", "columns", "is_in_use", "pick_column", "pick_images",
    "result_settings", "setting", "setting_fields", "settings_fingerprint", "widget",
    "writes",
]

T = TypeVar("T")


class WidgetError(Problem):
    """A problem the user can mend; its text is shown on the node.

    `lasting` is for errors that hold for these inputs for ever; all others are tried again when
    anything may have changed. `remedies` are offered beside the text. `asks` names a setting that
    has to be chosen first: then nothing is wrong yet.
    """

    def __init__(self, text: str, *, lasting: bool = False,
                 remedies: tuple[Command, ...] = (), asks: str = "") -> None:
        super().__init__(text)
        self.lasting = lasting
        self.remedies = remedies
        self.asks = asks


class Shown:
    """Marks an output that is kept for the view and is no port: `Annotated[Tree, Shown]`."""


class Anything:
    """What a widget sends of which nobody knows: it may be linked to every input."""


@dataclass(frozen=True)
class Input:
    """A port on the left: what it takes, whether it is needed, whether it takes many links."""

    type: type
    required: bool
    many: bool


@dataclass(frozen=True)
class Spec:
    """Everything the program knows of a widget without running it."""

    id: str
    title: str
    category: str
    icon: str
    version: int
    doc: str
    keywords: tuple[str, ...]
    lane: Lane
    inputs: Mapping[str, Input]
    outputs: Mapping[str, type]
    shown: tuple[str, ...]
    bundle: Callable[..., Any] | None  # the NamedTuple that `compute` returns, if it returns one

    @property
    def slug(self) -> str:
        """The title as an id: `image-embedding`."""
        return self.id.rpartition(".")[2].replace("_", "-")


Lane = Literal["quick", "long"]
"""`long` runs go one at a time per device; a `quick` run never waits for them."""


@dataclass(frozen=True)
class Choice:
    """One value of a setting, as it is offered to the user."""

    value: str
    title: str
    detail: str = ""
    available: bool = True
    command: Command | None = None


@dataclass(frozen=True)
class ColumnChoice:
    """The setting names a column of that input, of these kinds.

    `none` says what it means that no column is named; "" when one is then chosen automatically.
    """

    port: str
    kinds: tuple[Kind, ...]
    none: str = ""


def columns(port: str, kinds: Iterable[Kind] = tuple(Kind), *, none: str = "") -> ColumnChoice:
    """For `setting(choices=...)`: the columns of an input; `none`: what choosing none means."""
    return ColumnChoice(port, tuple(kinds), none)


PathKind = Literal["pictures", "folder", "file", "new file", "new folder"]
"""`new` ones are to be written: they need not be there yet."""


def setting(
    default: Any,
    label: str = "",
    *,
    help: str = "",  # noqa: A002 - the word of every form
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
    choices: ColumnChoice | Callable[[], list[Choice]] | None = None,
    path: PathKind | None = None,
    endings: tuple[str, ...] = (),
    cosmetic: bool = False,
    form: bool = True,
    when: tuple[str, Any] | None = None,
    use: str = "",
) -> Any:
    """A setting, with what a type cannot say.

    `low` and `high` are inclusive limits. `path` marks texts that are places on disk: they are
    saved relative to the workflow's file; `endings` are those of a file's name, where it is no
    table. A `cosmetic` setting never changes a result.
    One that is made in the view alone, by mouse and keys, has no place in the `form`.
    `when=("selection", "height")` says that it has an effect only while that other setting has this
    value: else the form says so in its place, and the result does not depend on it. Where that
    hangs on more, the widget's `idle` knows it, and `use` is what the form says: “with JPEG”.
    """
    return field(default=default, metadata={
        "label": label, "help": help, "low": low, "high": high, "unit": unit, "choices": choices,
        "path": path, "endings": endings, "cosmetic": cosmetic, "form": form, "when": when,
        "use": use,
    })


@dataclass_transform(frozen_default=True, field_specifiers=(setting, field))
def widget(title: str, *, icon: str, version: int = 1, keywords: Iterable[str] = (),
           lane: Lane = "quick") -> Callable[[type[T]], type[T]]:
    """Turn a class into a widget, with its title and its icon (an SVG path on a 24 px grid)."""

    def decorate(cls: type[T]) -> type[T]:
        cls = dataclass(frozen=True)(cls)
        compute: Any = cls.compute  # type: ignore[attr-defined]
        hints = typing.get_type_hints(compute, localns=dict(vars(cls)), include_extras=True)
        returned = hints.pop("return", type(None))
        ports, shown = _outputs(returned)
        cls.spec = Spec(  # type: ignore[attr-defined]
            id="satsuma." + cls.__module__.rpartition(".")[2],
            title=title,
            category=_category(cls.__module__),
            icon=icon,
            version=version,
            doc=inspect.getdoc(cls) or "",
            keywords=tuple(keywords),
            lane=lane,
            inputs=_inputs(compute, hints),
            outputs=ports,
            shown=shown,
            bundle=returned if hasattr(returned, "_fields") else None,
        )
        return cls

    return decorate


def _category(module: str) -> str:
    parts = module.split(".")
    return parts[-2].replace("_", " ").capitalize() if len(parts) > 1 else ""


def _inputs(compute: Callable[..., Any], hints: Mapping[str, Any]) -> dict[str, Input]:
    names = [name for name in inspect.signature(compute).parameters if name != "self"]
    return {name: _input(hints[name]) for name in names if hints[name] is not Run}


def _input(hint: Any) -> Input:
    many = typing.get_origin(hint) is list
    options = typing.get_args(hint) or (hint,)
    return Input(options[0], required=type(None) not in options and not many, many=many)


def _outputs(hint: Any) -> tuple[dict[str, type], tuple[str, ...]]:
    if hint is type(None):
        return {}, ()
    if not hasattr(hint, "_fields"):
        return {"data" if hint is Table else hint.__name__.lower(): hint}, ()
    hints = typing.get_type_hints(hint, include_extras=True)
    shown = tuple(n for n, h in hints.items() if Shown in getattr(h, "__metadata__", ()))
    return {n: _plain(h) for n, h in hints.items() if n not in shown}, shown


def _plain(hint: Any) -> type:
    """`Table` from `Table | None` and from `Annotated[Table, ...]`."""
    if typing.get_origin(hint) is Annotated:
        hint = typing.get_args(hint)[0]
    return (typing.get_args(hint) or (hint,))[0]


def setting_fields(cls: Any) -> Mapping[str, Field[Any]]:
    """The settings of a widget class or value by name."""
    return _fields_of(cls if isinstance(cls, type) else type(cls))


@cache
def _fields_of(cls: type) -> Mapping[str, Field[Any]]:
    return MappingProxyType({f.name: f for f in fields(cls)})


def result_settings(widget_value: Any) -> dict[str, Any]:
    """The settings that decide the result, with their values."""
    return {
        name: getattr(widget_value, name)
        for name, f in setting_fields(widget_value).items()
        if not f.metadata.get("cosmetic")
    }


def writes(widget_value: Any) -> bool:
    """Whether a widget writes: then `compute` gives a plan, and `commit` carries it out."""
    return hasattr(widget_value, "commit")


def is_in_use(widget_value: Any, name: str) -> bool:
    """Whether a setting has an effect, as the others stand: what its `when` or its `use` say."""
    told = setting_fields(widget_value)[name].metadata
    if told.get("use") and name in widget_value.idle():
        return False
    when = told.get("when")
    return when is None or getattr(widget_value, when[0]) == when[1]


def settings_fingerprint(widget_value: Any) -> str:
    """The digest of a widget's result settings, computed once per object.

    A widget may have `idle() -> names`: settings that, as the others stand, change no result now.
    """
    kept: str | None = vars(widget_value).get("_fingerprint")
    if kept is None:
        idle = widget_value.idle() if hasattr(widget_value, "idle") else ()
        told = result_settings(widget_value).items()
        kept = fingerprint({name: value for name, value in told
                            if name not in idle and is_in_use(widget_value, name)})
        # Selections can be long, and every edit plans all nodes anew; equality ignores this.
        object.__setattr__(widget_value, "_fingerprint", kept)
    return kept


def pick_column(table: Table, stored: str | None, kinds: Iterable[Kind], run: Run, *,
                prefer: Iterable[Role] = (Role.META, Role.TARGET, Role.FEATURE)) -> str | None:
    """The column that a setting means: the stored one, else the first of these kinds.

    A stored name that the table lacks counts as automatic and is warned about. Automatic looks
    through the roles in the order of `prefer`; None when no column fits.
    """
    kinds = tuple(kinds)
    if stored is not None:
        if stored in table and table[stored].kind in kinds:
            return stored
        run.warn(f"There is no fitting column “{stored}”; the automatic choice is used instead.")
    for role in prefer:
        if (name := table.first(*kinds, roles=(role,))) is not None:
            return name
    return None


def pick_images(table: Table, stored: str | None, run: Run) -> Column:
    """The column of pictures that a setting means. Raises WidgetError when there is none."""
    name = pick_column(table, stored, (Kind.IMAGE,), run)
    if name is None:
        raise WidgetError(
            "There are no pictures in this table. Connect Import Images, or a table with a column "
            "of pictures.", lasting=True)
    return table[name]
