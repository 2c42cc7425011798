"""Puts the operators of a function of ONNX in the place of each call, with names of their own."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from netcalc.models.formats.onnx.sound import fault, placed
from netcalc.problems import INVALID_VALUE, LIMIT_EXCEEDED

MOST_NODES: Final = 100_000
DEEPEST: Final = 50


class Calls:
    """The functions of a model, and how many operators have been put in the place of their calls."""

    def __init__(self, functions: Sequence[Any], file: str) -> None:
        """Know the functions by domain and name."""
        self.functions = {(each.domain, each.name): each for each in functions}
        self.file, self.made = file, 0

    def inlined(self, nodes: Sequence[Any], depth: int = 0) -> Iterator[Any]:
        """Give the operators; what calls a function becomes that function's."""
        for number, node in enumerate(nodes):
            function = self.functions.get((node.domain, node.op_type))
            if function is None:
                yield node
                continue
            self.made += len(function.node)
            if depth >= DEEPEST:
                said = f"functions call each other more than {DEEPEST} deep"
                raise fault(self.file, placed(node, number), said, INVALID_VALUE)
            if self.made > MOST_NODES:
                said = f"the functions come to more than {MOST_NODES:,} operators"
                raise fault(self.file, placed(node, number), said, LIMIT_EXCEEDED)
            yield from self.inlined(list(_called(node, function, self.made)), depth + 1)


def _called(node: Any, function: Any, count: int) -> Iterator[Any]:
    """Give a function's operators as this call has them."""
    called = node.name or f"{function.name}_{count}"
    names = {name: f"{called}_{count}/{name}" for inner in function.node for name in inner.output}
    names |= dict.fromkeys(function.input, "") | dict(zip(function.input, node.input, strict=False))
    outputs = dict(zip(function.output, node.output, strict=False))
    kept = {name: made for name, made in outputs.items() if name not in function.input}
    given = {each.name: each for each in (*function.attribute_proto, *node.attribute)}
    for inner in function.node:
        made = renamed(inner, names | kept)
        made.name = f"{called}/{inner.name or inner.op_type}"
        _fill(made, given)
        yield made
    for name in outputs.keys() - kept.keys():
        yield type(node)(op_type="Identity", name=f"{called}/{name}", input=[names[name]], output=[outputs[name]])


def renamed(node: Any, names: Mapping[str, str]) -> Any:
    """Copy an operator, the tensors that it reads and makes under other names; in its branches too."""
    made = type(node)()
    made.CopyFrom(node)
    made.input[:] = [names.get(name, name) for name in node.input]
    made.output[:] = [names.get(name, name) for name in node.output]
    for attribute in made.attribute:
        if attribute.HasField("g"):
            nodes = [renamed(inner, names) for inner in attribute.g.node]
            del attribute.g.node[:]
            attribute.g.node.extend(nodes)
            for info in attribute.g.output:
                info.name = names.get(info.name, info.name)
    return made


def _fill(node: Any, given: Mapping[str, Any]) -> None:
    """Put what a call gives in the place of the attributes that refer to it; those that nobody gives fall away."""
    kept = []
    for attribute in node.attribute:
        asked = attribute.ref_attr_name
        if asked and asked in given:
            name = attribute.name
            attribute.CopyFrom(given[asked])
            attribute.name = name
        if not asked or asked in given:
            kept.append(type(attribute)())
            kept[-1].CopyFrom(attribute)
    del node.attribute[:]
    node.attribute.extend(kept)
