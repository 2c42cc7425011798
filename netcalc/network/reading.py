"""Lists of layers as they are written, in all their forms, read into what they stand for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from netcalc import problems
from netcalc.layers.base import Layer
from netcalc.layers.fields import NAME, brief, shown
from netcalc.network.composition import FORMS, Composite, Partial, Unread, form_of
from netcalc.problems import Path, Problem, SpecError
from netcalc.text.template import Names, filled, settled
from netcalc.text.words import kind_hint, meant_kind

if TYPE_CHECKING:
    from netcalc.network.blocks import Block

DEEPEST: Final = 60
MOST_HINTS: Final = 100
MOST_BODIES: Final = 10_000
MOST_ITEMS: Final = 120_000  # a network has 100,000 layers at most


class Reading:
    """One reading of a spec's layers: what was understood, and all that was not."""

    def __init__(self, blocks: "Mapping[str, Block]", names: Names) -> None:
        """Read with these blocks, and these vars."""
        self.blocks = blocks
        self.top = self.names = names
        self.problems: list[Problem] = []
        self.uses: tuple[Path, ...] = ()
        self.open: tuple[str, ...] = ()
        self.heights: dict[tuple[str, str], int] = {}
        self.peak = 0
        self.known: dict[tuple[str, str], tuple[Partial, ...]] = {}
        self.broken: set[Path] = set()
        self.used: set[str] = set()
        self.noted: set[tuple[str, Path]] = set()
        self.items = 0
        self.depth = 0

    def layers(self, written: object, path: Path, *, may_be_empty: bool = False) -> tuple[Partial, ...]:
        """Read a list of layers; what is wrong with them goes to `problems`."""
        if isinstance(written, str | Mapping) or not isinstance(written, Sequence):
            self._wrong(f"`{path[-1]}` takes a list of layers, not {shown(written)}", path, hint="start each with `- `")
            return ()
        if not written and not may_be_empty:
            self._wrong(f"`{path[-1]}` is empty: there must be at least one layer", path)
        self.items += len(written)
        if self.depth >= DEEPEST or self.items > MOST_ITEMS:
            what = (
                "nests deeper than 60 lists"
                if self.depth >= DEEPEST
                else f"holds more than {MOST_ITEMS:,} layers to read"
            )
            self._wrong(f"the network {what}", path, code=problems.LIMIT_EXCEEDED)
            return ()
        self.depth += 1
        self.peak = max(self.peak, self.depth)
        made = tuple(self._item(item, (*path, place)) for place, item in enumerate(written))
        self.depth -= 1
        return made

    def filled(self, value: Any, path: Path) -> Any:
        """Put values for every `${...}` in a value outside the layers."""
        made, broken = self._values({str(path[-1]): value}, path[:-1])
        self.broken |= broken
        return settled(made[str(path[-1])])

    def check_unused(self) -> None:
        """Read the blocks that nobody uses too, for their misspelt words; values hang on arguments nobody gave."""
        for name, block in self.blocks.items():
            if name not in self.used and block.layers is not None:
                before = len(self.problems)
                self.known[name, ""] = self._body(name, block, dict.fromkeys(block.args, 1) | block.defaults())
                guessed = {problems.INVALID_VALUE} if None in block.args.values() else set()
                self.problems[before:] = [each for each in self.problems[before:] if each.code not in guessed]

    def _wrong(self, message: str, path: Path, *, code: str = problems.INVALID_VALUE, hint: str = "") -> None:
        self._note(Problem(code=code, message=message, path=path, hint=hint))

    def _note(self, problem: Problem) -> None:
        """Note a problem, once for all uses of a block."""
        key = (problem.code, problem.path)
        if not self.uses or key not in self.noted:
            self.noted.add(key)
            self.problems.append(replace(problem, uses=self.uses))

    def _item(self, item: object, path: Path) -> Partial:
        if isinstance(item, Layer):
            return item
        if isinstance(item, Composite):
            given = {name: getattr(item, name) for name in type(item).model_fields}
            return item.model_copy(update=self._nested(type(item), given, (*path, item.kind)))  # type: ignore[return-value]
        if isinstance(item, str):
            return self._form(item, None, path)
        if not isinstance(item, Mapping) or not item:
            self._wrong(
                f"a layer is a kind, or a kind and its fields, not {shown(item)}", path, hint="`relu`, or `fc: 10`"
            )
            return Unread("", None)
        kinds = [key for key in item if key in FORMS or key in self.blocks] or list(item)
        for other in item:
            if other != kinds[0]:
                self._beside(kinds[0], other, item[other], path)
        return self._form(kinds[0], item[kinds[0]], path)

    def _beside(self, kind: object, other: object, value: object, path: Path) -> None:
        hint = f"write `{kind}: {{..., {other}: {brief(value)}}}`"
        message = f"`{brief(other)}` stands beside `{brief(kind)}`: a layer is one kind, its fields inside it"
        self._wrong(message, (*path, str(other)), code=problems.UNKNOWN_FIELD, hint=hint)

    def _form(self, kind: object, written: object, path: Path) -> Partial:
        known = isinstance(kind, str) and (kind in FORMS or kind in self.blocks)
        if not known or not isinstance(kind, str):
            known_kinds = (*FORMS, *self.blocks) if len(self.problems) < MOST_HINTS else ()
            meant = meant_kind(str(kind)[:80], known_kinds)
            message = f"there is no layer kind `{brief(kind)}`"
            self._wrong(message, (*path, str(kind)), code=problems.UNKNOWN_LAYER, hint=kind_hint(str(kind), meant))
            return Unread(meant.partition(":")[0] if meant else "", _name(written))
        path = (*path, kind)
        return self._use(kind, written, path) if kind in self.blocks else self._known_form(kind, written, path)

    def _known_form(self, kind: str, written: object, path: Path) -> Partial:
        form = form_of(kind)
        if not isinstance(written, Mapping | None) and form.main is None:
            self._wrong(f"{kind} takes fields, not {shown(written)}", path, hint=form.usage())
            return Unread(kind, None)
        fields = dict(written or {}) if isinstance(written, Mapping | None) else {str(form.main): written}
        held = (*form.lists, *form.choices) if issubclass(form, Composite) else ()
        exact, broken = self._values({key: each for key, each in fields.items() if key not in held}, path)
        taken = {field: settled(value) for field, value in exact.items()}
        if issubclass(form, Composite):
            taken |= self._nested(form, fields, path)
        try:
            return form.model_validate(taken)  # type: ignore[return-value]
        except SpecError as error:
            for problem in error.problems:
                if problem.path[:1] not in broken:
                    self._note(problem.below(*path))
            return Unread(kind, _name(taken))

    def _values(self, fields: Mapping[str, Any], path: Path) -> tuple[dict[str, Any], set[Path]]:
        """Put values for every `${...}` in the fields; say which of them could not be."""
        made, broken = {}, set[Path]()
        for field, value in fields.items():
            found: list[Problem] = []
            made[str(field)] = filled(value, self.names, (*path, str(field)), found)
            for problem in found:
                self._note(problem)
                broken.add((str(field),))
        return made, broken

    def _nested(self, form: type[Composite], fields: Mapping[str, Any], path: Path) -> dict[str, Any]:
        """Read the lists of layers that a composite holds."""
        made: dict[str, Any] = {}
        for field in form.lists:
            if field in fields:
                empty = field in form.may_be_empty
                made[field] = self.layers(fields[field], (*path, field), may_be_empty=empty)
        for field in form.choices:
            branches = fields.get(field)
            if isinstance(branches, list | tuple) and branches:
                places = enumerate(branches)
                made[field] = tuple(self.layers(each, (*path, field, at), may_be_empty=True) for at, each in places)
            elif field in fields:
                self._wrong(
                    f"`{field}` takes a list of lists of layers, not {shown(branches)}",
                    (*path, field),
                    hint=form.usage(),
                )
                made[field] = ()
        return made

    def _use(self, kind: str, written: object, path: Path) -> Partial:
        """Read the use of a block: its arguments, then its layers with them put in, once for equal arguments."""
        if not isinstance(written, Mapping | None):
            self._wrong(f"{kind} is a block: it takes its arguments by name, not {shown(written)}", path)
            return Unread(kind, None)
        self.used.add(kind)
        if self.blocks[kind].layers is None:
            return Unread(kind, _name(written))
        if kind in self.open:
            self._wrong(f"the block `{kind}` uses itself, without end", path, code=problems.LIMIT_EXCEEDED)
            return Unread(kind, None)
        given, broken = self._values(dict(written or {}), path)
        from netcalc.network.blocks import bound

        use, arguments, found = bound(kind, self.blocks[kind], given, self.top)
        for problem in found:
            if problem.path not in broken:
                self._note(problem.below(*path))
        if found or broken:
            return Unread(kind, _name(written))
        key = (kind, repr(sorted(arguments.items(), key=str)))
        if key not in self.known and len(self.known) >= MOST_BODIES:
            message = f"blocks are used with more than {MOST_BODIES:,} different sets of arguments"
            self._wrong(message, path, code=problems.LIMIT_EXCEEDED)
            return Unread(kind, use.name)
        if key not in self.known:
            uses, self.uses = self.uses, (*self.uses, path)
            peak, self.peak = self.peak, self.depth
            self.known[key] = self._body(kind, self.blocks[kind], arguments)
            self.heights[key], self.uses = self.peak - self.depth, uses
            self.peak = max(peak, self.peak)
        elif self.depth + self.heights[key] > DEEPEST:
            self._wrong("the network nests deeper than 60 lists", path, code=problems.LIMIT_EXCEEDED)
            return Unread(kind, use.name)
        self.peak = max(self.peak, self.depth + self.heights[key])
        return replace(use, layers=self.known[key])

    def _body(self, kind: str, block: "Block", arguments: Names) -> tuple[Partial, ...]:
        names, self.names = self.names, {**self.top, **arguments}
        self.open = (*self.open, kind)
        made = self.layers(block.layers, ("blocks", kind, "layers"))
        self.open, self.names = self.open[:-1], names
        return made


def _name(written: object) -> str | None:
    name = written.get("name") if isinstance(written, Mapping) else None
    return name if isinstance(name, str) and NAME.fullmatch(name) else None
