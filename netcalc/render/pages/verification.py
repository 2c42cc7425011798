"""A verification as tables, sentences and JSON."""

from dataclasses import asdict
from typing import Any, Final

from netcalc.reference.verify.field import FieldCheck
from netcalc.reference.verify.health import TELLING, LeftOut
from netcalc.reference.verify.verdict import LayerCheck, Verification
from netcalc.render.formats.table import Align, Row, Table
from netcalc.render.formats.text import NOTHING, Line, Span, line, number
from netcalc.volume import Volume

ARRAYS: Final[tuple[tuple[str, Align], ...]] = (
    ("layer", "left"), ("output", "right"), ("params", "right"), ("macs", "right"), ("gradients off by", "right"),
    ("", "left"),
)  # fmt: skip
HEALTH: Final[tuple[tuple[str, Align], ...]] = (
    ("layer", "left"), ("mean", "right"), ("spread", "right"), ("gradient mean", "right"),
    ("gradient spread", "right"), ("dead", "right"), ("saturated", "right"),
)  # fmt: skip
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
    verdict = "ok" if check.passed else "WRONG"
    cells = (check.name, str(check.output), number(check.params), number(check.multiplications))
    error = below(check.gradient_error) if check.gradients else NOTHING
    return Row((*cells, error, verdict), "" if check.passed else "bold red")


def _health(check: LayerCheck) -> Row:
    health = check.health
    values = (health.mean, health.spread, health.gradient_mean, health.gradient_spread)
    return Row((check.name, *map(_real, values), _share(health.dead), _share(health.saturated)))


def verification_lines(found: Verification) -> list[Line]:
    """Lay out what was measured of each layer, then its health, then the network as a whole."""
    what = f"{found.name or 'the network'} on {found.batch} random inputs"
    lines = [line(f"{what} ({found.dtype}, seed {found.seed}, {found.init} start)", "bold"), line()]
    lines += Table(ARRAYS, tuple(map(_arrays, found.layers))).lines()
    lines += [line(), *_vitals(found), line()]
    lines += [_loss(found), *_whole(found), *_field(found.field), *_kinks(found)]
    lines += [*(line(f"note: {note}", "yellow") for note in found.notes), *_reasons(found)]
    verdict = Span("passed", "bold green") if found.passed else Span("FAILED", "bold red")
    count = len(found.layers)
    held = f"{count} layer{'' if count == 1 else 's'}"
    return [*lines, (verdict, Span(f": {held} held against the calculator"))]


def _vitals(found: Verification) -> list[Line]:
    """Lay the health of the layers out, or say why it is not there."""
    if found.health_batch is not None:
        rows = Table(HEALTH, tuple(map(_health, found.layers))).lines()
        return [line(f"values and gradients of {found.health_batch} inputs:"), *rows]
    return [line(f"health: {LEFT_OUT[found.health_left_out]}")] if found.health_left_out else []


def _loss(found: Verification) -> Line:
    if found.loss is None:
        return line("the run ended there: nothing after it was reached")
    start = "" if found.expected_loss is None else f"; equal scores would give {found.expected_loss:.2f}"
    return line(f"initial loss: {found.loss:.2f} ({found.loss_kind}{start})")


def _whole(found: Verification) -> list[Line]:
    if found.whole is None:
        return []
    crossed = f", {number(found.whole.kinks)} kinks crossed" if found.whole.kinks else ""
    return [line(f"gradient of the loss, end to end: off by {below(found.whole.error, COARSER)}{crossed}")]


def _field(found: FieldCheck | None) -> list[Line]:
    if found is None:
        return []
    spans = "x".join(str(span.last - span.first + 1) for span in found.spans)
    clipped = ", clipped by the input" if any(span.clipped for span in found.spans) else ""
    verdict = "as calculated" if found.passed else "NOT as calculated"
    at = Volume(found.position)
    return [line(f"receptive field of {found.layer} at {at}: {spans} pixels reach it{clipped}, {verdict}")]


def _kinks(found: Verification) -> list[Line]:
    kinks = sum(layer.kinks for layer in found.layers)
    return [line(f"kinks: {number(kinks)} outputs lay on one within a difference, and were left out")] if kinks else []


def _reasons(found: Verification) -> list[Line]:
    each = [f"{layer.name}: {reason}" for layer in found.layers for reason in layer.reasons]
    return [line(reason, "red") for reason in (*each, *found.reasons)]


def verification_data(found: Verification) -> dict[str, Any]:
    """Give a verification as plain data, nothing rounded."""
    field = found.field
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
        "reasons": list(check.reasons),
    }
