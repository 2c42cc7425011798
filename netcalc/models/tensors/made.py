"""A graph of operators made into layers."""

from collections import ChainMap

from netcalc.models.draft import Draft
from netcalc.models.tensors.constants.branches import BRANCHES
from netcalc.models.tensors.constants.counted import COUNTED
from netcalc.models.tensors.functions.along import ALONG
from netcalc.models.tensors.functions.masks import MASKS
from netcalc.models.tensors.functions.norms import NORMS
from netcalc.models.tensors.functions.plain import FUNCTIONS
from netcalc.models.tensors.joins.beside import BESIDE
from netcalc.models.tensors.joins.by_value import JOINS
from netcalc.models.tensors.joins.reduced import REDUCED
from netcalc.models.tensors.lookups.lists import LISTS
from netcalc.models.tensors.lookups.places import PLACES
from netcalc.models.tensors.lookups.told import TOLD
from netcalc.models.tensors.moves.listed import LISTED
from netcalc.models.tensors.moves.parts import PARTS
from netcalc.models.tensors.moves.shapes import SHAPES
from netcalc.models.tensors.moves.turned import TURNED
from netcalc.models.tensors.patterns.found import found_in
from netcalc.models.tensors.program import Program
from netcalc.models.tensors.recurrent import RECURRENT
from netcalc.models.tensors.running import run
from netcalc.models.tensors.unknown import UNKNOWN
from netcalc.models.tensors.walk import Walk
from netcalc.models.tensors.weighed.connected import CONNECTED
from netcalc.models.tensors.weighed.convolutions import CONVOLUTIONS
from netcalc.models.tensors.weighed.products import PRODUCTS
from netcalc.models.tensors.weighed.tables import TABLES
from netcalc.models.tensors.windows import WINDOWS

FAMILIES = (CONVOLUTIONS, CONNECTED, PRODUCTS, TABLES, WINDOWS, RECURRENT, FUNCTIONS, ALONG, NORMS, MASKS, SHAPES,
            TURNED, PARTS, LISTED, JOINS, BESIDE, REDUCED, PLACES, TOLD, LISTS, COUNTED, BRANCHES, UNKNOWN)  # fmt: skip
MAKES = ChainMap(*map(dict, FAMILIES))


def made(program: Program, file: str) -> Draft:
    """Make the layers of a graph; arrays that no operator reads are layers alone."""
    draft = _walked(_shaped(program, file), file).draft
    parts = {str(key) for key in draft.owners}
    for held in program.unread:
        if held.key not in draft.owners and not any(key.startswith(f"{held.key}[") for key in parts):
            what = "an array that no operator reads"
            kept = {"params": held.size} if held.learned else {"buffers": held.size}
            draft.owns(held.key, draft.state(what, None, (), (*held.key.split("."),), **kept))
    draft.prune()
    return draft


def _walked(program: Program, file: str) -> Walk:
    """Go over a graph."""
    walk = Walk(program, file, MAKES, found_in(program))
    run(walk)
    return walk


def _shaped(program: Program, file: str) -> Program:
    """Work out the shapes that a file leaves open, by a walk before, where attention has to be told by them."""
    softmax = (op for op in program.ops if op.word == "softmax")
    if all(op.makes[0] in program.shapes for op in softmax if op.makes):
        return program
    walk = _walked(program, file)
    found = {name: thing.shape for name, thing in walk.env.items()}
    guessed = frozenset(walk.doubted - program.shapes.keys())
    return program._replace(shapes={**found, **program.shapes}, guessed=guessed)
