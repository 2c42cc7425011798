"""Whatever is written, netcalc answers with a network or with problems, and soon."""

import json
import re
from typing import Any, NoReturn

from hypothesis import given, settings
from hypothesis import strategies as st

from netcalc import Network, Problem, SpecError, calculate
from netcalc.layers import CATALOGUE
from netcalc.network.composition import FORMS, form_of
from netcalc.problems import CODES
from netcalc.report.claims import failures
from netcalc.report.query import LAYER_WORDS, NETWORK_WORDS
from netcalc.text.reading.places import BREAK
from netcalc.text.source import Source
from tests.network.test_network import LENET

OF_KINDS = {field for kind in CATALOGUE.values() for field in kind.fields()}
OF_LISTS = {field for form in FORMS for field in form_of(form).fields()}
FIELDS = sorted({"zzz", "n"} | OF_KINDS | OF_LISTS)
NUMBERS = st.one_of(
    st.integers(-2, 12), st.sampled_from([10**9, 10**9 + 1, -(10**30), 0.5, 1e300, -1.0]), st.booleans(), st.none()
)
WORDS = st.sampled_from([
    "same", "valid", "depth", "max", "avg", "exact", "floor", "ceil", "input", "conv1", "a", "3x3", "2x", "x", "",
    "010", "yes", "1e6", "32x32x3", "all", "<= 1M", "${a}", "b", "${n}",
    "${a}x${n}", "${n - 1}", "${2**n}", "${1 / a}", "${", "é", "\x00", "\ud7ff", *FORMS,
])  # fmt: skip
VALUES = st.recursive(
    NUMBERS | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS) | WORDS, inner, max_size=3),
    max_leaves=6,
)


def layers(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    fields = st.dictionaries(st.sampled_from(FIELDS), VALUES | NUMBERS, max_size=5)
    layer = st.dictionaries(st.sampled_from((*FORMS, "b")), fields | VALUES, min_size=1, max_size=2)
    repeat = st.fixed_dictionaries({"times": st.sampled_from([0, 1, 3, 10**9]), "layers": inner})
    residual = st.fixed_dictionaries({"layers": inner}, optional={"shortcut": inner})
    parallel = st.fixed_dictionaries(
        {"join": st.sampled_from(["add", "concat"]), "branches": st.lists(inner, max_size=3)}
    )
    lists = {"repeat": repeat, "residual": residual | inner, "parallel": parallel}
    held = [st.fixed_dictionaries({kind: made}) for kind, made in lists.items()]
    return st.lists(st.one_of(st.sampled_from((*FORMS, "b")), layer, *held, VALUES), max_size=5)


LAYERS: st.SearchStrategy[Any] = st.recursive(layers(st.just(["relu"])), layers, max_leaves=3)
BLOCK = st.fixed_dictionaries({"layers": LAYERS}, optional={"args": st.dictionaries(st.just("n"), VALUES)})
CLAIMS = st.dictionaries(
    st.sampled_from([*NETWORK_WORDS, *(f"conv1.{word}" for word in LAYER_WORDS)]) | WORDS, VALUES, max_size=3
)
SPECS = st.fixed_dictionaries(
    {"layers": LAYERS},
    optional={
        "input": st.sampled_from(["32x32x3", "8", "9x7x4", "4x4x4x2", [10**9] * 4]) | VALUES,
        "name": VALUES,
        "rounding": st.sampled_from(["exact", "floor", "ceil"]) | VALUES,
        "loss": VALUES,
        "vars": st.dictionaries(st.sampled_from(["a", "n", "b", "1a"]), NUMBERS | WORDS, max_size=3) | VALUES,
        "blocks": st.dictionaries(st.sampled_from(["b", "c", "relu"]), BLOCK | VALUES, max_size=2) | VALUES,
        "expect": CLAIMS | VALUES,
        "zzz": VALUES,
    },
)


def missing() -> NoReturn:
    message = "an error without a problem"
    raise AssertionError(message)


def answered(text: str) -> tuple[Problem, ...]:
    """Read, calculate and check; anything but a SpecError is our mistake."""
    source = Source(text, "net.yaml")
    try:
        network = Network.read(source)
    except SpecError as error:
        return error.problems or missing()
    report = calculate(network, batch=2, optimizer="adam")
    return (*report.problems, *network.located(failures(network.claims, report)))


def check(text: str) -> None:
    """Hold every problem to its form."""
    lines = re.split(BREAK, text)
    for problem in answered(text):
        assert problem.code in CODES
        assert problem.message
        assert problem.place is not None
        assert 1 <= problem.place.line <= len(lines)
        assert problem.place.column >= 1
        assert problem.place.width >= 1


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_answered(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from([*"abx01 \n\n  -:[]{},&*!|>'\"%@`#?~<", "input", "layers", ": "]), max_size=40))
def test_any_text_of_the_signs_of_yaml_is_answered(parts: list[str]) -> None:
    check("".join(parts))


@given(SPECS)
@settings(max_examples=300)
def test_any_data_is_answered(spec: dict[str, Any]) -> None:
    check(json.dumps(spec))
    check(json.dumps(spec, ensure_ascii=False, indent=1))


@given(SPECS)
def test_any_data_made_in_python_is_answered(spec: dict[str, Any]) -> None:
    try:
        calculate(Network.of(spec))
    except SpecError as error:
        problems = error.problems or missing()
        assert {problem.place for problem in problems} == {None}


@given(st.integers(0, len(LENET)), st.integers(0, 30), st.text(" \n:-[]{}'\"0123456789xabc&*!#", max_size=6))
def test_any_slip_of_the_hand_is_answered(place: int, length: int, slip: str) -> None:
    check(LENET[:place] + slip + LENET[place + length :])
