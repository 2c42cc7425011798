"""Each number with its arithmetic: the rules of the calculator, run once more on letters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import add, attrgetter, mul
from typing import Final, TypeAlias

from netcalc.arithmetic import Slide
from netcalc.calculator.memory import BYTES
from netcalc.explanation.letters import Lettered, Spelled, Term
from netcalc.layers.base import Axis, Parameter, positions
from netcalc.layers.labels import LETTERS
from netcalc.network.scope import INPUT
from netcalc.report.counts import UNSHARED, Counts
from netcalc.report.report import LayerReport, Memory, MemoryLine, Reach, Report
from netcalc.volume import Volume

Value: TypeAlias = int | Fraction | Volume | str | None
MOST_TERMS: Final = 24
ENDS: Final = {"W": ("left", "right"), "H": ("top", "bottom"), "T": ("front", "back")}


@dataclass(frozen=True, slots=True)
class Step:
    """One number: the word it has in the report, its symbol, formula, substitution, value, and what there is to say.

    The formula is empty where there is nothing to work out.
    """

    number: str
    symbol: str
    formula: str
    numbers: str
    value: Value
    note: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every number of one layer (or of the totals), step by step."""

    name: str
    kind: str
    about: str
    input: str
    steps: tuple[Step, ...]


def explain(report: Report, name: str) -> Explanation:
    """Explain a layer; KeyError where there is none of that name."""
    layer = report[name]
    about = (type(layer.working.layer).__doc__ or "").strip()
    given = " and ".join("-" if volume is None else str(volume) for volume in layer.working.given)
    read = f"{given} from {', '.join(layer.from_)}"
    return Explanation(name, layer.kind, about, read, tuple(_steps(report, layer)))


def explain_named(report: Report, name: str) -> tuple[Explanation, ...]:
    """Explain what has this name: a layer, the layers of a group, or the `totals`; nothing where there is none."""
    if name == "totals":
        return (explain_totals(report),)
    if name in report.groups:
        return tuple(explain(report, layer.name) for layer in report.layers[report.groups[name].span])
    return (explain(report, name),) if name in report else ()


def explain_totals(report: Report) -> Explanation:
    """Explain the sums over all layers, and the memory."""
    return Explanation("totals", "totals", "The sums over all layers.", str(report.input), tuple(_total_steps(report)))


def explain_all(report: Report) -> tuple[Explanation, ...]:
    """Explain every layer, then the totals."""
    return (*(explain(report, layer.name) for layer in report.layers), explain_totals(report))


def step(number: str, symbol: str, made: Term, note: str = "") -> Step:
    """Make a step of a term; a formula that is only a number says nothing."""
    formula = "" if made.formula == str(made.value) else made.formula
    numbers = "" if made.numbers == str(made.value) else made.numbers
    return Step(number, symbol, formula, numbers, made.value, note)


def _steps(report: Report, layer: LayerReport) -> Iterator[Step]:
    yield from _output(layer)
    if layer.working.parameters is None:
        return
    yield from _neurons(layer)
    yield from _stored(layer, layer.working.parameters)
    if layer.params:
        yield from _unshared(layer, layer.working.parameters)
    if any(array.role == "weight" for array in layer.working.parameters):
        yield from _work(layer, layer.working.parameters)
    yield _held(layer)
    yield from _receptive(report, layer)


def _output(layer: LayerReport) -> Iterator[Step]:
    made, given = layer.output, layer.working.given
    if made is None or None in given:
        yield Step("output", "output", "", "", None, "no volume: the layer does not fit what it reads")
        return
    known = tuple(volume for volume in given if volume is not None)
    depth = layer.working.layer.depth(*known)
    if layer.working.window is not None:
        slides = zip(LETTERS, known[0].spatial, layer.working.window, made.spatial, strict=False)
        for mark, W1, slide, W2 in slides:
            yield _extent(mark, W1, slide, W2, layer.working.window)
    elif made == known[0] and len(known) == 1:
        yield Step("output", "output", "input", "", made)
        return
    else:
        yield from (
            Step("output", f"{mark}2", "", "", extent) for mark, extent in zip(LETTERS, made.spatial, strict=False)
        )
    yield step("output", "D2", reduce(add, map(_axis, depth)))
    yield Step("output", "output", "", "", made)


def _extent(mark: str, W1: int, slide: Slide, W2: int, window: tuple[Slide, ...]) -> Step:
    """Run the slide rule on letters."""
    letters = _lettered(mark, slide, window)
    rounding = "exact" if slide.rounding == "same" else slide.rounding
    made = Spelled(rounding).extent(Term(W1, f"{mark}1"), letters)
    if made.value != W2:
        return step("output", f"{mark}2", made, f"not whole: it does not fit; rounded down it is {W2}")
    return step("output", f"{mark}2", made)


