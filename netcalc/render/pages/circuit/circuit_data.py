"""Circuits and truth tables as plain data, nothing rounded."""

from collections.abc import Sequence
from typing import Any

from netcalc.circuits.nudge import Nudge
from netcalc.circuits.result import Circuit, GateReport, StageReport
from netcalc.circuits.truth import TruthTable


def circuit_data(found: Circuit, nudges: Sequence[Nudge] = ()) -> dict[str, Any]:
    """Give a circuit by its words, and what came of nudges."""
    moved = {"nudges": [_nudge(each) for each in nudges]} if nudges else {}
    return {
        "expression": found.expression,
        "value": found.value,
        "shape": list(found.shape),
        "stages": [_stage(stage) for stage in found.stages],
        "gradients": found.gradients,
        "gradient_expressions": {each.name: each.expression for each in found.inputs},
        "max_gradient_error": found.max_gradient_error,
        "inputs": {
            each.name: {
                "value": each.value,
                "shape": list(each.shape),
                "uses": each.uses,
                "gradient_error": each.error,
                "drawn": each.drawn,
                "worked_out": each.worked_out,
            }
            for each in found.inputs
        },
        "output": found.output,
        "upstream": {"value": found.upstream, "drawn": found.upstream_drawn},
        "gates": [_gate(gate) for gate in found.gates],
        "form": found.form,
        "compared": found.compared
        and {"gates_written": found.compared.gates, "difference": found.compared.difference},
        "seed": found.seed,
        **moved,
    }  # fmt: skip


def _nudge(found: Nudge) -> dict[str, Any]:
    return {
        "name": found.moved,
        "by": found.by,
        "before": found.before,
        "gradient": found.slope,
        "promised": found.promised,
        "came": found.came,
    }


def _gate(gate: GateReport) -> dict[str, Any]:
    return {
        "name": gate.name,
        "op": gate.op,
        "inputs": list(gate.inputs),
        "computes": gate.computes,
        "value": gate.value,
        "shape": list(gate.shape),
        "local_gradients": list(gate.local_gradients),
        "local_formulas": list(gate.formulas),
        "gradient": gate.gradient,
        "passed": list(gate.passed),
        "pattern": gate.pattern or None,
        "kink": gate.kink or None,
        "stage": gate.stage,
        "line": gate.line,
        "column": gate.column,
    }


def _stage(stage: StageReport) -> dict[str, Any]:
    return {
        "name": stage.name,
        "expression": stage.expression,
        "value": stage.value,
        "shape": list(stage.shape),
        "gradient": stage.gradient,
    }


def truth_data(found: TruthTable) -> dict[str, Any]:
    """Give a truth table by its words."""
    rows = [{"inputs": list(setting), "value": value} for setting, value in found.rows]
    return {"expression": found.expression, "inputs": list(found.inputs), "rows": rows, "function": found.function}
