"""Pickles read as a text: values and inert records come out, and nothing is run.

A pickle is a program for a machine with a stack. Python's own machine imports and calls what the
program names; this one knows only how to put values together. What names something to call becomes
a `Record`. `pickletools` splits the bytes into operations and calls nothing either.

While a program runs, what it builds are `_Box`es, so that nothing is hashed or compared; a walk at
the end turns them into values and bounds their depth and their number: a few bytes can name the
same list a million times over, or a list that contains itself.
"""

from __future__ import annotations

import pickletools
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from satsuma.workflow.orange.records import Record, Unreadable

LARGEST = 16_000_000
MOST_OPERATIONS = 2_000_000
MOST_VALUES = 2_000_000
DEEPEST = 60

_Kind = Literal["list", "tuple", "dict", "set", "name", "record"]


@dataclass(eq=False)
class _Box:
    """Something with parts that is still being built; a dict's parts are keys and values in turn.

    `head` is the class of a record, or the text of a name.
    """

    kind: _Kind
    parts: list[Any] = field(default_factory=list)
    head: str = ""
    arguments: list[Any] = field(default_factory=list)
    state: Any = None


def read_pickle(data: bytes) -> Any:
    """The value that a pickle describes: plain values, and `Record` for every object.

    Raises Unreadable for what is no pickle, does not end, is too large or too deep, contains
    itself, or wants something from outside (persistent ids, registered extensions, buffers).
    """
    if len(data) > LARGEST:
        raise Unreadable(f"it is larger than {LARGEST // 1_000_000} MB")
    try:
        return _Walk(len(data)).value(_Machine().run(data))
    except (TypeError, UnicodeError) as error:  # a plain value with the wrong parts
        raise Unreadable(f"it is damaged: {str(error)[:100]}") from None


_QUIET = ("ignore", None, Warning, re.compile("pickletools$"), 0)


def _keep_quiet() -> None:
    """Python's remarks about odd escapes in old texts are not for the terminal.

    One filter stays in place, since `warnings.catch_warnings` is not safe with threads.
    """
    if _QUIET not in warnings.filters:
        warnings.filterwarnings("ignore", category=Warning, module=_QUIET[3].pattern)


