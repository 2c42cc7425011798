"""A pickle walked opcode by opcode: a call becomes data that says what would be called; nothing is imported or run."""

import pickletools
import warnings
from collections.abc import Callable
from types import NoneType
from typing import Any, BinaryIO, Final, NamedTuple, cast

from netcalc.files.beginning import Beginning
from netcalc.files.damaged import Damaged

MOST_OPCODES: Final = 2_000_000
MOST_BYTES: Final = 256 << 20
MARK: Final = object()
KEYS: Final = (str, int, float, NoneType)


class Named(NamedTuple):
    """Something of a module that a pickle names: a class, a function."""

    module: str
    name: str


class Stored(NamedTuple):
    """What stands outside the pickle, by the words that say where."""

    about: Any


class Called:
    """What would be made by a call: what would be called, with what, and what would be put into it."""

    def __init__(self, what: Any, given: Any) -> None:
        """Keep both as data."""
        self.what, self.given = what, given
        self.state: Any = None
        self.items: dict[Any, Any] = {}
        self.listed: list[Any] = []


class Walk:
    """A stack, a memo, and what each opcode does to them."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.stack: list[Any] = []
        self.memo: dict[int, Any] = {}

    def marked(self) -> list[Any]:
        """Take what lies above the last mark, and the mark."""
        found: list[Any] = []
        while (top := self.stack.pop()) is not MARK:
            found.append(top)
        return found[::-1]

    def call(self, given: Any, what: Any) -> None:
        """Put what a call would make onto the stack."""
        if isinstance(what, Named) and what == Named("collections", "OrderedDict") and not given:
            self.stack.append({})
            return
        self.stack.append(Called(what, given))

    def fill(self, pairs: list[Any]) -> None:
        """Put keys and values into the mapping on top."""
        top = self.stack[-1]
        target = top.items if isinstance(top, Called) else top
        for key, value in zip(pairs[::2], pairs[1::2], strict=False):
            if isinstance(target, dict) and isinstance(key, KEYS):  # a tuple may take for ever to be hashed
                target[key] = value

    def extend(self, more: list[Any]) -> None:
        """Put more into the list on top."""
        top = self.stack[-1]
        target = top.listed if isinstance(top, Called) else top
        if isinstance(target, list):
            target.extend(more)

    def build(self, state: Any) -> None:
        """Keep the state that would be put into what is on top."""
        if isinstance(self.stack[-1], Called):
            self.stack[-1].state = state


def _tuple(count: int) -> Callable[[Walk, Any], None]:
    def taken(walk: Walk, _: Any) -> None:
        if len(walk.stack) < count:
            raise IndexError
        walk.stack[len(walk.stack) - count :] = [tuple(walk.stack[len(walk.stack) - count :])]

    return taken


def _passed(_: object) -> None:
    """Let go of what was taken."""


def _mapping(walk: Walk) -> None:
    pairs = walk.marked()
    walk.stack.append({})
    walk.fill(pairs)


def _named(walk: Walk, _: Any) -> None:
    name, module = walk.stack.pop(), walk.stack.pop()
    if not isinstance(name, str) or not isinstance(module, str):
        message = "a name is no text"
        raise TypeError(message)
    walk.stack.append(Named(module, name))


def _instance(walk: Walk, given: Any) -> None:
    module, _, name = str(given).partition(" ")
    walk.call(tuple(walk.marked()), Named(module, name))


def _object(walk: Walk, _: Any) -> None:
    what, *given = walk.marked()
    walk.call(tuple(given), what)


def _call_named(walk: Walk, _: Any) -> None:
    keywords, given, what = walk.stack.pop(), walk.stack.pop(), walk.stack.pop()
    walk.call((given, keywords), what)


def _global(walk: Walk, given: Any) -> None:
    module, _, name = str(given).partition(" ")
    walk.stack.append(Named(module, name))


PLAIN: Final = frozenset({
    "INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "STRING", "BINSTRING", "SHORT_BINSTRING",
    "BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8", "UNICODE", "SHORT_BINUNICODE", "BINUNICODE",
    "BINUNICODE8", "FLOAT", "BINFLOAT",
})  # fmt: skip
PASSED: Final = frozenset({"PROTO", "FRAME"})
DOES: Final[dict[str, Callable[[Walk, Any], None]]] = {
    "MARK": lambda walk, _: walk.stack.append(MARK),
    "POP": lambda walk, _: _passed(walk.stack.pop()),
    "POP_MARK": lambda walk, _: _passed(walk.marked()),
    "DUP": lambda walk, _: walk.stack.append(walk.stack[-1]),
    "NONE": lambda walk, _: walk.stack.append(None),
    "NEWTRUE": lambda walk, _: walk.stack.append(True),
    "NEWFALSE": lambda walk, _: walk.stack.append(False),
    "EMPTY_LIST": lambda walk, _: walk.stack.append([]),
    "EMPTY_DICT": lambda walk, _: walk.stack.append({}),
    "EMPTY_TUPLE": lambda walk, _: walk.stack.append(()),
    "EMPTY_SET": lambda walk, _: walk.stack.append([]),
    "LIST": lambda walk, _: walk.stack.append(walk.marked()),
    "DICT": lambda walk, _: _mapping(walk),
    "TUPLE": lambda walk, _: walk.stack.append(tuple(walk.marked())),
    "FROZENSET": lambda walk, _: walk.stack.append(walk.marked()),
    "TUPLE1": _tuple(1),
    "TUPLE2": _tuple(2),
    "TUPLE3": _tuple(3),
    "APPEND": lambda walk, _: walk.extend([walk.stack.pop()]),
    "APPENDS": lambda walk, _: walk.extend(walk.marked()),
    "ADDITEMS": lambda walk, _: walk.extend(walk.marked()),
    "SETITEM": lambda walk, _: walk.fill([walk.stack.pop(), walk.stack.pop()][::-1]),
    "SETITEMS": lambda walk, _: walk.fill(walk.marked()),
    "BUILD": lambda walk, _: walk.build(walk.stack.pop()),
    "REDUCE": lambda walk, _: walk.call(walk.stack.pop(), walk.stack.pop()),
    "NEWOBJ": lambda walk, _: walk.call(walk.stack.pop(), walk.stack.pop()),
    "NEWOBJ_EX": _call_named,
    "GLOBAL": _global,
    "STACK_GLOBAL": _named,
    "INST": _instance,
    "OBJ": _object,
    "PERSID": lambda walk, given: walk.stack.append(Stored(given)),
    "BINPERSID": lambda walk, _: walk.stack.append(Stored(walk.stack.pop())),
    "PUT": lambda walk, given: walk.memo.__setitem__(given, walk.stack[-1]),
    "BINPUT": lambda walk, given: walk.memo.__setitem__(given, walk.stack[-1]),
    "LONG_BINPUT": lambda walk, given: walk.memo.__setitem__(given, walk.stack[-1]),
    "MEMOIZE": lambda walk, _: walk.memo.__setitem__(len(walk.memo), walk.stack[-1]),
    "GET": lambda walk, given: walk.stack.append(walk.memo[given]),
    "BINGET": lambda walk, given: walk.stack.append(walk.memo[given]),
    "LONG_BINGET": lambda walk, given: walk.stack.append(walk.memo[given]),
}


def walked(file: bytes | BinaryIO) -> Any:
    """Give what a pickle says as data, the calls in it as `Called`; Damaged where it is not sound."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python's own, of odd escapes in old texts
        return _walked(file if isinstance(file, bytes) else cast("BinaryIO", Beginning(file, MOST_BYTES)))


def _walked(file: bytes | BinaryIO) -> Any:
    walk = Walk()
    try:
        for number, (opcode, given, _) in enumerate(pickletools.genops(file)):
            if opcode.name in PLAIN:
                walk.stack.append(given)
            elif opcode.name == "STOP":
                return walk.stack[-1]
            elif opcode.name not in PASSED:
                DOES[opcode.name](walk, given)
            if number > MOST_OPCODES:
                break
    except (KeyError, IndexError, ValueError, TypeError, AttributeError, OverflowError, UnicodeError) as error:
        message = f"holds a pickle that is not sound: {str(error)[:80]}"
        raise Damaged(message) from None
    message = "holds a pickle that does not end, or is longer than netcalc follows"
    raise Damaged(message)
