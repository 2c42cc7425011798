"""What a layer saves for its backward pass: said once by each kind, as PyTorch 2.13 does it."""

from typing import Any

import pytest

from netcalc import Layer, Network, Volume, calculate
from netcalc.layers import CATALOGUE
from netcalc.layers.saved import Extra, Saved

MAP = "6x6x8"


def saved(written: Any, given: str = MAP) -> tuple[Saved, ...]:
    """What the layer says, one such layer reading a volume."""
    working = calculate(Network(input=given, layers=[written])).layers[0]
    assert working.output is not None
    volumes = [volume for volume in working.working.given if volume is not None]
    return working.working.layer.saved(*volumes, made=working.output)


@pytest.mark.parametrize("kind", CATALOGUE)
def test_a_kind_says_itself_what_it_saves(kind: str) -> None:
    own = [each for each in CATALOGUE[kind].__mro__ if issubclass(each, Layer) and each is not Layer]
    said = any({"saves", "saved"} & vars(each).keys() for each in own)
    assert said, f"{kind} does not say what it keeps for its backward pass: give it `saves`, or a method `saved`"


def test_a_kind_of_a_user_saves_what_it_reads() -> None:
    class Twice(Layer):
        kind = "twice"

    assert Twice().saved(Volume((3,)), made=Volume((3,))) == ("input",)


# What torch.autograd.graph.saved_tensors_hooks saw: data/make_saved.py measures whole nets.
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"conv": {"filters": 4, "size": 3}}, ("input",)),
        ({"fc": 10}, ("input",)),
        ({"maxout": 4}, ("input", Extra("indices", 4, 8))),
        ({"pool": 2}, ("input", Extra("indices", 3 * 3 * 8, 8))),
        ({"pool": {"size": 2, "op": "avg"}}, ("input",)),
        ({"pool": {"size": 2, "op": "avg", "trainable": True}}, ("input", Extra("pooled", 3 * 3 * 8))),
        ("global_pool", ()),
        ({"global_pool": "max"}, ("input", Extra("indices", 8, 8))),
        ("relu", ("output",)),
        ("relu6", ("input",)),
        ("sigmoid", ("output",)),
        ("gelu", ("input",)),
        ("dropout", (Extra("mask", 6 * 6 * 8),)),
        ("batchnorm", ("input", Extra("statistics", 2 * 8, batched=False))),
        ("layernorm", ("input", Extra("statistics", 2 * 6 * 6))),
        ({"groupnorm": 4}, ("input", Extra("statistics", 2 * 4))),
        ("instancenorm", ("input", Extra("statistics", 2 * 8))),
        ("rmsnorm", ("input", Extra("roots", 6 * 6), Extra("normalised", 6 * 6 * 8))),
        ({"rmsnorm": {"affine": False}}, ("input", Extra("roots", 6 * 6))),
        ("log_softmax", ("output",)),
        ("exp", ("output",)),
        ("mish", ("input",)),
        ("glu", ("input",)),
        ({"glu": "silu"}, ("input", Extra("gates", 6 * 6 * 4))),
        ("lrn", ("input", Extra("squares", 6 * 6 * (8 + 4)), Extra("divisors", 2 * 6 * 6 * 8))),
        ("flatten", ()),
        ({"upsample": 2}, ()),
        ({"fc": {"units": 10, "flatten": False}}, ("input",)),
        ({"learned": "6x6x8"}, ()),
        ({"noise": "6x6x8"}, ()),
        (
            {"attention": 2},
            ("input", Extra("queries, keys, values", 3 * 36 * 8), Extra("answers", 36 * 8), Extra("sums", 36 * 2)),
        ),
        (
            {"attention": {"heads": 2, "window": 3}},
            (
                "input",
                Extra("queries, keys, values", 3 * 36 * 8),
                Extra("answers", 36 * 8),
                Extra("shares", 36 * 9 * 2),
            ),
        ),
        ({"multiply": ["input", "input"]}, ("factors",)),
        ({"add": ["input", "input"]}, ()),
        ({"concat": ["input", "input"]}, ()),
    ],
)
def test_it_is_what_pytorch_saves(written: Any, expected: tuple[Saved, ...]) -> None:
    assert saved(written) == expected


def test_what_is_looked_up_and_what_is_carried_on_is_saved_too() -> None:
    assert saved({"embedding": {"vocabulary": 9, "depth": 4}}, "5x1") == (Extra("indices", 5, 8),)
    assert saved({"lstm": {"units": 3, "direction": "both"}}, "5x4") == (
        "input", Extra("states and gates", 5 * 2 * (3 + 4 * 3))
    )  # fmt: skip
