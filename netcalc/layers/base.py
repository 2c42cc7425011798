"""The contract of a layer kind: what leaves it, which arrays it learns, which window it slides."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar, Literal, NamedTuple, TypeAlias

from pydantic import Field

from netcalc import problems
from netcalc.arithmetic import Arithmetic, N, NumberRules, Slide, SlideOf
from netcalc.layers.array import Axis, Parameter, Products, added, axis, positions, sized
from netcalc.layers.labels import LETTERS, Put, bare, lettered
from netcalc.layers.saved import Saved, Storage, Word, entry
from netcalc.layers.written.fields import Name, References, Shared
from netcalc.layers.written.given import optional
from netcalc.layers.written.sharing import Turn
from netcalc.layers.written.written import Form
from netcalc.volume import Volume

MOST_EXTENT = 10**18
NONE, ONE, ONE_OR_TWO, TWO = range(1), range(1, 2), range(1, 3), range(2, 3)  # how many volumes a kind reads
SEVERAL = range(2, 10**6)


Window: TypeAlias = tuple[Slide, ...]
WindowOf: TypeAlias = tuple[SlideOf[N], ...]
# What it takes to fit: sequences, whole numbers, positions with a depth, volumes alike, volumes of one shape.
Wants: TypeAlias = Literal["", "sequence", "numbers", "positions", "alike", "equal"]


class Unknown(NamedTuple):
    """What its values see cannot be told; the reason goes on where the layer's name stands: "moves the depth"."""

    reason: str


class Turned(NamedTuple):
    """Its values see what lies at their position, the spatial axes turned: axis i is axis order[i] of what came."""

    order: tuple[int, ...]


Sees: TypeAlias = Literal["own", "all", "nothing"] | Unknown | Turned


class Misfit(Exception):
    """A layer cannot be worked out on what it reads: the code, the field at fault, a sentence, a hint."""

    def __init__(self, code: str, field: str, message: str, hint: str = "") -> None:
        """Carry what a Problem will say; the calculator adds which layer."""
        super().__init__(message)
        self.code, self.field, self.message, self.hint = code, field, message, hint


def bounded(made: Volume) -> Volume:
    """Refuse a volume too large to go on with; Misfit then."""
    if any(extent > MOST_EXTENT for extent in made):
        raise Misfit(problems.LIMIT_EXCEEDED, "from", "the volume is longer along an axis than netcalc follows (10^18)")
    return made


def _goes_in(window: Window, given: Volume, rules: Arithmetic) -> None:
    """Raise Misfit where the window does not go into the padded input even once."""
    for W1, slide, letter in zip(given.spatial, window, LETTERS, strict=False):
        padded, reach = rules.padded(W1, slide), rules.reach(slide)
        beyond = slide.stride if slide.rounding == "ceil" else 1
        if reach - padded >= beyond:
            message = f"a window of {reach} is larger than the {padded} pixels of {letter} (padding included)"
            hint = f"a size of at most {padded}, or padding of {reach - padded} more in all"
            raise Misfit(problems.WINDOW_TOO_LARGE, "size", message, hint)


