"""The blobs of a Caffe network so far, the layer that is read, and how sizes along its axes are written."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import prod
from typing import Any

from netcalc.models.draft import Draft
from netcalc.models.entry import Path
from netcalc.problems import INVALID_VALUE, MISSING_FIELD
from netcalc.volume import Volume, checked


class Net:
    """The blobs so far by name, and the layer that is read."""

    def __init__(self, draft: Draft, blobs: dict[str, int], passed: Iterable[str] = (), batch: int = 0) -> None:
        """Start at the inputs; what was passed over is data that only losses should read; the batch, if it is known."""
        self.draft, self.blobs, self.batch = draft, blobs, batch
        self.passed = set(passed)
        self.measured: set[str] = set()  # what only losses read
        self.layer: Any = None
        self.reads: list[int] = []

    def begin(self, layer: Any) -> None:
        """Turn to the next layer."""
        self.layer = layer
        self.reads = [self.blobs[name] for name in layer.bottom if name in self.blobs]

    def passes(self) -> bool:
        """Say whether a layer reads only what was passed over, and is so itself; an error where it holds arrays."""
        if self.reads or not self.layer.bottom:
            return False
        if any(self.layer.HasField(f"{name}_param") for name in ("convolution", "inner_product", "embed", "recurrent")):
            message = f"the file does not say how large `{self.layer.bottom[0][:60]}` is"
            raise self.draft.fault(message, MISSING_FIELD, "an `Input` layer in its place says the size of each")
        self.passed.update(self.layer.top)
        return True

    @property
    def path(self) -> Path:
        """The layer's name, which may have folders in it."""
        return (self.layer.name or self.layer.top[0],)

    @property
    def volume(self) -> Volume:
        """What the layer reads first."""
        if not self.reads:
            raise self.draft.fault("it reads nothing")
        return self.draft.volume(self.reads[0])

    @property
    def dims(self) -> list[int]:
        """The shape of what it reads first, as Caffe has it: a batch of one, the depth, then the rows."""
        return [1, *reversed(self.volume)]

    def axis(self, place: int, last: int = 0) -> int:
        """Give the place of an axis, counted from the end where it is below 0; the batch's is none."""
        axes = len(self.dims)
        found = place + axes if place < 0 else place
        if not 1 <= found < axes + last:
            message = f"the axis {place} is not among the {axes - 1} after the batch"
            raise self.draft.fault(message, INVALID_VALUE)
        return found

    def add(self, kind: str, fields: Mapping[str, Any] | None = None, reads: Sequence[int] | None = None) -> list[int]:
        """Add a layer with the fields given."""
        return [self.draft.add(kind, fields or {}, self.reads if reads is None else reads, self.path)]

    def weighed(self, kind: str, fields: Mapping[str, Any], read: int) -> int:
        """Add a layer with the arrays of this one; those that have a name may be another's."""
        held = self.held()
        if not held or not self.draft.partly(kind, held, turned=False):
            return self.draft.add(kind, fields, [read], self.path, held)
        return self._partly(kind, fields, read, held)

    def _partly(self, kind: str, fields: Mapping[str, Any], read: int, held: tuple[Hashable, ...]) -> int:
        """Add a layer of which some arrays are another's: it has the others."""
        bias = {} if "bias" in fields else {"bias": False}
        weights, params = (
            self.draft.worked_out(kind, each, [read]).counts["params"] or 0 for each in ({**fields, **bias}, fields)
        )
        sizes = (weights, params - weights)
        own = sum(size for array, size in zip(held, sizes, strict=False) if array not in self.draft.owners)
        return self.draft.stated_as(kind, fields, [read], self.path, own, held)

    def held(self) -> tuple[Hashable, ...]:
        """Name the layer's arrays where one of them is named; those without a name are its own."""
        names = [each if isinstance(each, str) else each.name for each in self.layer.param]
        own = (self.layer.name, len(self.draft.entries))
        return tuple(name or (*own, place) for place, name in enumerate(names)) if any(names) else ()

    def state(self, what: str, dims: Sequence[int], params: int = 0, macs: int = 0) -> list[int]:
        """Add a layer by its numbers: the shape that it makes, the batch first."""
        made = checked(reversed(dims[1:]))
        return [self.draft.state(what, made, self.reads, self.path, params=params, macs=macs)]

    def reshaped(self, read: int, dims: Sequence[int]) -> int:
        """Give what is read another shape, the batch first; nothing where it has that one."""
        made = checked(reversed(dims[1:]))
        if made == self.draft.volume(read):
            return read
        if made.values != self.draft.volume(read).values:
            message = f"{list(dims)} is no shape of {self.draft.volume(read).values:,} values, one example at a time"
            raise self.draft.fault(message, INVALID_VALUE)
        return self.draft.add("reshape", {"to": str(made)}, [read], self.path)

    def spread(self, every: Sequence[int]) -> list[int] | int:
        """Give sizes as many as there are axes."""
        return every[0] if len(set(every)) == 1 else list(every[: len(self.volume.spatial)])

    def leaving(self) -> list[int]:
        """Say what leaves: what no layer reads."""
        read = {number for entry in self.draft.entries for number in entry.reads}
        return [number for number in dict.fromkeys(self.blobs.values()) if number >= 0 and number not in read]


def sides(given: Any, name: str, default: int) -> list[int]:
    """Give a size along the width and the height, however it is written."""
    high, wide = getattr(given, f"{name}_h"), getattr(given, f"{name}_w")
    field = "kernel_size" if name == "kernel" else name
    every = getattr(given, field)
    plain = list(every) if not isinstance(every, int) else ([every] if given.HasField(field) else [])
    if given.HasField(f"{name}_h") or given.HasField(f"{name}_w"):
        return [wide, high]
    return plain[::-1] if len(plain) > 1 else (plain or [default]) * 2


def values(dims: Sequence[int]) -> int:
    """Multiply the extents."""
    return prod(dims)
