"""What leaves the network: the layers named for it, else the last; and the layers whose output nothing reads."""

from collections import Counter
from collections.abc import Container, Sequence
from typing import Final, TypeAlias

from netcalc.network.findings import Findings
from netcalc.network.graph import INPUT, Graph, Node, Output
from netcalc.network.laying.references import LEFT_OUT, MOST_NAMES, References
from netcalc.network.laying.scope import Scope
from netcalc.problems import UNKNOWN_REFERENCE, UNREAD_OUTPUT, Path, Problem
from netcalc.text.words import name_hint

Place: TypeAlias = tuple[Path, tuple[Path, ...]]  # where it is written, and where its blocks are used
COUNTED_ON: Final = "every pass reads the first one's, since numbers count on: give it a `name`, and read that"


def found(names: tuple[str, ...], top: Scope, references: References) -> tuple[Output, ...]:
    """Find the outputs that were named; what is wrong is noted."""
    outputs = []
    for place, name in enumerate(names):
        number = top.find(name)
        if number is not None and number >= 0:
            outputs.append(Output(name, number))
        elif not references.excused(name):
            _unknown(name, ("outputs", place), top, references.findings)
    return tuple(outputs)


def _unknown(name: str, path: Path, top: Scope, findings: Findings) -> None:
    read = top.find(name) is not None
    message = f"`{name}` is an input, no layer" if read else f"no layer is called `{name}`"
    known = [each for each, number in top.home.every.items() if number >= 0]
    near = LEFT_OUT if top.left_out(name) else name_hint(name, known[-MOST_NAMES:])
    hint = near or "an output is the name of a layer or of a block in use"
    findings.note(Problem(code=UNKNOWN_REFERENCE, message=message, hint=hint, path=path), name)


def last(nodes: list[Node], inputs: tuple[str, ...]) -> tuple[Output, ...]:
    """Give the last layer as the one output, arrays alone left out; where there is none, the first input."""
    leaving = (number for number in reversed(range(len(nodes))) if not nodes[number].layer.alone)
    number = next(leaving, len(nodes) - 1)
    return (Output(nodes[number].name if nodes else inputs[0], number),)


def unread(graph: Graph, besides: Container[str] = ()) -> tuple[Problem, ...]:
    """Say which inputs with a name nobody reads, and which layers: once for each place where one is written.

    `besides` are names that are read in a way for which a spec has no field.
    """
    read = {number for node in graph.nodes for number in node.given}
    read |= {output.node for output in graph.outputs}
    read |= {node.share.owner for node in graph.nodes if node.share}
    places: dict[Path, Node] = {}
    for number, node in enumerate(graph.nodes):
        if number not in read and not node.layer.alone and node.name not in besides:
            places.setdefault(node.path, node)
    counted = _counted_on(graph.nodes) if places else set()
    idle = (
        name for name, number in graph.numbers.items() if number not in read and name != INPUT and name not in besides
    )
    return (*map(_idle, idle), *(_unread(node, counted) for node in places.values()))


def _idle(name: str) -> Problem:
    message, hint = f"no layer reads the input {name}", f"take it out, or read it: `from: {name}`"
    return Problem(code=UNREAD_OUTPUT, severity="warning", message=message, hint=hint, path=("inputs", name))


def _counted_on(nodes: Sequence[Node]) -> set[Place]:
    """Give the places of layers of which every pass of a repeat reads the first pass's."""
    first: dict[Place, int] = {}
    for number, node in enumerate(nodes):
        first.setdefault((node.path, node.uses), number)
    readers = Counter((read, node.path, node.uses) for node in nodes for read in node.reads if read >= 0)
    again = {read for (read, *_), times in readers.items() if times > 1}
    return {place for place, number in first.items() if number in again}


def _unread(node: Node, counted: set[Place]) -> Problem:
    message = f"nobody reads what {node.name} makes, and it is no output of the network"
    hint = f"take it out, read it with `from`, or name it: `outputs: [..., {node.name}]`"
    if node.layer.name is None and (node.path, node.uses) in counted:
        hint = COUNTED_ON
    return Problem(
        code=UNREAD_OUTPUT, severity="warning", message=message, hint=hint,
        path=(*node.path, node.layer.kind), layer=node.name, uses=node.uses,
    )  # fmt: skip
