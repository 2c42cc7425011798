"""Which axis of what comes in is the batch's: the first, unless attention or recurrence says that steps stand first."""

from collections.abc import Mapping
from typing import Final

from netcalc.models.tensors.program import Op, Program

STEPS: Final = 3  # steps, examples, depth
HEADED: Final = 4  # examples, heads, steps, size
RECURRENT: Final = ("rnn", "lstm", "gru")


def leading(program: Program) -> tuple[Mapping[str, int], int]:
    """Give the axis of the batch by input, and its extent."""
    sequences = {name: shape for name, shape, whole in program.inputs if len(shape) == STEPS and not whole}
    leads = dict.fromkeys((name for name, _, _ in program.inputs), 0)
    if len(sequences) == len(leads) and len({shape[1] for shape in sequences.values()}) == 1 and _asked(program):
        leads = dict.fromkeys(leads, 1)
    leads |= {
        op.reads[0]: _lead(op)
        for op in program.ops
        if op.word in RECURRENT and op.reads[:1] and op.reads[0] in sequences
    }
    first = next((shape[leads[name]] for name, shape, _ in program.inputs if shape), 1)
    return leads, max(1, first)


def _asked(program: Program) -> bool:
    """Say whether attention shows by its shapes that the first axis of an input is its steps."""
    both = {shape[:2] for _, shape, _ in program.inputs}
    asked = [program.shapes.get(op.reads[0]) for op in program.ops if op.word in ("attention", "softmax") and op.reads]
    whole = [(shape[0], shape[2]) for shape in asked if shape is not None and len(shape) == HEADED]
    return any((steps, examples) in both and (examples, steps) not in both for examples, steps in whole)


def _lead(op: Op) -> int:
    """Say which axis is the batch's of what a recurrent operator reads, as PyTorch or ONNX says it."""
    return int(op.given["lead"]) if "lead" in op.given else 1 - int(bool(op.given.get("layout")))