def _lettered(mark: str, slide: Slide, window: tuple[Slide, ...]) -> Lettered:
    """Put letters for a slide's numbers: one letter for all axes where they agree."""

    def mine(letter: str, field: str) -> str:
        return letter if len({getattr(other, field) for other in window}) == 1 else f"{letter}_{mark.lower()}"

    even = slide.before == slide.after
    pads = [mine("P", "before")] * 2 if even else [f"P_{end}" for end in ENDS[mark]]
    return Lettered(
        size=Term(slide.size, mine("F", "size")),
        stride=Term(slide.stride, mine("S", "stride")),
        before=Term(slide.before, pads[0]),
        after=Term(slide.after, pads[1]),
        dilation=Term(slide.dilation, mine("d", "dilation")),
        rounding=slide.rounding,
        transposed=slide.transposed,
        extra=Term(slide.extra, mine("output_pad", "extra")),
    )


def _axis(axis: Axis) -> Term:
    """Put an axis as a product of its labels, in brackets with its groups."""
    factors = [Term(number, label) for label, number in axis.factors]
    made = reduce(mul, factors)
    if axis.groups == 1:
        return made
    return Term(axis.size, f"({made.formula}/g)", f"({made.numbers}/{axis.groups})")


def _array(array: Parameter) -> list[Term]:
    """Put an array as the factors of its count, in the course's order F·F·D·K; one F where its extents agree."""
    filters = [axis for axis in array.axes if axis.factors[0][0].startswith("F_")]
    square = len({axis.size for axis in filters}) == 1
    return [Term(axis.size, "F") if square and axis in filters else _axis(axis) for axis in reversed(array.axes)]


def _places(factors: Iterable[tuple[str, int]]) -> list[Term]:
    return [Term(number, label) for label, number in factors]


def _sum(arrays: Iterable[list[Term]]) -> Term:
    return reduce(add, (reduce(mul, factors) for factors in arrays))


def _neurons(layer: LayerReport) -> Iterator[Step]:
    if layer.neurons == 0:
        yield Step("neurons", "neurons", "", "", 0, "its inputs are not weighted")
    elif layer.output is not None:
        yield step("neurons", "neurons", reduce(mul, _values(layer.output)))


def _values(made: Volume) -> list[Term]:
    return _places((*(positions(made, "2") or ()), ("D2", made.depth)))


def _stored(layer: LayerReport, parameters: tuple[Parameter, ...]) -> Iterator[Step]:
    if not parameters:
        yield Step("params", "params", "", "", 0, "it learns nothing")
        return
    for kept in ("weights", "biases", "buffers"):
        arrays = [_array(array) for array in parameters if array.kept == kept]
        if arrays:
            yield step(kept, kept, _sum(arrays))
    yield step("params", "params", Term(layer.weights or 0, "weights") + Term(layer.biases or 0, "biases"))


def _unshared(layer: LayerReport, parameters: tuple[Parameter, ...]) -> Iterator[Step]:
    for kept in ("weights", "biases"):
        arrays = [array for array in parameters if array.kept == kept]
        if any(array.uses is None for array in arrays):
            yield Step(f"unshared.{kept}", f"unshared.{kept}", "", "", None, "no volume, so nobody can say")
            return
        if arrays:
            made = _sum([*_array(array), *_places(array.uses or ())] for array in arrays)
            yield step(f"unshared.{kept}", f"unshared.{kept}", made)
    both = (Term(layer.unshared.weights or 0, "unshared.weights"), Term(layer.unshared.biases or 0, "unshared.biases"))
    yield step("unshared.params", "unshared.params", both[0] + both[1])
    if not any(array.reads for array in parameters):
        yield step("connections", "connections", Term(layer.connections or 0, "unshared.params"))
        return
    read = [array for array in parameters if array.kept != "buffers"]
    made = _sum([*_array(array), *_places((*(array.uses or ()), *array.reads))] for array in read)
    yield step("connections", "connections", made)


def _work(layer: LayerReport, parameters: tuple[Parameter, ...]) -> Iterator[Step]:
    if layer.macs is None:
        return
    arrays = [array for array in parameters if array.role == "weight"]
    yield step("macs", "macs", _sum([*_array(array), *_places(array.uses or ())] for array in arrays))
    yield step("flops", "flops", Spelled().flops(Term(layer.macs, "macs")))


