"""Networks that are nearly the one that is asked about: another input, other classes, a layer more or less."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from netcalc.conventions.stated import Stated
from netcalc.conventions.trying.asked import FLOAT32, Asked, Candidate
from netcalc.conventions.trying.candidates import INPUT, LAYER, PAIR, usual_tools
from netcalc.report.query import FIELD
from netcalc.report.report import LayerReport
from netcalc.volume import Volume

ANOTHER_INPUT: Final = "another-input-size"
OTHER_SIZE: Final = "other-size"
LEFT_OUT: Final = "layer-left-out"
TWICE: Final = "layer-twice"
BIAS: Final = "bias-of-a-layer"
ANOTHER: Final = "another-layer"
CLIPPED: Final = "clipped-to-the-input"
SIDES: Final = (
    224, 227, 256, 299, 320, 384, 416, 448, 512, 608, 640, 32, 28, 64, 96, 128, 192, 160, 240, 260, 300, 331, 380
)  # fmt: skip
SIZED: Final = ("totals.params", "totals.weights", "totals.macs", "totals.flops", "memory.params")
MAIN: Final = {"fc": "units", "conv": "filters"}
USUAL_CLASSES: Final = (
    1, 2, 3, 4, 5, 10, 20, 21, 37, 50, 80, 90, 91, 100, 101, 102, 120, 196, 200, 257, 365, 400, 600, 700, 1001, 21841
)  # fmt: skip
LEAST_TELLING: Final = 100  # a layer's number below it fits by chance
MOST_LAYERS: Final = 3_000  # of a network that is walked again for other sizes
MOST_CLASSES: Final = 10**6


def inputs(asked: Asked) -> Iterator[Candidate]:
    """Give what the network counts on an input of another usual size, by our rules and by the tools'."""
    given = asked.network.network.input
    if given is None or len(given.spatial) != 2 or given.spatial[0] < 16:
        return
    for side in SIDES:
        volume = Volume((side, side, given.depth))
        other = None if volume == given else _changed(asked, input=str(volume))
        if other is not None:
            yield from _on(other, volume, given)


def _on(other: Asked, volume: Volume, given: Volume) -> Iterator[Candidate]:
    found = other.value()
    if found is None:
        return
    said, instead = f"an input of {volume}, not {given}: {found:,}", f"`--input {volume}`"
    yield Candidate(ANOTHER_INPUT, (ANOTHER_INPUT,), Fraction(found), INPUT, said, instead=instead)
    for tool in usual_tools(other):
        if tool.value != found:
            codes = (*tool.conventions, ANOTHER_INPUT)
            told = f"{tool.said}, on an input of {volume}, not {given}"
            yield tool._replace(
                code=f"{tool.code}+{ANOTHER_INPUT}", conventions=codes, order=PAIR, said=told, instead=instead, of=other
            )


def _changed(asked: Asked, **fields: object) -> Asked | None:
    """Ask the same of the network with other fields; None where that cannot be, or would take long."""
    if len(asked.network.names) > MOST_LAYERS:
        return None
    other = asked.network.changed(**fields)
    return None if other is None else asked._replace(network=other)


def classes(asked: Asked, stated: Stated) -> Iterator[Candidate]:
    """Give what the network counts with another number of outputs, by our rules and by the tools'."""
    last = _last(asked)
    if last is None or last.output is None or asked.query.layer is not None or asked.query.word not in SIZED:
        return
    field, size = f"{last.name}.{MAIN[last.kind]}", last.output.depth
    more = _changed(asked, set={**asked.network.network.to_dict().get("set", {}), field: size + 1})
    if more is None:
        return
    yield from _sized(stated, field, size, (_ours(asked), _ours(more)))
    for one, other in zip(usual_tools(asked), usual_tools(more), strict=True):
        if one.value != asked.value():
            yield from _sized(stated, field, size, (one, other))


def _ours(asked: Asked) -> Candidate:
    """Give our own number as a candidate."""
    return Candidate("", (), Fraction(asked.value() or 0), LAYER, "")


