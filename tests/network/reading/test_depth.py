"""`depth` in a layer's own fields: the depth of what it reads, known where the layer is worked out."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcalc import Network, SpecError, calculate, compare, explain
from netcalc.calculator.calculation import Calculation
from netcalc.calculator.rules import Rules
from netcalc.network.bundle import load
from netcalc.report.report import Report
from netcalc.text.numbers.choices import worked
from netcalc.text.numbers.expression import ExpressionError
from netcalc.text.numbers.logic import parse
from netcalc.text.numbers.rest import rest
from netcalc.text.source import Source
from netcalc.volume import Volume
from tests.support.marks import found, marked, places
from tests.support.running import Run


def report(*layers: Any, given: str = "8x8x12", **fields: Any) -> Report:
    network = Network(input=given, layers=list(layers), **fields)
    assert Network(**network.to_dict()) == network
    blocks = fields.get("blocks", {})
    again = calculate(Network(**Network(input=given, layers=network.layers).to_dict(), blocks=blocks))
    made = calculate(network)
    assert [layer.output for layer in again.layers] == [layer.output for layer in made.layers]
    return made


def depths(*layers: Any, **fields: Any) -> list[int | None]:
    return [layer.output.depth if layer.output else None for layer in report(*layers, **fields).layers]


def test_it_is_the_depth_of_what_the_layer_reads() -> None:
    assert depths(
        {"conv": {"filters": "depth", "size": 3}},
        {"conv": {"filters": "${2 * depth}", "size": 1}},
        {"conv": {"filters": "depth", "size": 3, "groups": "depth"}},
        {"conv": {"filters": "depth", "size": 3, "groups": "${depth // 2}"}},
        {"fc": "${depth // 4}"},
        {"fc": "depth"},
    ) == [12, 24, 24, 24, 6, 6]


def test_of_an_fc_it_is_the_depth_and_not_the_count_of_values() -> None:
    made = report({"fc": "${depth // 3}"}, given="5x7x12")["fc1"]
    assert made.output == (12 // 3,)
    assert made.weights == 5 * 7 * 12 * (12 // 3)


def test_an_index_an_argument_and_a_var_of_that_name_go_first() -> None:
    assert depths({"fc": "depth"}, {"fc": "${depth}"}, vars={"depth": 7}) == [7, 7]
    assert depths({"conv": {"filters": 14, "size": 1, "groups": "depth"}}, given="8x8x14", vars={"depth": 7}) == [14]
    repeat = {"repeat": {"times": 2, "index": "depth", "layers": [{"fc": "${depth + 5}"}]}}
    assert depths(repeat) == [5, 6]
    blocks: dict[str, Any] = {"b": {"args": {"depth": 3}, "layers": [{"fc": "depth"}, {"fc": "${depth}"}]}}
    assert depths("b", {"b": {"depth": 9}}, {"fc": "depth"}, blocks=blocks) == [3, 3, 9, 9, 9]


def test_blocks_and_passes_are_read_once_and_worked_out_for_each_depth() -> None:
    block: dict[str, Any] = {"half": {"args": {"by": 2}, "layers": [{"fc": "${depth // by}"}]}}
    body = {"repeat": {"times": 3, "index": "i", "layers": ["half", {"fc": "${depth + i}"}]}}
    assert depths(body, given="64", blocks=block) == [32, 32, 16, 17, 8, 10]


def test_several_volumes_of_one_depth_have_a_depth() -> None:
    conv = {"conv": {"filters": "${depth}", "size": 1}}
    assert depths({"conv": {"filters": 12, "size": 1}}, {"add": ["input", "conv1"]}, conv) == [12, 12, 12]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('layers: [▸fc: "${depth / 5}"]', "whole number of at least 1, not 2.4 (it is ${depth / 5} of a depth of 12)"),
        ('layers: [▸fc: "${depth // 13}"]', "whole number of at least 1, not 0"),
        ('layers: [fc: {▸units: "${3 // (depth - 12)}"}]', "divides by zero"),
        ('layers: [▸fc: "${depth > 3}"]', "not true"),
        ('layers: [fc: {units: "${depth}", ▸bias: 3}]', "`bias` takes true or false"),
        ("layers: [conv: {filters: depth, ▸siz: 3}]", "has no field `siz`"),
        ("layers: [conv: {filters: depth, size: depth, ▸pad: up}]", "`pad` takes"),
        ('layers: [repeat: {▸times: "${depth}", layers: [relu]}]', "known only where a layer is worked out"),
        ("layers: [repeat: {▸times: depth, layers: [relu]}]", "known only where a layer is worked out"),
        ('layers: [relu: {▸when: "${depth > 3}"}]', "known only where a layer is worked out"),
        ("layers: [relu: {▸when: depth}]", "known only where a layer is worked out"),
        ('layers: [relu: {▸name: "a${depth}"}]', "known only where a layer is worked out"),
        ('blocks: {b: {args: {n: 1}, layers: [relu]}}\nlayers: [b: {▸n: "${depth // 4}"}]', "known only where"),
        ('blocks: {b: {args: {▸n: "${depth // 4}"}, layers: [relu]}}\nlayers: [b]', "known only where"),
        ('blocks: {b: {args: {n: 1}, layers: [▸fc: "${n}"]}}\nlayers: [b: {n: depth}]', "known only where"),
        ('vars: {▸n: "${depth}"}\nlayers: [relu]', "known only where a layer is worked out"),
        ('layers: [▸fc: "${depth + width}"]', "nothing is called `width`"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_its_place(text: str, said: str) -> None:
    plain, expected = marked("input: 2x2x12\n" + text)
    problems = found(plain)
    assert any(said in problem.sentence for problem in problems), problems
    assert {problem.code for problem in problems} <= {"invalid-value", "unknown-reference", "unknown-field"}
    assert set(expected) & set(places(problems)) or "blocks" in text


def test_volumes_of_unlike_depth_are_named() -> None:
    attention = {"attention": {"from": ["input", "conv1"], "heads": "${depth // 4}"}}
    (problem,) = report({"conv": {"filters": 4, "size": 1}}, attention).problems
    assert (problem.code, problem.layer, problem.path[-1]) == ("invalid-value", "attention1", "heads")
    assert problem.message == "`heads` hangs on the depth, but attention reads volumes of depth 4 and 12"
    (problem,) = report({"learned": {"shape": "${depth}"}}).problems
    assert problem.message == "`shape` hangs on the depth, but learned reads nothing"


def test_volumes_of_unlike_depth_have_none() -> None:
    from netcalc.layers.join import Concat
    from netcalc.layers.written.waiting import Waiting, resolved

    late = Concat.model_construct(from_=("a", "b"), name=Waiting("${depth}"))
    with pytest.raises(SpecError, match="hangs on the depth, but concat reads volumes of depth 3 and 8"):
        resolved(late, [Volume((1, 1, 3)), Volume((1, 1, 8))])
    with pytest.raises(SpecError, match="reads nothing"):
        resolved(late, [])


def test_a_volume_that_is_told_changes_the_depth() -> None:
    layers: list[Any] = [{"conv": {"filters": 8, "size": 1}}, {"conv": {"filters": "${depth // 2}", "size": 1}}]
    network = Network(input="4x4x3", layers=layers)
    told = Calculation(network, Rules(network.rounding), {"conv1": Volume((4, 4, 20))}).report
    assert told["conv2"].output == (4, 4, 20 // 2)
    assert told["conv2"].params == 20 * 10 + 10
    assert calculate(network)["conv2"].output == (4, 4, 4)


def test_explain_says_where_the_number_comes_from() -> None:
    made = report({"fc": "${depth // n}"}, given="64", vars={"n": 4})
    assert str(explain(made, "fc1").steps[0]) == "units = depth // 4 = 16 (depth: 64)"
    plain = report({"fc": 16}, given="64")
    assert explain(made, "fc1").steps[1:] == explain(plain, "fc1").steps
    assert compare(made, plain) == compare(plain, made)


NET = """input: 6x6x8
blocks:
  squeeze:
    args: {ratio: 4}
    layers:
      - parallel:
          join: multiply
          branches:
            - [global_pool, conv: {filters: "${depth // ratio}", size: 1}, relu,
               conv: {filters: "${ratio * depth}", size: 1}, sigmoid]
            - []
