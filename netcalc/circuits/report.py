"""What ran on the tape, as a frozen result."""

from collections.abc import Sequence
from math import isfinite
from typing import Any

from netcalc.circuits.backward import computes, formulas, passed
from netcalc.circuits.ops import OPS
from netcalc.circuits.reading.places import line_and_column
from netcalc.circuits.reading.program import Program, Stage
from netcalc.circuits.result import MOST_SHOWN, Circuit, GateReport, InputReport, StageReport
from netcalc.circuits.values import Known, Numbers
from netcalc.reference.circuit.parts import Part
from netcalc.reference.circuit.run import Flow
from netcalc.reference.verify.gradients.gradient import GradientCheck


def report(
    program: Program, parts: Sequence[Part], flows: Sequence[Flow], checks: Sequence[GradientCheck], dout: Any
) -> Circuit:
    """Put parts, what flowed through them, and the checks of the inputs together."""
    pairs = list(zip(parts, flows, strict=True))
    given = [(number, *pair) for number, pair in enumerate(pairs) if pair[0].given]
    inputs = (_input(each, parts, check) for each, check in zip(given, checks, strict=True))
    return Circuit(
        expression=program.text,
        last=program.stages[-1].expression.strip(),
        output=parts[-1].name,
        value=numbers(flows[-1].value),
        shape=parts[-1].shape,
        gates=tuple(_gate(part, flow, parts, program) for part, flow in pairs if part.op),
        inputs=tuple(inputs),
        constants=tuple(dict.fromkeys(part.name for part in parts if part.constant is not None)),
        stages=tuple(_stage(stage, pairs) for stage in program.stages if stage.name is not None),
        upstream=numbers(dout),
        notes=program.notes,
        seed=None,
    )


def _stage(stage: Stage, pairs: Sequence[tuple[Part, Flow]]) -> StageReport:
    part, flow = next(pair for pair in pairs if pair[0].name == stage.name)
    return StageReport(part.name, stage.expression, numbers(flow.value), part.shape, numbers(flow.gradient))


def numbers(array: Any) -> Known:
    """Give an array as plain numbers; None where there are too many."""
    if array is None or array.size > MOST_SHOWN:
        return None
    return _frozen(array.tolist())


def flat(value: Known) -> list[float]:
    """Give all numbers of a value."""
    if value is None:
        return []
    return [number for part in value for number in flat(part)] if isinstance(value, tuple) else [value]


def _frozen(value: Any) -> Numbers:
    return tuple(map(_frozen, value)) if isinstance(value, list) else float(value) + 0.0


def _gate(part: Part, flow: Flow, parts: Sequence[Part], program: Program) -> GateReport:
    op = OPS[part.op]
    line, column = line_and_column(program.text, part.column)
    return GateReport(
        name=part.name,
        op=part.op,
        inputs=tuple(parts[number].name for number in part.inputs),
        value=numbers(flow.value),
        local_gradients=tuple(map(numbers, flow.local)),
        gradient=numbers(flow.gradient),
        passed=tuple(map(numbers, flow.passed)),
        shape=part.shape,
        computes=computes(part, parts),
        formulas=formulas(part, parts),
        expressions=passed(part, parts),
        pattern=op.pattern,
        kink=op.kink if flow.on_kink else "",
        line=line,
        column=column,
        stage=part.name in program.names,
        key=part.key,
    )


def _input(given: tuple[int, Part, Flow], parts: Sequence[Part], check: GradientCheck) -> InputReport:
    number, part, flow = given
    sent = [
        expression
        for gate in parts
        for place, expression in zip(gate.inputs, passed(gate, parts) if gate.op else (), strict=True)
        if place == number
    ]
    return InputReport(
        name=part.name,
        value=numbers(flow.value),
        gradient=numbers(flow.gradient),
        shape=part.shape,
        expression=" + ".join(sent) or "1",
        uses=len(sent),
        error=None if check.kinks or not isfinite(check.error) else check.error,
    )
