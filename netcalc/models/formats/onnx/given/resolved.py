"""What an operator is given, put in our words when what it reads is known."""

from typing import Final

from netcalc.models.formats.onnx.given.axes import AXES
from netcalc.models.formats.onnx.given.functions import FUNCTIONS
from netcalc.models.formats.onnx.given.windows import WINDOWS
from netcalc.models.formats.onnx.given.words import Env, Reads
from netcalc.models.tensors.program import Op

READERS: Final[Reads] = {**AXES, **FUNCTIONS, **WINDOWS}


def resolved(op: Op, env: Env) -> Op:
    """Put what an operator is given in our words; its constant inputs are known by now."""
    reader = READERS.get(op.word)
    if reader is None:
        return op
    reads, given = reader(op, env)
    return op._replace(reads=reads, given=given)
