"""A network as a Keras 3 program: a function a block, then the function that makes the model."""

import re
from collections.abc import Sequence
from typing import Final

from netcalc.models.source.blocks import blocks
from netcalc.models.source.classes import PASSED, Class, classes, literal, whole
from netcalc.models.source.growth import growing
from netcalc.models.source.keras.functional import PADDED, TURNED, Functional
from netcalc.models.source.keras.layer import shape
from netcalc.models.source.keras.own import OWN
from netcalc.models.source.keras.sharing import kept, piece_of
from netcalc.models.source.lending import settled
from netcalc.models.source.loops import Looping, looped
from netcalc.models.source.naming import free, function_name, snake
from netcalc.models.source.piece import NEEDED
from netcalc.models.source.refused import refused
from netcalc.models.source.sentences import passes, title
from netcalc.models.source.tree import leaves, local, tree
from netcalc.network.network import Network
from netcalc.problems import UNFIT_FORMAT, Problem, SpecError
from netcalc.report.report import Report

STEP: Final = "    "
WORDS: Final = frozenset(
    {"keras", "layers", "activations", "ops", "range", "float", "sum", "inputs", PASSED, PADDED, TURNED, *OWN}
)
IMPORTS: Final = ("activations", "layers", "ops")


def program(network: Network, report: Report) -> str:
    """Write a valid network as a Keras program; SpecError names the layers that cannot be written."""
    if not network.inputs:
        message = "a model of Keras has an input, and nothing comes into this network"
        raise SpecError(network.located([Problem(code=UNFIT_FORMAT, message=message, path=("inputs",))]))
    graph = settled(blocks(network, report))
    pieces = refused(network, lambda place: piece_of(graph, report, place))
    leaving = tuple(output.node for output in network.graph.outputs)
    items = looped(tree(graph, pieces, WORDS), frozenset(leaving), Looping(tuple, growing))
    again = kept(graph, report)
    made = classes(items, WORDS, function_name)
    texts = []
    for each in made.values():
        names = {read: "x" if len(each.reads) == 1 else f"x{place}" for place, read in enumerate(each.reads, 1)}
        texts.append(_block(each, Functional(each, made, names, WORDS, again), list(names.values())))
    name = free(snake((network.called or "net").lower()), {*WORDS, *(each.name for each in made.values())}, "_")
    top = whole(name, items, leaving)
    given = _inputs(network)
    texts.append(_whole(top, Functional(top, made, given, WORDS, again), network, report))
    needs = {need for leaf in leaves(items) for need in leaf.piece.needs}
    body = "\n\n".join((*(OWN[need] for need in OWN if need in needs), *texts))
    used = ", ".join(word for word in IMPORTS if re.search(rf"\b{word}\.", body))
    imports = "import keras" + (f"\nfrom keras import {used}" if used else "")
    return f'"""{title(network)}, written by netcalc for Keras 3."""\n\n{imports}\n\n\n{body}'


def _block(each: Class, scope: Functional, reads: list[str]) -> str:
    """Write the function of a block."""
    given = [
        *reads,
        *(one.name + ("" if one.default is NEEDED else f"={literal(one.default)}") for one in each.parameters),
    ]
    lines = [f"def {each.name}({', '.join(given)}):", *scope.write(STEP)]
    return "\n".join((*lines, f"{STEP}return {scope.names[each.makes[0]].text}")) + "\n"


def _whole(whole: Class, scope: Functional, network: Network, report: Report) -> str:
    """Write the function that makes the model."""
    lines = [f"def {whole.name}():", f'{STEP}"""{passes(report)}"""']
    names = _inputs(network)
    inputs = network.graph.numbers.items()
    lines += [f"{STEP}{names[number]} = keras.Input({shape(network.inputs[name])!r})" for name, number in inputs]
    scope.keep()
    lines += scope.write(STEP)
    given = [names[number] for number in network.graph.numbers.values()]
    made = [scope.names[number].text for number in whole.makes]
    lines.append(f"{STEP}return keras.Model({_several(given)}, {_several(made)})")
    return "\n".join(lines) + "\n"


def _several(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"


def _inputs(network: Network) -> dict[int, str]:
    """Call the inputs as they are named; one alone is `inputs`."""
    numbers = network.graph.numbers
    if len(numbers) == 1:
        return dict.fromkeys(numbers.values(), "inputs")
    names: dict[int, str] = {}
    for name, number in numbers.items():
        names[number] = free(snake(local(name)), {*WORDS, *names.values()}, "_")
    return names
