"""What comes in: a sequence whose steps stand before its examples, told by what reads it; rows of whole numbers."""

from typing import Any

import pytest

from netcalc.models.tensors.inputs import inputs_of
from netcalc.models.tensors.leading import leading
from netcalc.models.tensors.program import Op, Program, Shape, readers_of

T, B, D, HEADS = 10, 2, 8, 4


def program(word: str, asked: Shape, *inputs: Shape, **given: Any) -> Program:
    """One operator that reads the first input, or what has this shape."""
    named = tuple((f"in{place}", shape, False) for place, shape in enumerate(inputs))
    op = Op(word, word, ("in0" if not asked else "q", "k", "v"), ("made",), given, (), "")
    return Program(named, ("made",), {}, {}, {"q": asked} if asked else {}, (op,), {})


@pytest.mark.parametrize(
    ("word", "asked", "inputs", "given", "expected"),
    [
        ("attention", (B, HEADS, T, D // HEADS), [(B, T, D)], {}, (0, B)),
        ("attention", (B, HEADS, T, D // HEADS), [(T, B, D)], {}, (1, B)),
        ("softmax", (B, HEADS, T, 6), [(T, B, D), (6, B, D)], {}, (1, B)),
        ("attention", (T, HEADS, T, D // HEADS), [(T, T, D)], {}, (0, T)),  # either way
        ("attention", (B, HEADS, T, D // HEADS), [(T, B, D), (6, B + 1, D)], {}, (0, T)),  # not as many examples
        ("lstm", (), [(T, B, D)], {"lead": 1}, (1, B)),
        ("lstm", (), [(B, T, D)], {"lead": 0}, (0, B)),
        ("gru", (), [(T, B, D)], {}, (1, B)),  # ONNX, whose layout is 0 by itself
        ("conv", (), [(B, T, D)], {}, (0, B)),
    ],
)
def test_the_batch_is_the_first_axis_unless_steps_are(
    word: str, asked: Shape, inputs: list[Shape], given: dict[str, Any], expected: tuple[int, int]
) -> None:
    leads, batch = leading(program(word, asked, *inputs, **given))
    assert (leads["in0"], batch) == expected


@pytest.mark.parametrize(
    ("shape", "volume", "order"),
    [((B, T), (T, 1), (1, None)), ((B,), (1,), (None,)), ((B, 1, T), (T, 1), (2, 1)), ((B, D, T), (D, T), (1, 2))],
)
def test_whole_numbers_come_in_as_a_row_of_words(shape: Shape, volume: Shape, order: tuple[int | None, ...]) -> None:
    made = program("embedding", (), shape)
    volumes, values, batch = inputs_of(made._replace(inputs=(("in0", shape, True),)), readers_of(made.ops))
    assert (volumes["input"], values["in0"].order, batch) == (volume, order, B)
