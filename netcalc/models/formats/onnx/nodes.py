"""The operators of an ONNX graph: their attributes, and the module that each stands in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from netcalc.files.single import shortest
from netcalc.models.entry import Path
from netcalc.models.formats.onnx.arrays import computed, thing_of
from netcalc.models.formats.onnx.functions import renamed
from netcalc.models.formats.onnx.sound import ordered, placed, sound
from netcalc.models.operators import words
from netcalc.models.tensors.program import Branch, Fixed, Held, Op

OURS: Final = ("", "ai.onnx")
COUNTING: Final = {"Shape": "shape", "Size": "shape", "Constant": "constant", "ConstantOfShape": "filled",
                   "Range": "range", "ReduceProd": "product", "If": "branch"}  # fmt: skip


class Nodes:
    """Reads nodes; the arrays that stand in branches join those of the graph, under names of their own."""

    def __init__(self, arrays: Mapping[str, Any], opset: int, file: str) -> None:
        """Know the arrays of the graph, and the version of its operators."""
        self.arrays, self.opset, self.file = dict(arrays), opset, file

    def read(self, nodes: Sequence[Any]) -> Iterator[Op]:
        """Read nodes; what each is given is put in our words when its inputs are known."""
        for number, node in enumerate(nodes):
            yield self._op(node, number)

    def _op(self, node: Any, number: int) -> Op:
        kind, place = str(node.op_type), placed(node, number)
        word = COUNTING.get(kind) or (words("onnx").get(kind, "") if node.domain in (*OURS, "com.microsoft") else "")
        given = {each.name: attribute(each) for each in node.attribute if not each.HasField("g")}
        if node.domain in OURS:
            sound(node, given, number, self.file)
        given = _constant(given, node.output[0]) if kind == "Constant" and node.output else given
        branches = tuple(self._branch(each.g, f"{place} {each.name}") for each in node.attribute if each.HasField("g"))
        reads = (*node.input, *dict.fromkeys(name for branch in branches for name in branch.reads))
        given |= {"branches": branches, "opset": self.opset} if branches else {"opset": self.opset}
        return Op(word, kind, reads, tuple(node.output), given, _path(node, self.arrays), place)

    def _branch(self, graph: Any, called: str) -> Branch:
        """Read a graph that stands in an attribute; its tensors get names that no other graph has."""
        inside = {*(name for node in graph.node for name in node.output), *(info.name for info in graph.input)}
        own = {each.name: each for each in graph.initializer}
        names = {name: f"{called}: {name}" for name in (*inside, *own) if name}
        self.arrays |= {names[name]: array for name, array in own.items()}
        made = tuple(names.get(info.name, info.name) for info in graph.output)
        known = frozenset(names[name] for name in (*own, *(info.name for info in graph.input)))
        nodes = [renamed(node, names) for node in graph.node]
        outer = frozenset(name for node in nodes for name in node.input) - set(names.values())
        ops = tuple(self.read(ordered(nodes, known | outer, (), self.file)))
        wanted = dict.fromkeys(name for op in ops for name in op.reads if name in outer or name in self.arrays)
        return Branch(ops, made, tuple(filter(None, wanted)))


def _constant(given: dict[str, Any], name: str) -> dict[str, Any]:
    """Let what stands in a constant have the name of what it makes; one number under an exporter's name is no array."""
    named = computed(name)
    for key, found in given.items():
        if isinstance(found, Held):
            plain = named and found.size == 1
            given[key] = Fixed(found.shape, found.numbers) if plain else found._replace(key=name, computed=named)
    return given


def attribute(given: Any) -> Any:
    """Give the value of an attribute, whatever its type."""
    if given.ints or given.type == 7:
        return list(given.ints)
    if given.floats or given.type == 6:
        return list(map(shortest, given.floats))
    if given.strings:
        return [each.decode("utf-8", "replace") for each in given.strings]
    if given.HasField("t"):
        return thing_of(given.name, given.t)
    if given.HasField("s"):
        return given.s.decode("utf-8", "replace")
    return shortest(given.f) if given.HasField("f") else given.i


def _path(node: Any, arrays: Mapping[str, Any]) -> Path:
    """Give the path of the module a node stands in: by its weights' name, what the exporter says, or its own name."""
    for name in node.input[1:]:
        module, dot, last = name.rpartition(".")
        if dot and name in arrays and last in ("weight", "bias") and not computed(name):
            return tuple(module.split("."))
    said = next((each.value for each in node.metadata_props if each.key.endswith("name_scopes")), None)
    if said is not None:
        scopes = [scope for scope in re.findall(r"'([^']*)'", said)[:-1] if scope]
        return tuple(scopes[-1].split(".")) if scopes else ()
    parts = [part for part in str(node.name).split("/")[:-1] if part]
    module = ""
    for part in parts:
        module = part if not module or part.startswith(f"{module}.") else f"{module}.{part}"
    return tuple(module.split(".")) if module else ()