class Layer(Form):
    """One layer as the spec writes it. A kind is a subclass; the catalogue in `netcalc.layers` lists netcalc's own.

    A user's kind says which volume leaves it (`depth`, or `output`) and which arrays it stores (`parameters`):

    >>> from netcalc import Axis, Layer, Network, Parameter, calculate
    >>> class Gates(Layer):
    ...     kind = "gates"
    ...     units: int
    ...
    ...     def depth(self, *given):
    ...         return (Axis((("units", self.units),)),)
    ...
    ...     def parameters(self, *given, made, rules):
    ...         shape = (Axis((("gates", 4), ("units", self.units))), Axis((("D", given[0].depth),)))
    ...         return (Parameter("weight", "weight", shape, uses=(("T", given[0].spatial[0]),)),)
    >>> calculate(Network(input="20x8", layers=[Gates(units=5)]))["gates1"].macs
    3200
    """

    in_place: ClassVar[bool] = False
    volumes: ClassVar[range] = ONE
    gates: ClassVar[bool] = False
    turns: ClassVar[Mapping[str, Turn]] = MappingProxyType({})
    saves: ClassVar[tuple[Word, ...]] = ("input",)
    storage: ClassVar[Storage] = "own"
    one_of: ClassVar[tuple[str, ...]] = ()
    passes: ClassVar[bool] = False
    wants: ClassVar[Wants] = ""
    computed_by: ClassVar[str] = ""

    name: Name | None = Field(default=None, description="The layer's name; left out, its kind and number (conv1).")
    from_: References = optional(
        None, "The layer it reads, or a list of them; left out, the one before.", called="from"
    )
    share: Shared = optional(
        None, "The layer whose arrays it uses in place of its own; {layer: NAME, transpose: true}."
    )

    def output(self, *given: Volume, window: Window | None, rules: Arithmetic) -> Volume:
        """Say what volume leaves the layer; Misfit only where there is none. Here: what its window makes, if any."""
        if window is not None and not window[0].transposed:
            _goes_in(window, given[0], rules)
        extents = self.extents(*given, window=window, rules=rules, put=bare)
        return bounded(Volume((*extents, self.deep(*given, rules=rules, put=bare))))

    def extents(self, *given: Volume, window: WindowOf[N] | None, rules: NumberRules[N], put: Put[N]) -> tuple[N, ...]:
        """Say how far what leaves extends along each axis, its numbers labelled by `put`.

        Here: as far as its window slides over what came, or as far as that. `explain` asks with letters.
        """
        came = [put(*each) for each in positions(given[0], "1") or ()]
        return tuple(came if window is None else map(rules.extent, came, window))

    def depth(self, *given: Volume) -> tuple[Axis, ...]:
        """Say how deep the volume is that leaves, as a sum of labelled numbers. Here: as deep as the one that came."""
        return (axis("D1", given[0].depth),)

    def deep(self, *given: Volume, rules: NumberRules[N], put: Put[N]) -> N:
        """Say how deep the volume is that leaves, by a rule. Here: the sum of the axes of `depth`."""
        return added(sized(each, rules, put) for each in self.depth(*given))

    def keeping(self) -> str:
        """Say what lets it keep the positions that it takes away, in a hint. Here nothing."""
        return ""

    @property
    def alone(self) -> bool:
        """Say whether it reads nothing and nothing leaves it: arrays alone. Here: no."""
        return False

    @property
    def stated(self) -> str | None:
        """What marks a layer whose numbers somebody states, wherever it is shown; None where they are worked out."""
        return None

    def remark(self, *given: Volume) -> str:
        """Say what else there is to say of the volume that leaves, in a sentence. Here nothing."""
        return ""

    def parameters(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> tuple[Parameter, ...] | None:
        """Say which arrays the layer stores; None where that hangs on `made`, and no volume leaves it (None)."""
        return ()

    def products(self, *given: Volume, made: Volume | None, rules: Arithmetic) -> Products | None:
        """Say which values it multiplies by values, each product as labelled numbers; None where nobody knows.

        They are multiplications as those by weights are, and store nothing.
        """
        return ()

    def window(self, *given: Volume, rules: Arithmetic) -> Window | None:
        """Say which window it slides, a `Slide` an axis; None where it slides none.

        A slide's `rounding` says what a remainder means; `rules.rounds(None)` gives what the network says.
        """
        return None

    def sees(self, *given: Volume) -> Sees:
        """Say what of all that it reads each of its values sees; asked where a volume leaves it.

        `own`: what lies at its position, or under the window of `looks`. `all`: every position. `nothing`: it reads
        none. `Turned`: as `own`, along other axes. `Unknown`: nobody can say, and why.
        """
        return "own"

    def looks(self, *given: Volume, rules: Arithmetic) -> Window | None:
        """Say through which window its values see what it reads. Here: through the one that it slides."""
        return self.window(*given, rules=rules)

    def saved(self, *given: Volume, made: Volume) -> tuple[Saved, ...]:
        """Say what the layer keeps for its backward pass, as PyTorch does. Here: what the kind's `saves` names."""
        return tuple([entry(word, made) for word in self.saves])

    def measured(self) -> tuple[str, ...]:
        """Name the layers that it reads for their extents alone: their volumes come after those that it reads."""
        return ()

    def even(self) -> bool:
        """Say whether each of its neurons has as many weights. Here: yes."""
        return True

    def spared(self, *arrays: Parameter, learns: tuple[bool, ...], products: Products) -> int | None:
        """Count the multiplications backward that nobody needs, `learns` being whether what is read hangs on weights.

        Here: where nothing that is read does, those that would give the gradient on it.
        """
        if any(learns):
            return 0
        every = [array.unshared for array in arrays if array.role == "weight"]
        return None if None in every else sum(filter(None, every))

    @classmethod
    def slides(cls) -> bool:
        """Say whether a layer of the kind slides a window. Here: where the kind says which."""
        return cls.window is not Layer.window

    def resized(self, slide: Slide, size: int) -> Slide:
        """Say how its window would slide if it were of another size. Here: with the stride it has."""
        return slide._replace(size=size)

    def labelled(self, *given: Volume, window: Window, put: Put[N]) -> WindowOf[N]:
        """Label the numbers of its window. Here: with the course's letters."""
        return lettered(window, put)