class _Machine:
    """The stack, the stacks below the marks, and what was put aside to be used again."""

    def __init__(self) -> None:
        self._stack: list[Any] = []
        self._below: list[list[Any]] = []
        self._memo: dict[int, Any] = {}

    def run(self, data: bytes) -> Any:
        _keep_quiet()
        try:
            for count, (operation, argument, _place) in enumerate(pickletools.genops(data)):
                if count > MOST_OPERATIONS:
                    raise Unreadable("it has too many operations")
                if operation.name == "STOP":
                    return self._stack.pop()
                self._do(operation.name, argument)
        except (ValueError, IndexError, OverflowError, UnicodeError) as error:
            raise Unreadable(f"it is damaged: {str(error)[:100]}") from None
        raise Unreadable("it has no end")

    def _do(self, name: str, argument: Any) -> None:
        if name in _IGNORED:
            return
        if name in _VALUES:
            self._stack.append(argument)
        elif name in _CONSTANTS:
            self._stack.append(_CONSTANTS[name])
        elif name in _EMPTY:
            self._stack.append(_Box(_EMPTY[name]))
        elif name in _FIXED_TUPLES:
            self._stack.append(_Box("tuple", self._take(_FIXED_TUPLES[name])))
        elif step := _STEPS.get(name):
            step(self, argument)
        else:
            raise Unreadable(f"it asks for something from outside ({name.lower()})")

    def _take(self, count: int) -> list[Any]:
        if len(self._stack) < count:
            raise ValueError("too little on the stack")
        taken = self._stack[-count:]
        del self._stack[-count:]
        return taken

    def _top(self, *kinds: _Kind) -> _Box:
        top = self._stack[-1]
        if not isinstance(top, _Box) or top.kind not in kinds:
            raise ValueError("something of the wrong kind on the stack")
        return top

    # Marks

    def mark(self, _argument: Any) -> None:
        self._below.append(self._stack)
        self._stack = []

    def _since_mark(self) -> list[Any]:
        parts, self._stack = self._stack, self._below.pop()
        return parts

    def pop(self, _argument: Any) -> None:
        if self._stack:
            self._stack.pop()
        else:
            self._since_mark()

    def pop_mark(self, _argument: Any) -> None:
        self._since_mark()

    def duplicate(self, _argument: Any) -> None:
        self._stack.append(self._stack[-1])

    # The memo

    def put(self, argument: Any) -> None:
        self._memo[int(argument)] = self._stack[-1]

    def memoize(self, _argument: Any) -> None:
        self._memo[len(self._memo)] = self._stack[-1]

    def get(self, argument: Any) -> None:
        if int(argument) not in self._memo:
            raise ValueError("something is used before it was put aside")
        self._stack.append(self._memo[int(argument)])

    # Things with parts

    def tuple_of(self, _argument: Any) -> None:
        parts = self._since_mark()
        self._stack.append(_Box("tuple", parts))

    def list_of(self, _argument: Any) -> None:
        parts = self._since_mark()
        self._stack.append(_Box("list", parts))

    def dict_of(self, _argument: Any) -> None:
        parts = self._since_mark()
        self._stack.append(_Box("dict", _pairs(parts)))

    def set_of(self, _argument: Any) -> None:
        parts = self._since_mark()
        self._stack.append(_Box("set", parts))

    def append(self, _argument: Any) -> None:
        parts = self._take(1)
        self._top("list", "record").parts += parts

    def appends(self, _argument: Any) -> None:
        parts = self._since_mark()
        self._top("list", "record").parts += parts

    def add_items(self, _argument: Any) -> None:
        parts = self._since_mark()
        self._top("set", "record").parts += parts

    def set_item(self, _argument: Any) -> None:
        parts = self._take(2)
        self._top("dict", "record").parts += parts

    def set_items(self, _argument: Any) -> None:
        parts = _pairs(self._since_mark())
        self._top("dict", "record").parts += parts

    # Names and objects

    def name(self, argument: Any) -> None:
        self._stack.append(_Box("name", head=str(argument).replace(" ", ".")))

    def stack_name(self, _argument: Any) -> None:
        module, name = self._take(2)
        if not (isinstance(module, str) and isinstance(name, str)):
            raise ValueError("a name that is no text")
        self._stack.append(_Box("name", head=f"{module}.{name}"))

    def reduce(self, _argument: Any) -> None:
        called, arguments = self._take(2)
        self._stack.append(_record(called, _parts(arguments)))

    def new(self, _argument: Any) -> None:
        self.reduce(None)

    def new_with_names(self, _argument: Any) -> None:
        called, arguments, named = self._take(3)
        self._stack.append(_record(called, [*_parts(arguments), named]))

    def object(self, _argument: Any) -> None:
        parts = self._since_mark()
        self._stack.append(_record(parts[0], parts[1:]))

    def instance(self, argument: Any) -> None:
        parts = self._since_mark()
        self._stack.append(_Box("record", head=str(argument).replace(" ", "."), arguments=parts))

    def build(self, _argument: Any) -> None:
        state, = self._take(1)
        self._top("record").state = state


def _pairs(parts: list[Any]) -> list[Any]:
    if len(parts) % 2:
        raise ValueError("a key without a value")
    return parts


def _parts(arguments: Any) -> list[Any]:
    if not (isinstance(arguments, _Box) and arguments.kind == "tuple"):
        raise ValueError("arguments that are no tuple")
    return arguments.parts


def _record(called: Any, arguments: list[Any]) -> _Box:
    if not (isinstance(called, _Box) and called.kind == "name"):
        raise ValueError("something is called that has no name")
    return _Box("record", head=called.head, arguments=arguments)


_IGNORED = {"PROTO", "FRAME"}
_VALUES = {"INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "FLOAT", "BINFLOAT",
           "UNICODE", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8", "STRING", "BINSTRING",
           "SHORT_BINSTRING", "BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8"}
