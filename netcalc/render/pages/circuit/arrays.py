"""A circuit of arrays as a table: shapes, a few values, gradients as equations; all values where they are asked for."""

from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from netcalc.circuits.result import Circuit, GateReport, InputReport
from netcalc.circuits.shapes import Shape, spoken
from netcalc.circuits.values import Known
from netcalc.render.document import Heading, Part, item
from netcalc.render.pages.reference.verification import below
from netcalc.render.reals import few, real
from netcalc.render.table import Narrower, Row, Table, numbers, words

ARRAYS: Final = (*words("name", "computes", "shape", "value", "gradient", "is"), *numbers("off by"))
EQUATIONS: Final = ("computes", "gradient")
NARROWER: Final = (
    Narrower("clip", ("value", "is"), 16, lost="long values (--full)"),
    Narrower("wrap", EQUATIONS, 24),
    Narrower("wrap", ("shape",), 8),
    Narrower("wrap", EQUATIONS, 18),
    Narrower("clip", ("value", "is"), 12),
    Narrower("drop", ("off by",), lost="off by each input"),
    Narrower("wrap", EQUATIONS, 14),
    Narrower("drop", ("value",), lost="the values (--full)"),
    Narrower("wrap", EQUATIONS, 12),
    Narrower("drop", ("is",), lost="the gradients' values (--full)"),
)
FULL: Final = (  # where all values stand below
    Narrower("drop", ("is",)),
    Narrower("drop", ("value",)),
    Narrower("wrap", EQUATIONS, 24),
    Narrower("wrap", ("shape",), 8),
    Narrower("wrap", EQUATIONS, 12),
)
WIDEST: Final = 100  # into a pipe

Written: TypeAlias = Callable[[Known, Shape], str]


def arrays_table(circuit: Circuit, written: Written = few, narrower: tuple[Narrower, ...] = NARROWER) -> Table:
    """Lay out shapes and expressions; values as this function writes them, by default a few."""
    rows = [_array(each, "", circuit, written) for each in circuit.inputs]
    rows += [_array(gate, gate.computes, circuit, written) for gate in circuit.gates]
    kept = [place for place, (head, _) in enumerate(ARRAYS) if head != "value" or any(row[place] for row in rows)]
    return Table(
        tuple(ARRAYS[place] for place in kept),
        tuple(Row(tuple(row[place] for place in kept)) for row in rows),
        narrower=narrower,
        widest=WIDEST,
    )


def _array(each: GateReport | InputReport, computes: str, circuit: Circuit, written: Written) -> tuple[str, ...]:
    error = each.error if isinstance(each, InputReport) else None
    value, sent = written(each.value, each.shape), written(each.gradient, each.shape)
    shape = spoken(each.shape)
    off = "" if error is None else below(error)
    equation = gradient(each.name, circuit)
    return (
        each.name,
        "" if computes == each.name else computes,
        shape,
        "" if value == shape else value,
        equation,
        sent,
        off,
    )


def exactly(value: Known, shape: Shape) -> str:
    """Write all numbers of an array, to all their digits."""
    if isinstance(value, tuple):
        return f"[{', '.join(exactly(each, ()) for each in value)}]"
    return spoken(shape) if value is None else repr(value)


def gradient(name: str, circuit: Circuit) -> str:
    """Write a gradient as an equation: what the uses of a value pass back, added up."""
    if name == circuit.output:
        if circuit.shape:
            return f"d{name} drawn" if circuit.upstream_drawn else f"d{name} given"
        return f"d{name} = {real(circuit.upstream) if isinstance(circuit.upstream, float) else 1}"
    uses = [
        expression
        for gate in circuit.gates
        for read, expression in zip(gate.inputs, gate.expressions, strict=True)
        if read == name
    ]
    return f"d{name} = {' + '.join(uses) or '0'}"


def in_full(circuit: Circuit) -> Iterable[Part]:
    """Write all values of every array, and of its gradient."""
    yield Heading("all values")
    for each in circuit.parts:
        yield item(f"{each.name} = {_all(each.value)}")
        yield item(f"d{each.name} = {_all(each.gradient)}")


def _all(value: Known) -> str:
    """Write all numbers of an array."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_all, value))}]"
    return "more than 1,000 values" if value is None else f"{value:.6g}"
