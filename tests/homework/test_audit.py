"""The audit finds the wrong keys that were published, and tolerances that accept a mistake."""

from typing import Any

import pytest

from netcalc.homework.audit import Audited, audit
from netcalc.homework.grading import grade, key

TWO = {"conv": {"filters": 6, "size": 5}}


def audited(typed: object, ask: str = "", network: Any = None, **more: Any) -> Audited:
    asked = {"answer": more.pop("answer")} if "answer" in more else {"ask": ask}
    return audit(key({"network": network, "questions": [{"id": "q", "key": typed, **asked, **more}]}))[0]


def conv(volume: str, filters: int, size: int | str, **more: Any) -> dict[str, Any]:
    return {"input": volume, "layers": [{"conv": {"filters": filters, "size": size, **more}}]}


PUBLISHED = [
    (1600, "fc1.params", {"input": "4x4x10", "layers": [{"fc": 10}]}, "forgot-bias"),
    ("32x32x30", "conv1.output", conv("32x32x3", 30, 5, pad=1), "total-padding-instead-of-per-side"),
    (1664, "conv1.params", conv("14x14x32", 64, 5), "forgot-depth"),
    (27648, "fc1.params", {"input": "9216", "layers": [{"fc": 3}]}, "forgot-bias"),
    (77760, "conv1.weights", conv("32x32x3", 32, 9), None),
    (9_000_001, "fc1.params", {"input": "300x300x3", "layers": [{"fc": 100}]}, "forgot-depth+one-bias-per-layer"),
    (2600, "conv1.params", conv("300x300x3", 100, 5), "forgot-depth"),
    (41600, "conv2.connections", "lenet5", "forgot-depth"),
    ("1.7 billion", "totals.flops", "resnet50", None),
    ("48x42", "conv1.receptive_field.size", conv("60x60x3", 8, "49x43"), "off-by-one"),
    (32896, "fc1.params", {"input": "128", "layers": [{"fc": 256}]}, "bias-added-on-the-output-side"),
    (208, "conv1.params", conv("32x32x3", 8, 5), "forgot-depth"),
    (416, "conv1.params", conv("14x14x8", 16, 5), "forgot-depth"),
    (48001, "fc1.params", {"input": "400", "layers": [{"fc": 120}]}, "one-bias-per-layer"),
    (10081, "fc1.params", {"input": "120", "layers": [{"fc": 84}]}, "one-bias-per-layer"),
    (841, "fc1.params", {"input": "84", "layers": [{"fc": 10}]}, "one-bias-per-layer"),
    ("96 MB", "memory.activations", "vgg16", None),
    ("7x7x512", "last_pool.output", "alexnet", None),
]


@pytest.mark.parametrize(("typed", "ask", "network", "code"), PUBLISHED)
def test_a_published_key_that_is_wrong_is_found(typed: object, ask: str, network: Any, code: str | None) -> None:
    found = audited(typed, ask, network)
    assert not found.agrees
    assert found.typed == str(typed)
    assert (code in (found.mistake, *found.also)) or code is None


def test_a_sum_that_was_not_carried_out() -> None:
    assert audited(1600, answer="10*4*4*10+10").mistake == "forgot-bias"
    assert audited(1610, answer="10*4*4*10+10").passed


@pytest.mark.parametrize(
    ("network", "ask", "tolerance", "gap"),
    [
        ("vgg16", "totals.params", "1%", 0.0097),
        (conv("227x227x3", 96, 11, stride=4), "conv1.params", "1%", 0.27),
        (conv("32x32x3", 100, 5), "conv1.params", "2%", 1.3),
    ],
)
def test_a_tolerance_that_accepts_forgetting_every_bias(network: Any, ask: str, tolerance: str, gap: float) -> None:
    found = audited(None, ask, network, tolerance=tolerance)
    swallowed = {each.code: each.gap for each in found.swallowed}
    assert float(f"{swallowed['forgot-bias'] * 100:.2g}") == gap
    assert found.safe is not None
    assert float(found.safe.rstrip("%")) < min(swallowed.values()) * 100


@pytest.mark.parametrize("ask", ["totals.params", "conv2.params", "totals.macs"])
def test_the_safe_tolerance_is_safe(ask: str) -> None:
    safe = audited(None, ask, "lenet5", tolerance="5%").safe
    assert safe
    assert audited(None, ask, "lenet5", tolerance=safe).swallowed == ()
    amount = audited(None, ask, "lenet5", tolerance=10**6).safe
    assert audited(None, ask, "lenet5", tolerance=str(amount).replace(",", "")).swallowed == ()


def test_a_key_that_is_right_passes() -> None:
    assert audited("61,706", "totals.params", "lenet5").passed
    assert audited("1.610", "totals.params", "lenet5").unreadable


def test_an_array_and_letters_are_written_as_a_teacher_writes_them() -> None:
    product = {"expression": "D = W @ X", "at": {"W": [[0.1, 2]], "X": [[0.7], [4]], "dD": [[0.3]]}}
    sheet = {
        "questions": [
            {"id": "array", "circuit": product, "ask": "dW"},
            {"id": "letters", "choices": {"a": "one", "b": "two"}, "right": ["a", "b"]},
            {"id": "hand", "manual": True},
        ]
    }
    assert [each.right for each in audit(key(sheet))] == ["[[0.21, 1.2]]", "a, b", "by hand"]


def test_a_receptive_field_is_told_by_its_sizes() -> None:
    assert audited(None, "conv2.receptive_field", "lenet5").right == "14x14"


def test_the_audit_says_which_layer_does_not_fit() -> None:
    found = audited(
        None, "fc1.output", {"input": "7x7x1", "layers": [{"conv": {"filters": 1, "size": 3, "stride": 3}}, {"fc": 2}]}
    )
    assert found.right == "it does not fit"
    assert found.misfit.startswith("conv1: along W and H")
    assert not audited(None, "conv1.output", conv("7x7x1", 1, 3)).misfit


@pytest.mark.parametrize(
    ("words", "unit", "advised"),
    [
        ("How many KiB do the parameters take?", "bytes", "its words say KiB"),
        ("How many megabytes?", "MiB", "`conventions: {memory: MB}`"),
        ("How many bits?", "bytes", "its words say bits"),
        ("How many bytes, in float32?", "bytes", ""),
        ("At 4 bytes a value: how many KiB?", "KiB", ""),
        ("How large is block B?", "MiB", ""),
    ],
)
def test_another_unit_in_a_questions_words_is_said(words: str, unit: str, advised: str) -> None:
    question = {"id": "q", "text": words, "ask": "memory.params"}
    [found] = audit(key({"network": "lenet5", "conventions": {"memory": unit}, "questions": [question]}))
    assert found.passed
    assert (advised in found.advice) if advised else found.advice == ""


def test_what_measures_no_memory_may_name_its_units() -> None:
    assert audited(None, "totals.params", "lenet5", text="How many parameters has a net of 241 KiB?").advice == ""


def test_memory_bears_its_unit_so_that_the_key_is_right_as_it_stands() -> None:
    sheet = {"network": "lenet5", "conventions": {"memory": "KiB"}, "questions": [{"id": "q", "ask": "memory.params"}]}
    [found] = audit(key(sheet))
    assert found.right == "246,824 bytes"
    assert grade(sheet, {"q": found.right}).score == 1
