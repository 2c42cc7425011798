"""What one value sees: layer by layer back to the pixels of the input, through the windows that the calculator laid."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal, NamedTuple, TypeAlias

from netcalc.calculator.fields.patches import Patch, gathered, stretched, turned, under, whole, within
from netcalc.layers.base import Sees, Turned, Unknown, Window
from netcalc.report.report import LayerReport, Report

How: TypeAlias = Literal["own", "window", "all", "turned"]


class Look(NamedTuple):
    """What a layer looks at of one that it reads, on the way back from one value: patches of it, padding too."""

    layer: str
    kind: str
    reads: str
    how: How
    window: Window | None
    extents: tuple[int, ...]
    patches: tuple[Patch, ...]
    inside: tuple[Patch, ...]

    @property
    def padded(self) -> bool:
        """Whether it looks at padding."""
        pairs = [pair for patch in self.patches for pair in zip(patch, self.extents, strict=True)]
        return any(places and (places[0] < 0 or places[-1] >= W) for places, W in pairs)


@dataclass(frozen=True, slots=True)
class ValueField:
    """The pixels of each input that a value at this position sees, and the looks that lead there, the last first.

    `note` says which layer reads every position; or, where `known` is false, why nobody can say.
    """

    layer: str
    at: tuple[int, ...]
    extents: tuple[int, ...]
    inputs: dict[str, tuple[Patch, ...]]
    given: dict[str, tuple[int, ...]]
    looks: tuple[Look, ...]
    known: bool
    note: str | None


class _Untold(Exception):
    """A layer on the way of which nobody can say what its values see."""


def value_field(report: Report, layer: LayerReport, at: tuple[int, ...]) -> ValueField:
    """Follow what the value at a position of a layer sees; SpecError where that is too much to follow.

    >>> from netcalc import Network, calculate
    >>> report = calculate(Network(input="7x1", layers=[{"conv": {"filters": 1, "size": 3, "pad": 1}}, {"pool": 2}]))
    >>> value_field(report, report["pool1"], (0,)).inputs
    {'input': (((0, 1, 2),),)}
    """
    assert layer.output is not None
    back = _Back(report)
    known, untold = True, None
    try:
        looks = tuple(back.looks(layer, at))
    except _Untold as reason:
        looks, known, untold = tuple(back.seen), False, " ".join(reason.args)
    inputs = {name: gathered(back.needed.get(name, ())) for name in report.inputs} if known else {}
    given = {name: volume.spatial for name, volume in report.inputs.items()}
    return ValueField(
        layer.name, at, layer.output.spatial, inputs, given, looks, known, untold or back.every or back.gated
    )


class _Back:
    """The way back; `needed` are the positions that are looked at of what is still to come."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.volumes = {name: volume.spatial for name, volume in report.inputs.items()}
        self.blind: set[str] = set()
        self.needed: dict[str, tuple[Patch, ...]] = {}
        self.seen: list[Look] = []
        self.every: str | None = None
        self.gated: str | None = None
        self.carried: dict[object, tuple[tuple[Patch, ...], tuple[Patch, ...]]] = {}

    def looks(self, layer: LayerReport, at: tuple[int, ...]) -> Iterator[Look]:
        """Go back from a position of a layer."""
        before = self._before(layer)
        self.needed[layer.name] = (tuple((place,) for place in at),)
        for each in reversed(before):
            patches = self.needed.pop(each.name, ())
            for look in self._look(each, patches) if patches else ():
                self.seen.append(look)
                self.needed[look.reads] = gathered((*self.needed.get(look.reads, ()), *look.inside))
                yield look

    def _before(self, layer: LayerReport) -> list[LayerReport]:
        """Give the layers up to this one; note their extents, and which see nothing of any input."""
        found = []
        for each in self.report.layers:
            found.append(each)
            if each.output is not None:
                self.volumes[each.name] = each.output.spatial
            if _sees(each) == "nothing" or all(name in self.blind for name in each.from_):
                self.blind.add(each.name)
            if each.name == layer.name:
                break
        return found

    def _look(self, layer: LayerReport, patches: tuple[Patch, ...]) -> Iterator[Look]:
        """Say what a layer looks at of all that it reads, to make these positions."""
        sees = _sees(layer)
        if sees == "nothing":
            return
        extents = self.volumes[layer.name]
        if isinstance(sees, Unknown):
            if layer.working.layer.stated or patches != (whole(extents),):
                raise _Untold(layer.name, sees.reason)
            sees = "all"
        gates = self._gates(layer)
        own_queries = len(layer.from_) > 1 and all(name in self.blind for name in layer.from_[1:])
        for place, name in enumerate(layer.from_):
            W = self.volumes[name]
            if name in gates:
                continue
            if sees == "all" and not (own_queries and place == 0):
                self.every = self.every or f"{layer.name} reads every position"
                yield self._looked(layer, name, "all", partial(_all_of, W=W), patches)
            elif isinstance(sees, Turned):
                yield self._looked(layer, name, "turned", partial(turned, order=sees.order), patches)
            elif layer.working.looks is not None and sees == "own":
                yield self._looked(layer, name, "window", partial(under, window=layer.working.looks), patches)
            else:
                yield self._looked(layer, name, "own", partial(stretched, extents=W), patches)

    def _gates(self, layer: LayerReport) -> set[str]:
        """Name the volumes of one position that gate a map: the field is then the map's."""
        if not layer.working.layer.gates or layer.output is None:
            return set()
        maps = [name for name in layer.from_ if self.volumes[name] == layer.output.spatial]
        ones = {name for name in layer.from_ if name not in maps and set(self.volumes[name]) <= {1}}
        if not maps or len(maps) + len(ones) < len(layer.from_):
            return set()
        for name in sorted(ones - self.blind):
            self.gated = f"the gate {name} is left out: through it all is seen"
        return ones

    def _looked(
        self, layer: LayerReport, name: str, how: How, carried: Callable[[Patch], Patch], patches: tuple[Patch, ...]
    ) -> Look:
        """Carry patches back into what is read; what was once carried so is not carried again."""
        W, window = self.volumes[name], layer.working.looks if how == "window" else None
        mode = getattr(layer.working.layer, "pad_mode", "zeros") if how == "window" else "zeros"
        key = (how, id(layer.working.layer), window, W, patches)
        if key not in self.carried:
            made = gathered(map(carried, patches))
            self.carried[key] = made, gathered(within(patch, W, mode) for patch in made)
        return Look(layer.name, layer.kind, name, how, window, W, *self.carried[key])


def _sees(layer: LayerReport) -> Sees:
    given = [volume for volume in layer.working.given if volume is not None]
    return layer.working.layer.sees(*given) if layer.output is not None else "own"


def _all_of(_patch: Patch, W: tuple[int, ...]) -> Patch:
    return whole(W)