def _sized(stated: Stated, field: str, size: int, pair: tuple[Candidate, Candidate]) -> Iterator[Candidate]:
    """Give what comes with usual numbers of outputs; of an exact number, with the one that makes it."""
    one, other = pair
    slope = other.value - one.value
    if slope < LEAST_TELLING:
        return
    solved = size + (stated.value - one.value) / slope
    sizes = {*USUAL_CLASSES, *([int(solved)] if stated.exact and solved.denominator == 1 else ())}
    for count in sorted(each for each in sizes if 1 <= each <= MOST_CLASSES and each != size):
        made = one.value + (count - size) * slope
        said = f"{field} {count:,}, not {size:,}: {int(made):,}" + (f", as {one.code} counts" if one.code else "")
        code = "+".join(filter(None, (one.code, OTHER_SIZE)))
        order = PAIR if one.code else INPUT
        codes = (*one.conventions, OTHER_SIZE)
        yield Candidate(code, codes, made, order, said, instead=f"`--set {field}={count}`")


def _last(asked: Asked) -> LayerReport | None:
    """Find the layer that makes the network's outputs, if it is one whose size can be set."""
    weighted = [each for each in asked.network.report.layers if each.weights]
    return weighted[-1] if weighted and weighted[-1].kind in MAIN and not weighted[-1].shares else None


def layers(asked: Asked) -> Iterator[Candidate]:
    """Give what the network counts without one of its layers or blocks, with it twice, with or without its biases."""
    ours = asked.value()
    if ours is None or (asked.query.layer is None and asked.query.word not in SIZED):
        return
    yield from _biases(asked, ours)
    report = asked.network.report
    whole = (*report.layers, *(group.sums for group in report.groups.values()))
    for layer in whole if asked.query.layer is None else ():
        count = _count(asked, layer)
        if count >= LEAST_TELLING and count != ours:
            gone, twice = ours - count, ours + count
            yield Candidate(LEFT_OUT, (LEFT_OUT,), Fraction(gone), LAYER, f"without {layer.name} ({count:,}): {gone:,}")
            yield Candidate(TWICE, (TWICE,), Fraction(twice), LAYER, f"{layer.name} ({count:,}) twice: {twice:,}")


def _count(asked: Asked, layer: LayerReport) -> int:
    """Give the count that is asked for of a layer."""
    if asked.query.word == "memory.params":
        return FLOAT32 * (layer.params or 0)
    found = getattr(layer, asked.word)
    return found if isinstance(found, int) else 0


def _biases(asked: Asked, ours: int) -> Iterator[Candidate]:
    """Give the parameters with a bias where a layer has none, and without those that it has."""
    if asked.word != "params":
        return
    for layer in asked.network.report.layers:
        if layer.kind in MAIN and layer.output is not None and asked.query.layer in (None, layer.name):
            sign, said = (-1, "without its biases") if layer.biases else (1, "with a bias for each output")
            made = ours + sign * layer.output.depth
            yield Candidate(BIAS, (BIAS,), Fraction(made), LAYER, f"{layer.name} {said}: {made:,}")


def elsewhere(asked: Asked, stated: Stated) -> Iterator[Candidate]:
    """Give the layers of which the number is, where one layer is asked about; of a receptive field, clipped too."""
    ours = asked.value()
    if asked.query.layer is None or ours is None:
        return
    for name in asked.network.names:
        other = asked._replace(query=asked.query._replace(layer=name))
        found = other.value() if name != asked.query.layer else None
        if found is not None and stated.exact and stated.is_about(found):
            yield Candidate(
                ANOTHER, (ANOTHER,), Fraction(found), LAYER, f"{name} has it: {name}.{asked.word} is {found:,}"
            )
            return
    given = asked.network.network.input
    if asked.word.startswith(FIELD) and given is not None and given.spatial and ours > max(given.spatial):
        side = max(given.spatial)
        said = f"no more than the input is wide: {side}, of the {ours:,} that it would see"
        yield Candidate(CLIPPED, (CLIPPED,), Fraction(side), LAYER, said)
