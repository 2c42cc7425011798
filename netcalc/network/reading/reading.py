"""A list of layers read: every item in any of its forms, and all that is wrong with them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from netcalc.layers.base import Layer
from netcalc.layers.written.values import shown
from netcalc.layers.written.written import WHEN
from netcalc.network.composition import FORMS, Composite, form_of
from netcalc.network.items import Branched, LeftOut, NotUnderstood, Partial, Repeated, Use, written_name
from netcalc.network.reading.bounds import Bounds
from netcalc.network.reading.composites import composite
from netcalc.network.reading.forms import read_layer
from netcalc.network.reading.frame import Frame
from netcalc.network.reading.own import Own, as_written, hanging, own_values
from netcalc.network.reading.uses import Uses
from netcalc.network.reading.when import asked, names
from netcalc.network.written import Block
from netcalc.problems import LIMIT_EXCEEDED, Path
from netcalc.text.brief import brief
from netcalc.text.templates.template import DEPTH, Names, settled

KNOWN: Final = frozenset(FORMS)


class Reading:
    """One reading of a spec's layers: the blocks, the bounds, and the layers known already (equal ones are one)."""

    def __init__(self, blocks: Mapping[str, Block | None], names: Names) -> None:
        """Read with these blocks, and these vars."""
        self.bounds = Bounds()
        self.uses = Uses(blocks, names, self.bounds, self.layers)
        self.known: dict[tuple[type[Layer], str], Layer] = {}

    def layers(self, written: object, path: Path, frame: Frame, *, may_be_empty: bool = False) -> tuple[Partial, ...]:
        """Read a list of layers."""
        if isinstance(written, str | Mapping) or not isinstance(written, Sequence):
            message = f"`{path[-1]}` takes a list of layers, not {shown(written)}"
            frame.wrong(message, path, hint="start each with `- `")
            return ()
        if not written and not may_be_empty:
            frame.wrong(f"`{path[-1]}` is empty: there must be at least one layer", path)
        excess = self.bounds.excess(len(written))
        if excess:
            frame.wrong(excess, path, code=LIMIT_EXCEEDED)
            return ()
        return self.bounds.below(
            lambda: tuple(self._item(item, (*path, place), frame) for place, item in enumerate(written))
        )

    def _item(self, item: object, path: Path, frame: Frame) -> Partial:
        if frame.passes is not None:
            return frame.passes.once(item, path, lambda: self._any(item, path, frame))
        return self._any(item, path, frame)

    def _any(self, item: object, path: Path, frame: Frame) -> Partial:
        if isinstance(item, str) and "${" in item:
            return self._filled(item, None, path, frame)
        if isinstance(item, str):
            return self._kind(item, None, path, frame)
        if isinstance(item, dict | Mapping) and item:
            return self._mapping(item, path, frame)
        if isinstance(item, Composite) or (isinstance(item, Layer) and hanging(item, frame.names)):
            return self._form(type(item), as_written(item), (*path, item.kind), frame)
        if isinstance(item, Layer | Repeated | Branched | Use):  # understood already
            return item
        called = f"the class `{item.__name__}`" if isinstance(item, type) else shown(item)
        hint = f"`{item.__name__}(...)` makes a layer" if isinstance(item, type) else "`relu`, or `fc: 10`"
        frame.wrong(f"a layer is a kind, or a kind and its fields, not {called}", path, hint=hint)
        return NotUnderstood("", None)

    def _mapping(self, item: Mapping[Any, Any], path: Path, frame: Frame) -> Partial:
        kind = next(iter(item))
        held = item[kind]
        if len(item) > 1:
            from netcalc.network.reading.beside import taken_in

            kind = next((key for key in item if key in KNOWN or key in self.uses.blocks), kind)
            held = taken_in(item, kind, self.uses.blocks, path, frame)
        if isinstance(kind, str) and "${" in kind:
            return self._filled(kind, held, path, frame)
        return self._kind(kind, held, path, frame)

    def _filled(self, word: str, written: object, path: Path, frame: Frame) -> Partial:
        """Read an item whose kind is a template: the name of a kind or a block, or a whole item."""
        made, broken = frame.values({word: word}, path)
        kind = made[word]
        if isinstance(kind, Mapping) and kind and written is None:
            return self._mapping(kind, path, frame)
        if isinstance(kind, str):
            return self._kind(kind, written, path, frame)
        if not broken:
            message = f"{brief(word)} is {shown(settled(kind))}: here stands the name of a kind or of a block"
            frame.wrong(message, path)
        return NotUnderstood("", None)

    def _kind(self, kind: object, written: object, path: Path, frame: Frame) -> Partial:
        if isinstance(written, dict | Mapping) and WHEN in written:
            return self._when(kind, written, path, frame)
        if isinstance(kind, str) and kind in self.uses.blocks:
            return self.uses.use(kind, written, (*path, kind), frame)
        if isinstance(kind, str) and kind in KNOWN:
            return self._form(form_of(kind), written, (*path, kind), frame)
        return self._other(str(kind), written, path, frame)

    def _other(self, kind: str, written: object, path: Path, frame: Frame) -> Partial:
        """Read a kind that is not netcalc's: an installed package's, or nobody's."""
        from netcalc.layers import installed

        try:
            theirs = installed.theirs(kind)
        except installed.NotLoaded as error:
            frame.note(error.problem(kind).below(*path))
            return NotUnderstood(kind, written_name(written))
        if theirs is not None:
            return self._form(theirs, written, (*path, kind), frame)
        known = () if frame.findings.many else (*FORMS, *installed.names(), *self.uses.blocks)
        from netcalc.network.reading.unknown import unknown_kind

        problem, unread = unknown_kind(kind, written, known)
        frame.note(problem.below(*path))
        return unread

    def _when(self, kind: object, written: Mapping[Any, Any], path: Path, frame: Frame) -> Partial:
        """Read an item if its `when` is true; else nothing of it is looked at."""
        stands = asked(written[WHEN], (*path, str(kind), WHEN), frame)
        if stands is None:
            return NotUnderstood(str(kind), written_name(written))
        if not stands:
            return LeftOut(str(kind), names(written, frame))
        return self._kind(kind, {field: value for field, value in written.items() if field != WHEN}, path, frame)

    def _form(self, form: type[Layer] | type[Composite], written: object, path: Path, frame: Frame) -> Partial:
        if written is None or isinstance(written, dict | Mapping):
            fields = dict(written or {})
        elif form.main is not None:
            fields = {form.main: written}
        else:
            frame.wrong(f"{form.kind} takes fields, not {shown(written)}", path, hint=form.usage())
            return NotUnderstood(form.kind, None)
        if issubclass(form, Composite):
            return composite(form, fields, path, frame, self.layers)
        return self._layer(form, fields, path, frame)

    def _layer(self, form: type[Layer], fields: Mapping[str, Any], path: Path, frame: Frame) -> Layer | NotUnderstood:
        """Read a layer, once for all that are written alike."""
        key, own = (form, repr(fields)), Own(dict(fields), set(), ())
        if "${" in key[1] or DEPTH in key[1]:
            own = own_values(fields, path, frame)
            key = (form, repr((own.values, own.words, frame.names.get(DEPTH))))
        if own.broken or key not in self.known:
            made = read_layer(form, own, path, frame)
            if isinstance(made, NotUnderstood):
                return made
            self.known[key] = made
        return self.known[key]
