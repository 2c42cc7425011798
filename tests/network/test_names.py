"""Which names there may be: of vars and arguments, of layers beside queries, of fields in a spec and in Python."""

import itertools
from typing import Any

import pytest

from netcalc import FC, Network, ReLU, Repeat, SpecError, calculate
from netcalc.layers.written.values import TAKEN
from netcalc.report.query import LAYER_WORDS, understand, value
from tests.support.marks import found, marked, places

PYTHONS = ["in", "is", "class", "lambda", "None", "True", "from_", "for", "_", "a1", "x2y", "import"]
ARITHMETIC = ["and", "or", "not", "if", "else", "len", "sum", "min", "max", "round", "ceil", "floor"]


@pytest.mark.parametrize("name", PYTHONS)
def test_a_var_and_an_argument_may_have_any_name(name: str) -> None:
    blocks: dict[str, Any] = {
        "b": {"args": {name: None}, "layers": [{"fc": f"${{2 * {name} + 1}}"}, {"fc": f"${{{name}}}"}]}
    }
    network = Network(input=3, vars={name: 4}, blocks=blocks, layers=[{"b": {name: f"${{{name} + 1}}"}}])
    assert [layer.output for layer in calculate(network)] == [(2 * 5 + 1,), (5,)]


@pytest.mark.parametrize("name", [*ARITHMETIC, "1x", "a b", "a.b", "a-b", ""])
def test_but_words_of_arithmetic(name: str) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input=3, vars={name: 4}, layers=["relu"])
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("invalid-value", ("vars", name))
    assert "letters, digits and `_`" in problem.message
    assert " ".join(ARITHMETIC) in problem.message


@pytest.mark.parametrize("name", [*ARITHMETIC, "name", "from", "share", "when", "1x", "a b"])
def test_an_argument_is_not_what_any_use_may_say_either(name: str) -> None:
    text, expected = marked(f"input: 3\nblocks:\n  b: {{▸args: {{'{name}': 1}}, layers: [relu]}}\nlayers: [b]")
    (problem,) = problems = found(text)
    assert (problem.code, places(problems)) == ("invalid-value", expected)
    assert "other than `name`, `from`, `share`, `when` and the words of arithmetic (and or" in problem.message


def test_a_word_of_arithmetic_still_works_where_a_name_is_python_s() -> None:
    network = Network(input=3, vars={"in": 4, "is": 2}, layers=[{"fc": "${max(in, is) // is}"}])
    assert calculate(network).output == (2,)


# The first words of queries with a dot, whose second word is one that layers have too: `a.unshared.params`.
def test_no_layer_in_a_block_hides_what_is_asked_of_the_block() -> None:
    heads = {word.partition(".")[0] for word in LAYER_WORDS if word.partition(".")[2] in LAYER_WORDS}
    assert heads <= TAKEN
    assert "unshared" in heads


@pytest.mark.parametrize("name", sorted({word.partition(".")[0] for word in LAYER_WORDS} - TAKEN))
def test_a_layer_called_as_a_word_is_asked_both_ways(name: str) -> None:
    inner = {"fc": {"units": 2, "name": name}}
    report = calculate(Network(input=3, blocks={"a": {"layers": [{"fc": 5}, inner]}}, layers=[{"a": {"name": "a"}}]))
    names = {*report.groups, *(layer.name for layer in report)}
    for asked, word in itertools.product(("a", f"a.{name}"), LAYER_WORDS):
        query = understand(f"{asked}.{word}", names)
        assert (query.layer, query.word) == (asked, word)
        assert value(report, query) is not None or word in ("shares", "weights_per_neuron")  # of a block: null


@pytest.mark.parametrize("name", ["unshared", "totals", "input"])
def test_a_name_that_is_taken_is_said_inside_a_block_too(name: str) -> None:
    text, expected = marked(f"input: 3\nblocks:\n  a: {{layers: [relu: {{▸name: {name}}}]}}\nlayers: [a]")
    problems = found(text)
    assert ([problem.code for problem in problems], places(problems)) == (["invalid-value"], expected)


@pytest.mark.parametrize("layer", ["relu: {▸from_: input}", "repeat: {times: 2, layers: [relu], ▸from_: input}"])
def test_the_names_of_python_s_attributes_are_no_fields_of_a_spec(layer: str) -> None:
    text, expected = marked(f"input: 3\nlayers:\n- {layer}\n- b: {{▸from_: input}}\nblocks: {{b: [tanh]}}")
    problems = found(text)
    assert [problem.code for problem in problems] == ["unknown-field"] * 2
    assert places(problems) == expected
    assert all("from" in problem.hint for problem in problems)


def test_in_python_they_are() -> None:
    layers = [FC(units=3, name="a"), ReLU(from_="input"), Repeat(times=1, layers=["tanh"], from_="a")]
    assert [layer.from_ for layer in calculate(Network(input=3, layers=layers))] == [("input",), ("input",), ("a",)]
    with pytest.raises(SpecError):
        Network(input=3, layers=[{"relu": {"from_": "input"}}])