_CONSTANTS = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False}
_EMPTY: dict[str, _Kind] = {"EMPTY_LIST": "list", "EMPTY_TUPLE": "tuple", "EMPTY_DICT": "dict",
                            "EMPTY_SET": "set"}
_FIXED_TUPLES = {"TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3}
_STEPS: dict[str, Callable[[_Machine, Any], None]] = {
    "MARK": _Machine.mark, "POP": _Machine.pop, "POP_MARK": _Machine.pop_mark,
    "DUP": _Machine.duplicate, "PUT": _Machine.put, "BINPUT": _Machine.put,
    "LONG_BINPUT": _Machine.put, "MEMOIZE": _Machine.memoize, "GET": _Machine.get,
    "BINGET": _Machine.get, "LONG_BINGET": _Machine.get, "TUPLE": _Machine.tuple_of,
    "LIST": _Machine.list_of, "DICT": _Machine.dict_of, "FROZENSET": _Machine.set_of,
    "APPEND": _Machine.append, "APPENDS": _Machine.appends, "ADDITEMS": _Machine.add_items,
    "SETITEM": _Machine.set_item, "SETITEMS": _Machine.set_items, "GLOBAL": _Machine.name,
    "STACK_GLOBAL": _Machine.stack_name, "REDUCE": _Machine.reduce, "NEWOBJ": _Machine.new,
    "NEWOBJ_EX": _Machine.new_with_names, "OBJ": _Machine.object, "INST": _Machine.instance,
    "BUILD": _Machine.build}


class _Walk:
    """Counts the values that are made, so that their number has an end."""

    def __init__(self, size: int) -> None:
        # A file may hold ten thousand such programs, each of a few bytes.
        self._left = min(MOST_VALUES, 1000 + 8 * size)

    def value(self, given: Any, depth: int = 0) -> Any:
        self._left -= 1
        if self._left < 0:
            raise Unreadable("it describes too many values")
        if not isinstance(given, _Box):
            return bytes(given) if isinstance(given, bytearray) else given
        if depth > DEEPEST:
            raise Unreadable("it is too deep, or contains itself")
        if given.kind == "name":
            return Record(given.head)
        return self._made(given, [self.value(part, depth + 1) for part in given.parts], depth)

    def _made(self, box: _Box, parts: list[Any], depth: int) -> Any:
        match box.kind:
            case "list":
                return parts
            case "tuple":
                return tuple(parts)
            case "set":
                return frozenset(_key(part) for part in parts)
            case "dict":
                keys = (_key(key) for key in parts[::2])
                return dict(zip(keys, parts[1::2], strict=True))
        arguments = tuple(self.value(part, depth + 1) for part in box.arguments)
        state = self.value(box.state, depth + 1)
        if state is None and not parts and (plain := _PLAIN.get(box.head)):
            return plain(*arguments)
        return Record(box.head, arguments, state, tuple(parts))


def _set(members: Any = ()) -> frozenset[Any]:
    if not isinstance(members, list | tuple | frozenset):
        raise Unreadable("a set in it has no members")
    return frozenset(_key(member) for member in members)


def _bytes(text: Any = "", encoding: Any = "latin1") -> bytes:
    if isinstance(text, bytes):
        return text
    if not isinstance(text, str) or encoding not in ("latin1", "latin-1"):
        raise Unreadable("bytes in it are written in an unknown way")
    return text.encode("latin-1")


_PLAIN: dict[str, Callable[..., Any]] = {
    "_codecs.encode": _bytes,
    **{f"{module}.{name}": made for module in ("builtins", "__builtin__") for name, made in (
        ("set", _set), ("frozenset", _set), ("bytes", _bytes), ("bytearray", _bytes))}}
"""How old pickles spell values that have no operation of their own there."""


def _key(value: Any) -> Any:
    """A value that may be a key: text, number, or a tuple of such."""
    if isinstance(value, tuple):
        return tuple(_key(part) for part in value)
    if value is None or isinstance(value, str | int | float | bool | bytes):
        return value
    raise Unreadable("a key in it is neither text nor number")