def _held(layer: LayerReport) -> Step:
    if layer.output is None:
        return Step("activations", "activations", "", "", None, "no volume, so nobody can say")
    if layer.activations == 0:
        return Step("activations", "activations", "", "", layer.activations, "it works in place")
    return step("activations", "activations", reduce(mul, _values(layer.output)))


def _receptive(report: Report, layer: LayerReport) -> Iterator[Step]:
    field, window, note = layer.receptive_field, layer.working.window, layer.receptive_field_note or ""
    if layer.receptive_field_is is None:
        return
    if field is None:
        yield Step("receptive_field", "receptive field", "", "", layer.receptive_field_is, note)
    elif window is None:
        sizes = Volume(reach.size for reach in field)
        yield Step("receptive_field", "receptive field", "", "", sizes, "that of what it reads")
    else:
        alike = len(set(field)) == 1 and len(set(window)) == 1
        seen = list(zip(LETTERS, field, window, _seen_before(report, layer), strict=False))
        for mark, reach, slide, before in seen[:1] if alike else seen:
            yield from _reach("" if alike else f"_{mark.lower()}", reach, _lettered(mark, slide, window), before)


def _seen_before(report: Report, layer: LayerReport) -> tuple[Reach, ...]:
    source = layer.from_[0]
    if source == INPUT:
        return tuple(Reach(1, 1, 0) for _ in report.input.spatial)
    return report[source].receptive_field or ()


def _reach(end: str, reach: Reach, slide: Lettered, before: Reach) -> Iterator[Step]:
    spelled, jump = Spelled(), Term(before.step, f"J1{end}")
    size = spelled.widened(Term(before.size, f"R1{end}"), slide, jump)
    start = spelled.start(Term(before.start, f"start1{end}"), slide, jump)
    if slide.transposed or (size.value, start.value) != (reach.size, reach.start):
        yield Step("receptive_field.size", f"R2{end}", "", "", reach.size, "the widest of its positions' spans")
        yield Step(
            "receptive_field.start", f"start2{end}", "", "", reach.start, "where the first position's span starts"
        )
    else:
        yield step("receptive_field.size", f"R2{end}", size)
        yield step("receptive_field.start", f"start2{end}", start)
    yield step("receptive_field.step", f"J2{end}", spelled.jump(jump, slide))


def _total_steps(report: Report) -> Iterator[Step]:
    counts = ("neurons", "weights", "biases", "params", "buffers", *(f"unshared.{part}" for part in UNSHARED))
    for count in (*counts, "connections", "macs"):
        yield _total(report, count)
    if report.totals.macs is not None:
        yield step("totals.flops", "flops", Spelled().flops(Term(report.totals.macs, "macs")))
    yield _total(report, "activations", Term(report.input.values, INPUT))
    memory = report.memory
    yield from (_line(line, memory, report.totals) for line in memory.lines)
    held = [Term(line.bytes or 0, f"{line.name} bytes") for line in memory.lines]
    if memory.training is not None:
        yield step("memory.training", "memory.training", reduce(add, held), "bytes")


def _total(report: Report, count: str, *more: Term) -> Step:
    """Add up the layers that have any; only say how many there are where they are too many to read."""
    value = attrgetter(count)
    terms = [*more, *(Term(value(layer), layer.name) for layer in report.layers if value(layer))]
    if value(report.totals) is None:
        return Step(f"totals.{count}", count, "", "", None, "a layer does not fit, so nobody can say")
    if not 1 < len(terms) <= MOST_TERMS:
        return Step(
            f"totals.{count}", count, "", "", value(report.totals), f"over {len(terms)} layers" if terms else ""
        )
    formula, numbers = (" + ".join(getattr(each, part) for each in terms) for part in ("formula", "numbers"))
    return Step(f"totals.{count}", count, formula, numbers, value(report.totals))


def _line(line: MemoryLine, memory: Memory, totals: Counts) -> Step:
    """Work out a line of the training bill: values, how often they are held, bytes each."""
    if line.bytes is None:
        return Step("memory.training", f"{line.name} bytes", "", "", None, "a layer does not fit, so nobody can say")
    of_a_batch = line.name.startswith("activation")
    values = Term(totals.activations or 0, "activations") * Term(memory.batch, "batch") if of_a_batch else None
    held = values or Term(totals.params or 0, "params")
    made = held * Term(line.multiplier, "times") * Term(BYTES[memory.dtype], "bytes")
    return step("memory.training", f"{line.name} bytes", made)
