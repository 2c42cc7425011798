"""A verification as a page: what was measured of each layer, its health, the network as a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any, Final

from netcalc.reference.verify.fields.field import FieldCheck
from netcalc.reference.verify.health import TELLING, LeftOut
from netcalc.reference.verify.verdict import LayerCheck, Verification
from netcalc.render.document import Document, Heading, Part, Sentence, Span, sentence
from netcalc.render.table import Narrower, Row, Table, numbers, words
from netcalc.render.values import NOTHING, number
from netcalc.text.counted import counted
from netcalc.volume import Volume

ARRAYS: Final = (*words("layer"), *numbers("output", "params", "macs", "gradients off by"), *words(""))
HEALTH: Final = (
    *words("layer"), *numbers("mean", "spread", "gradient mean", "gradient spread", "dead", "saturated"),
)  # fmt: skip
NARROWER: Final = (
    Narrower("round", ("macs",), lost="exact macs"),
    Narrower("round", ("params",), lost="exact params"),
    Narrower("drop", ("macs",), lost="macs"),
    Narrower("cut", ("layer",), 20, lost="long names"),
    Narrower("cut", ("layer",), 10),
)
LEFT_OUT: Final[dict[LeftOut, str]] = {
    "memory": f"left out; {TELLING} inputs, which can tell, would take more memory than there is",
    "work": f"left out; {TELLING} inputs, which can tell, would take long (`--batch {TELLING}` shows it)",
}
FINEST: Final = -9
COARSER: Final = -6
NOISE: Final = 1e-12


def below(error: float, finest: int = FINEST) -> str:
    """Write an error as the power of ten that it is below; which one, far down, is chance.

    >>> below(3e-11), below(2e-4), below(0.5)
    ('<1e-9', '<1e-3', '0.5')
    """
    power = next((power for power in range(finest, 0) if error < 10.0**power), None)
    return f"{error:.2g}" if power is None else f"<1e{power}"


def _real(value: float | None) -> str:
    if value is None:
        return NOTHING
    return "0" if abs(value) < NOISE else f"{value:.2g}"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"


def _arrays(check: LayerCheck) -> Row:
    verdict = "left out" if check.left_out else "ok" if check.passed else "WRONG"
    error = below(check.gradient_error) if check.gradients else NOTHING
    counts = (NOTHING, NOTHING) if check.left_out else (check.params, check.multiplications)
    cells = (check.name, str(check.output), *counts, error, verdict)
    return Row(cells, "" if check.passed else "bold red")


def _health(check: LayerCheck) -> Row:
    health = check.health
    values = (health.mean, health.spread, health.gradient_mean, health.gradient_spread)
    return Row((check.name, *map(_real, values), _share(health.dead), _share(health.saturated)))


def page(found: Verification) -> Document:
    """Make the page of a verification."""
    return Document(verification_data(found), partial(_parts, found), lambda: arrays(found))


def arrays(found: Verification) -> Table:
    """Put what was measured of each layer in a table."""
    return Table(ARRAYS, tuple(map(_arrays, found.layers)), narrower=NARROWER)


def _parts(found: Verification) -> Iterable[Part]:
    what = f"{found.name or 'the network'} on {counted(found.batch, 'random input')}"
    yield sentence(f"{what} ({found.dtype}, seed {found.seed}, {found.init} start)", "bold")
    yield arrays(found)
    yield from _vitals(found)
    yield from map(sentence, (_loss(found), *_whole(found), *_fields(found), *_kinks(found)))
    yield from (sentence(f"note: {note}", "yellow") for note in found.notes)
    reasons = (f"{layer.name}: {reason}" for layer in found.layers for reason in layer.reasons)
    yield from (sentence(reason, "red") for reason in (*reasons, *found.reasons))
    verdict = Span("passed", "bold green") if found.passed else Span("FAILED", "bold red")
    held = counted(sum(not layer.left_out for layer in found.layers), "layer")
    yield Sentence((verdict, Span(f": {held} held against the calculator")))


def _vitals(found: Verification) -> Iterable[Part]:
    """Give the health of the layers, or say why it is not there."""
    if found.health_batch is not None:
        yield Heading(f"values and gradients of {counted(found.health_batch, 'input')}:")
        yield Table(HEALTH, tuple(map(_health, found.layers)), narrower=NARROWER)
    elif found.health_left_out:
        yield sentence(f"health: {LEFT_OUT[found.health_left_out]}")


def _loss(found: Verification) -> str:
    if found.loss is None:
        return "the run ended there: nothing after it was reached"
    start = "" if found.expected_loss is None else f"; equal scores would give {found.expected_loss:.2f}"
    return f"initial loss: {found.loss:.2f} ({found.loss_kind}{start})"


def _whole(found: Verification) -> list[str]:
    if found.whole is None:
        return []
    crossed = f", {counted(found.whole.kinks, 'kink')} crossed" if found.whole.kinks else ""
    return [f"gradient of the loss, end to end: off by {below(found.whole.error, COARSER)}{crossed}"]


def _field(found: FieldCheck | None) -> list[str]:
    if found is None:
        return []
    spans = "x".join(str(span.last - span.first + 1) for span in found.spans)
    clipped = ", clipped by the input" if any(span.clipped for span in found.spans) else ""
    verdict = "as calculated" if found.passed else "NOT as calculated"
    at = Volume(found.position)
    one = {span.first - span.last for span in found.spans} == {0}
    reach = "1 pixel reaches it" if one else f"{spans} pixels reach it"
    where = f" along the map, {_gates(found.gates)} left out" if found.gates else ""
    return [f"receptive field of {found.layer} at {at}: {reach}{where}{clipped}, {verdict}"]


def _gates(names: Sequence[str]) -> str:
    return f"the gate {names[0]}" if len(names) == 1 else f"{number(len(names))} gates"


def _fields(found: Verification) -> list[str]:
    """Say what was measured of receptive fields: one with spans, one that is all."""
    every = found.everything
    if every is None:
        return _field(found.field)
    verdict = "as calculated" if every.passed else "NOT as calculated"
    pixels = f"{number(every.pixels)} of {counted(every.of, 'pixel')}"
    return [*_field(found.field), f"receptive field of {every.layer} is all: {pixels} reach it, {verdict}"]


def _kinks(found: Verification) -> list[str]:
    kinks = sum(layer.kinks for layer in found.layers)
    was = "was" if kinks == 1 else "were"
    text = f"kinks: {counted(kinks, 'output')} lay on one within a difference, and {was} left out"
    return [text] if kinks else []


def verification_data(found: Verification) -> dict[str, Any]:
    """Give a verification as plain data, nothing rounded."""
    field, every = found.field, found.everything
    return {
        "name": found.name,
        "passed": found.passed,
        "loss": found.loss,
        "loss_kind": found.loss_kind,
        "expected_loss": found.expected_loss,
        "max_gradient_error": found.max_gradient_error,
        "seed": found.seed,
        "batch": found.batch,
        "dtype": found.dtype,
        "init": found.init,
        "layers": [_layer(check) for check in found.layers],
        "whole": None if found.whole is None else asdict(found.whole),
        "receptive_field": None if field is None else {**asdict(field), "passed": field.passed},
        "sees_all": None if every is None else {**asdict(every), "passed": every.passed},
        "health_batch": found.health_batch,
        "notes": list(found.notes),
        "reasons": list(found.reasons),
    }


def _layer(check: LayerCheck) -> dict[str, Any]:
    return {
        "name": check.name,
        "kind": check.kind,
        "output": list(check.output),
        "params": check.params,
        "buffers": check.buffers,
        "macs": check.multiplications,
        "gradient_error": check.gradient_error,
        "kinks": check.kinks,
        "gradients": [asdict(gradient) for gradient in check.gradients],
        **asdict(check.health),
        "passed": check.passed,
        "left_out": check.left_out,
        "reasons": list(check.reasons),
    }