layers:
  - squeeze
  - conv: {filters: "${2 * depth}", size: 3, stride: 2, name: wide}
  - fc: "${depth // 2}"
loss: softmax
expect: {wide.output: 2x2x16, squeeze1.conv1.params: 18}
"""


def test_every_command_reads_it(run: Run, tmp_path: Any) -> None:
    path = tmp_path / "net.yaml"
    path.write_text(NET.replace("stride: 2", "stride: 2, rounding: floor"), encoding="utf-8")
    for command in (["summary"], ["summary", "--format", "json"], ["check", "--advice"], ["explain"], ["verify"]):
        assert run(*command, str(path)).status == 0
    assert run("ask", str(path), "fc1.output", "squeeze1.params").out == "8\n42\n"
    assert run("compare", str(path), "lenet5").status == 0
    assert run("ask", str(path), "fc1.output", "--input", "6x6x16").out == "16\n"


SHEET = """title: drill
network:
  input: 6x6x8
  layers: [conv: {filters: 12, size: SIZE, name: a}, conv: {filters: "${depth // 2}", size: 3, name: b}, fc: depth]
questions:
- {id: volume, text: "a?", ask: a.output, points: 1}
- {id: params, text: "b?", ask: b.params, points: 1}
"""


def test_homework_follows_a_students_volume_and_what_does_not_fit(run: Run, tmp_path: Any) -> None:
    (tmp_path / "answers.yaml").write_text("answers: {volume: 4x4x20, params: 1810}\n", encoding="utf-8")
    (tmp_path / "cannot.yaml").write_text("answers: {volume: cannot, params: cannot}\n", encoding="utf-8")
    for size, answers, points in (("3", "answers", [0, 1]), ("9", "cannot", [1, 0])):
        (tmp_path / "sheet.yaml").write_text(SHEET.replace("SIZE", size), encoding="utf-8")
        ran = run("grade", str(tmp_path / "sheet.yaml"), str(tmp_path / f"{answers}.yaml"), "--format", "json")
        assert [question["score"] for question in json.loads(ran.out)["questions"]] == points


def test_a_layer_that_reads_nothing_yet_is_shown(run: Run, tmp_path: Any) -> None:
    path = tmp_path / "net.yaml"
    path.write_text(
        "input: 6x6x8\nlayers: [conv: {filters: 4, size: 9}, fc: '${depth // 2}', fc: 3]\n", encoding="utf-8"
    )
    for command in (["summary"], ["explain"], ["check", "--advice"], ["summary", "--format", "json"]):
        ran = run(*command, str(path))
        assert (ran.status, "Traceback" in ran.err) == (1, False)


def test_a_block_that_nobody_uses_is_read() -> None:
    assert found('input: 3\nblocks: {b: {layers: [fc: "${depth // 2}", fc: depth]}}\nlayers: [relu]') == ()


LEAF = st.sampled_from(["depth", "n", "2", "0.5", "widths[1]", "act == 'relu'", "[1, depth][0]"])
EXPRESSIONS = st.recursive(
    LEAF,
    lambda each: st.one_of(
        st.builds("({} {} {})".format, each, st.sampled_from(["+", "-", "*", "//", "<", "==", "and", "or"]), each),
        st.builds("({} if {} else {})".format, each, each, each),
        st.builds("max({}, {})".format, each, each),
        st.builds("-({})".format, each),
        st.builds("not ({})".format, each),
        st.builds("({} < {} <= {})".format, each, each, each),
    ),
    max_leaves=8,
)


@settings(max_examples=200)
@given(EXPRESSIONS, st.integers(0, 9))
def test_what_is_left_of_an_expression_gives_the_same(expression: str, depth: int) -> None:
    names = {"n": 3, "widths": [4, 5], "act": "relu"}
    try:
        tree = parse(expression)
        left = rest(tree, names, "depth")
        expected = worked(tree, {**names, "depth": depth})
    except ExpressionError:
        return
    assert worked(parse(left), {"depth": depth}) == expected


def test_a_spec_is_read_with_its_lines() -> None:
    network = Network.read(Source("input: 3\nlayers:\n- fc: 4\n- fc: {units: '${depth - 4}'}\n", "net.yaml"))
    (problem,) = calculate(network).problems
    assert problem.place is not None
    assert (problem.layer, problem.place.line, problem.place.column) == ("fc2", 4, 8)


def test_bundled_specs_do_not_wait() -> None:
    assert load("resnet152").layers == load("resnet152").layers
