"""The counts: each stands here once, with its name, what it measures and what it means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from typing import Annotated, Any, Final, Generic, NamedTuple, TypeAlias, get_args, get_origin

from typing_extensions import TypeVar

Known: TypeAlias = int | None
# `int | None` in any report, `int` in that of a network which is valid.
Number_co = TypeVar("Number_co", bound=Known, default=Known, covariant=True)


class Measure(NamedTuple):
    """What a count counts things of, and what it means."""

    of: str
    meaning: str


class Count(NamedTuple):
    """A count of the catalogue: its name, as in a query, what it measures, its meaning in a sentence."""

    name: str
    measures: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Unshared(Generic[Number_co]):
    """What a layer would store if every neuron had weights and a bias of its own."""

    weights: Annotated[Number_co, Measure("weights", "the weights if every neuron had its own")]
    biases: Annotated[Number_co, Measure("biases", "the biases if every neuron had its own")]
    params: Annotated[Number_co, Measure("params", "unshared weights and biases together")]


@dataclass(frozen=True, slots=True)
class Counts(Generic[Number_co]):
    """The numbers of a layer, or of a whole network; None where no volume makes them."""

    neurons: Annotated[
        Number_co, Measure("neurons", "output values of the layers with weighted inputs; input values are no neurons")
    ]
    weights: Annotated[Number_co, Measure("weights", "trained numbers that multiply; a norm's scale is one")]
    biases: Annotated[Number_co, Measure("biases", "trained numbers that are added; a norm's shift is one")]
    params: Annotated[Number_co, Measure("params", "weights and biases together, as stored: with sharing")]
    buffers: Annotated[
        Number_co, Measure("values", "numbers that are stored and not trained: a running mean, a variance")
    ]
    unshared: Unshared[Number_co]
    connections: Annotated[
        Number_co,
        Measure("connections", "for each neuron the inputs it reads, and its bias (LeNet-5's paper)"),
    ]
    macs: Annotated[Number_co, Measure("macs", "multiplications in products with weights, each with its addition")]
    flops: Annotated[Number_co, Measure("flops", "operations: a multiplication and its addition are two")]
    training_flops: Annotated[
        Number_co,
        Measure("flops", "operations forward and backward; nobody needs a gradient on the network's input"),
    ]
    activations: Annotated[
        Number_co,
        Measure("values", "output values held for the backward pass; activations work in place and hold none"),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerCounts(Counts[Number_co]):
    """The numbers of a layer."""

    weights_per_neuron: Annotated[
        int | None, Measure("weights", "the weights that one neuron has, where each has as many; not added up")
    ]


@dataclass(frozen=True, slots=True)
class Totals(Counts[Number_co]):
    """The numbers of a whole network."""

    weighted_layers: Annotated[Number_co, Measure("layers", "layers that have neurons, as the lecture counts layers")]


def listed(counts: type) -> Iterator[Count]:
    """List the counts that a class of results has, those of a part by its name and theirs."""
    for each in fields(counts):
        parts = get_origin(each.type)
        if isinstance(parts, type) and is_dataclass(parts):
            yield from (part._replace(name=f"{each.name}.{part.name}") for part in listed(parts))
        else:
            _, measure = get_args(each.type)
            yield Count(each.name, *measure)


COUNTS: Final = tuple(each.name for each in fields(Counts))
UNSHARED: Final = tuple(each.name for each in fields(Unshared))


def _names(counts: type) -> tuple[str, ...]:
    """Name the counts that a class of results has, those of a part last."""
    return tuple(sorted((count.name for count in listed(counts)), key=lambda name: "." in name))


CATALOGUE: Final = {count.name: count for counts in (Totals, LayerCounts) for count in listed(counts)}
SUMMED: Final = _names(Counts)
COUNTED: Final = _names(LayerCounts)
TOTALLED: Final = _names(Totals)
SHARES: Final = ("params", "macs", "activations")


class Percent(NamedTuple):
    """What share of the totals a layer has, in percent to two decimals; None where the total is 0 or unknown."""

    params: float | None
    macs: float | None
    activations: float | None


def percent(part: Known, whole: Known) -> Fraction | None:
    """Give a share in percent, rounded to two decimals; None where the whole is 0 or one is unknown.

    >>> percent(1, 3), percent(0, 0)
    (Fraction(3333, 100), None)
    """
    return None if part is None or not whole else round(Fraction(100 * part, whole), 2)


def by_field(numbers: Mapping[str, Known]) -> dict[str, Any]:
    """Put counts by the fields of a result: those of a part, `unshared.weights`, together."""
    whole = dict(numbers)
    parts = {part: whole.pop(f"unshared.{part}") for part in UNSHARED}
    return {**whole, "unshared": Unshared(**parts)}
