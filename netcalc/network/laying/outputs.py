"""What leaves the network: the layers named for it, else the last; and the layers whose output nothing reads."""

from netcalc.network.findings import Findings
from netcalc.network.graph import INPUT, Graph, Node, Output
from netcalc.network.laying.references import LEFT_OUT, MOST_NAMES, References
from netcalc.network.laying.scope import Scope
from netcalc.problems import UNKNOWN_REFERENCE, UNREAD_OUTPUT, Path, Problem
from netcalc.text.words import name_hint


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
    """Give the last layer as the one output; where there is none, the first input."""
    return (Output(nodes[-1].name if nodes else inputs[0], len(nodes) - 1),)


def unread(graph: Graph) -> tuple[Problem, ...]:
    """Say which inputs with a name nobody reads, and which layers: once for each place where one is written."""
    read = {number for node in graph.nodes for number in node.given}
    read |= {output.node for output in graph.outputs}
    read |= {node.share.owner for node in graph.nodes if node.share}
    places: dict[Path, Node] = {}
    for number, node in enumerate(graph.nodes):
        if number not in read and not node.layer.alone:
            places.setdefault(node.path, node)
    idle = (name for name, number in graph.numbers.items() if number not in read and name != INPUT)
    return (*map(_idle, idle), *map(_unread, places.values()))


def _idle(name: str) -> Problem:
    message, hint = f"no layer reads the input {name}", f"take it out, or read it: `from: {name}`"
    return Problem(code=UNREAD_OUTPUT, severity="warning", message=message, hint=hint, path=("inputs", name))


def _unread(node: Node) -> Problem:
    message = f"nobody reads what {node.name} makes, and it is no output of the network"
    hint = f"take it out, read it with `from`, or name it: `outputs: [..., {node.name}]`"
    return Problem(
        code=UNREAD_OUTPUT, severity="warning", message=message, hint=hint,
        path=(*node.path, node.layer.kind), layer=node.name, uses=node.uses,
    )  # fmt: skip
