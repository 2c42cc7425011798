"""What a spec says, understood: its fields, its layers read and laid flat, its claims; or everything that is wrong."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

from netcalc.arithmetic import Rounding
from netcalc.network.findings import Findings
from netcalc.network.graph import Graph
from netcalc.network.items import Item, LeftOut, NotUnderstood, Partial
from netcalc.network.laying.inputs import named
from netcalc.network.laying.laying import Laid, lay
from netcalc.network.laying.references import LEFT_OUT
from netcalc.network.reading.blocks import read_blocks
from netcalc.network.reading.frame import Frame
from netcalc.network.reading.reading import Reading
from netcalc.network.training.loss import Loss
from netcalc.network.written import SET, Spec
from netcalc.problems import MISSING_FIELD, UNKNOWN_REFERENCE, Problem, SpecError, invalid
from netcalc.report import claims
from netcalc.report.claims import Claim
from netcalc.text.templates.template import settled
from netcalc.text.templates.variables import variables
from netcalc.volume import Volume

READ_APART = ("layers", "blocks", "vars", SET)
SHEET = Problem(
    code=MISSING_FIELD,
    message="this is a homework sheet, and no network: it has no `layers`",
    hint="`netcalc handout SHEET` writes what is given out, `netcalc grade SHEET ANSWERS` marks",
    path=("questions",),
)


class Understood(NamedTuple):
    """A network: what comes in, what stands in it, what is claimed of it."""

    name: str | None
    inputs: Mapping[str, Volume]
    rounding: Rounding
    layers: tuple[Item, ...]
    loss: Loss | None
    claims: tuple[Claim, ...]
    graph: Graph
    names: dict[str, None]
    train: Mapping[str, Any]


def fields_of(written: object) -> Mapping[str, Any]:
    """Give the fields that were written; SpecError where it is something else."""
    if isinstance(written, Mapping):
        if "questions" in written and "layers" not in written:
            raise SpecError([SHEET])
        return written
    message = "a spec is fields: `input`, `layers` and more"
    raise invalid(message, Spec.usage())


def understood(written: Mapping[str, Any]) -> Understood:
    """Understand the fields of a spec; SpecError with everything that is wrong with them."""
    found: list[Problem] = []
    names = variables(written.get("vars"), found)
    blocks = read_blocks(written.get("blocks"), found)
    frame = Frame(Findings(), names)
    plain = {field: value for field, value in written.items() if field not in READ_APART}
    filled, broken = frame.values(plain, ())
    layers = _layers(written, Reading(blocks, names), frame)
    spec = _spec({**written, **settled(filled)}, broken, found)
    laid = lay(layers, spec.outputs if spec else None, tuple(spec.comes_in if spec else named(filled.get("inputs"))))
    claimed, doubts = _claims(filled.get("expect"), laid)
    train = _train(spec, found)
    understood_so_far = not (found or frame.findings.problems or laid.problems)
    graph = _changed(laid.graph, written.get(SET), frame, whole=understood_so_far)
    found += [*frame.findings.problems, *laid.problems, *doubts]
    if found or spec is None:
        raise SpecError(found)
    items = tuple(item for item in layers if not isinstance(item, NotUnderstood | LeftOut))
    return Understood(spec.name, spec.comes_in, spec.rounding, items, spec.loss, claimed, graph, laid.names, train)


def _layers(written: Mapping[str, Any], reading: Reading, frame: Frame) -> tuple[Partial, ...]:
    layers = reading.layers(written["layers"], ("layers",), frame) if "layers" in written else ()
    reading.uses.check_unused(frame)
    return layers


def _spec(fields: Mapping[str, Any], broken: set[str], found: list[Problem]) -> Spec | None:
    """Read the fields of the whole; what is wrong goes to `found`, but for those that could not be filled in."""
    try:
        return Spec.read(fields)
    except SpecError as error:
        found += [problem for problem in error.problems if not problem.path or problem.path[0] not in broken]
        return None


def _changed(graph: Graph, written: object, frame: Frame, *, whole: bool) -> Graph:
    """Load what sets fields of layers where some are set."""
    if written is None:
        return graph
    from netcalc.network.overriding.settings import changed

    return changed(graph, written, frame, whole=whole)


def _train(spec: Spec | None, found: list[Problem]) -> Mapping[str, Any]:
    """Read the words of training, where there are some; what is wrong with them goes to `found`."""
    if spec is None or not spec.train:
        return MappingProxyType({})
    from netcalc.network.training.recipe import Recipe

    try:
        return MappingProxyType(Recipe.read(spec.train).given())
    except SpecError as error:
        found += [problem.below("train") for problem in error.problems]
        return {}


def _claims(written: object, laid: Laid) -> tuple[tuple[Claim, ...], list[Problem]]:
    if not isinstance(written, Mapping):
        return (), []
    named = {str(query): settled(claimed) for query, claimed in written.items()}
    claimed, found = claims.read(named, laid.names)
    return claimed, [_left_out(problem, laid) for problem in found if not _excused(problem, laid)]


def _left_out(problem: Problem, laid: Laid) -> Problem:
    """Say of an unknown name that it was left out, where it was."""
    query = f"{problem.path[-1]}."
    left = problem.code == UNKNOWN_REFERENCE and any(query.startswith(f"{name}.") for name in laid.left)
    return replace(problem, hint=LEFT_OUT) if left else problem


def _excused(problem: Problem, laid: Laid) -> bool:
    """Say whether a name may be unknown only because a layer before it could not be understood."""
    if problem.code != UNKNOWN_REFERENCE:
        return False
    return not laid.names or laid.references.excused(str(problem.path[-1]).partition(".")[0])
