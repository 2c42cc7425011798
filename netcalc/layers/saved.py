"""What a layer saves for its backward pass: volumes that are there anyway, and arrays of its own; as PyTorch does.

A kind says it once, by three words of its class. `saves`: `input` (the first volume it reads), `inputs` (all of them),
`factors` (all of them, multiplied value by value), `output`, `mask` (a value an output), `indices` (where each output
stood); a method `saved` says it of what has other sizes. `storage`: whether what leaves is an array of its `own`,
stands `over` what was read, is a `view` of it, is its own in `training` alone, or is a `learned` array. `passes`: the
gradient that comes is the one that goes on.
"""

from typing import Final, Literal, NamedTuple, TypeAlias

from netcalc.volume import Volume

Word: TypeAlias = Literal["input", "inputs", "factors", "output", "mask", "indices"]
Storage: TypeAlias = Literal["own", "over", "view", "training", "learned"]


class Extra(NamedTuple):
    """An array that a layer makes for its backward pass alone: what it is, how many values, bytes of each.

    `size` is None where a value is as large as an activation. `batched`: so many values for each example.
    """

    name: str
    values: int
    size: int | None = None
    batched: bool = True


Saved: TypeAlias = Literal["input", "inputs", "factors", "output"] | Extra
INDEX: Final = 8  # bytes: PyTorch's int64


def entry(word: Word, made: Volume) -> Saved:
    """Give what a word of a kind's `saves` means where this volume leaves."""
    if word == "mask":
        return Extra("mask", made.values)
    return Extra("indices", made.values, INDEX) if word == "indices" else word
