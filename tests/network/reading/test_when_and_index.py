"""`repeat` with an index, `when`, lists, and a kind as a value: as if each pass were written out by hand."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcalc import Network, calculate
from netcalc.report.report import LayerReport
from netcalc.text.source import Source
from tests.support.marks import found, marked, places

HEAD = "input: 8x8x3\nvars: {widths: [8, 16, 32], act: gelu, deep: [[1, 2], [3, 4]]}\n"


def layers(text: str) -> tuple[LayerReport, ...]:
    network = Network.read(Source(text, "net.yaml"))
    assert Network(**network.to_dict()) == network
    again = Network(input=network.input, layers=network.layers)
    known = {field: network.written.get(field, {}) for field in ("vars", "blocks")}
    written = Network(**{**again.to_dict(), **known})
    worked = calculate(network).layers
    assert [each.output for each in calculate(again).layers] == [each.output for each in worked]
    assert [each.name for each in calculate(written).layers] == [each.name for each in worked]
    return worked


def units(text: str) -> list[int | None]:
    return [layer.output.depth if layer.output else None for layer in layers(text)]


def test_the_index_counts_from_0_and_the_names_from_1() -> None:
    text = 'layers: [repeat: {times: 3, index: i, layers: [fc: {units: "${i + 5}", name: a}]}]'
    assert [layer.name for layer in layers(HEAD + text)] == ["a.1", "a.2", "a.3"]
    assert units(HEAD + text) == [5, 6, 7]


def test_the_innermost_index_goes_first() -> None:
    text = """layers:
- repeat:
    times: 2
    index: i
    layers:
    - repeat: {times: 2, index: i, layers: [fc: "${i + 1}"]}
    - repeat: {times: 2, index: j, layers: [fc: "${10 * i + j + 1}"]}
"""
    assert units(HEAD + text) == [1, 2, 1, 2, 1, 2, 11, 12]


def test_index_then_argument_then_var() -> None:
    text = """input: 3
vars: {i: 7, n: 9}
blocks:
  b: {args: {n: 3}, layers: [fc: "${n}", fc: "${i}", repeat: {times: 1, index: n, layers: [fc: "${n + 1}"]}]}
layers: [b, fc: "${n}", repeat: {times: 2, index: i, layers: [b: {n: "${i + 20}"}]}]
"""
    assert units(text) == [3, 7, 1, 9, 20, 7, 1, 21, 7, 1]


def test_what_is_left_out_is_not_there() -> None:
    text = """layers:
- repeat:
    times: 3
    index: i
    layers:
    - conv: {filters: "${widths[i]}", size: 3, pad: 1}
    - pool: {size: 2, when: "${i > 0}"}
    - residual: {layers: ["${act}"], when: "${i == 2}"}
    - nonsense: {size: -1, when: "${i > 5}"}
- relu: {when: false}
- relu: {when: 1}
- relu: {when: "${act == 'gelu' and deep[1][0] == 3}"}
- repeat: {times: -3, layers: 4, when: 0}
"""
    names = ["conv1", "conv2", "pool1", "conv3", "pool2", "gelu1", "add1", "relu1", "relu2"]
    assert [layer.name for layer in layers(HEAD + text)] == names


def test_a_kind_may_be_a_value() -> None:
    text = """input: 8x8x3
vars: {act: relu, norms: [batchnorm, layernorm], any: dropout}
blocks:
  unit: {args: {act: tanh, last: null}, layers: [conv: {filters: 4, size: 1}, "${act}", "${last}"]}
  ours: {layers: [relu]}
layers:
- unit: {act: "${act}", last: {leaky_relu: 0.3}}
- unit: {last: ours}
- repeat: {times: 2, index: i, layers: ["${norms[i]}"]}
- ${act}
- ${any}: {rate: 0.25, name: half}
"""
    assert [layer.kind for layer in layers(text)] == [
        "conv", "relu", "leaky_relu", "conv", "tanh", "relu", "batchnorm", "layernorm", "relu", "dropout"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("layers:\n- relu: {▸when: nonsense}", "invalid-value", "takes a truth or a number"),
        ("layers:\n- relu: {▸whn: true}", "unknown-field", "write `when`"),
        ("layers:\n- relu: {▸if: true}", "unknown-field", "write `when`"),
        ("layers:\n- relu: {▸when: act == 'gelu'}", "invalid-value", "write `when: \"${act == 'gelu'}\"`"),
        ("layers:\n- repeat: {times: 2, ▸idx: i, layers: [relu]}", "unknown-field", "write `index`"),
        ("layers:\n- relu: {▸when: null}", "invalid-value", "takes a truth or a number"),
        ('layers:\n- relu: {▸when: "${widths}"}', "invalid-value", "takes a truth or a number"),
        ('layers:\n- relu: {▸when: "${stage > 1}"}', "unknown-reference", "nothing is called `stage`"),
        ("layers:\n- fc: {units: 3, name: a, when: false}\n- relu: {▸from: a}", "unknown-reference", "left out by its"),
        ("layers:\n- residual: {layers: [tanh: {name: a}], when: 0}\n- relu: {▸from: a}", "unknown-reference", "left"),
        ("layers:\n- relu: {name: a, when: false}\n- tanh\noutputs: [▸a]", "unknown-reference", "left out by its"),
        ("layers:\n- relu: {name: a, when: no-}\n- tanh: {from: a}", "invalid-value", "takes a truth"),
        ("layers:\n- relu: {name: a, when: false}\n- tanh\nexpect: {▸a.output: 3}", "unknown-reference", "left out"),
        ("layers:\n- repeat: {times: 2, ▸index: if, layers: [relu]}", "invalid-value", "the words of arithmetic"),
        ("layers:\n- repeat: {times: 2, ▸index: 3, layers: [relu]}", "invalid-value", "letters, digits"),
        ('layers:\n- repeat: {times: 4, index: i, layers: [▸fc: "${widths[i]}"]}', "invalid-value", "no widths[3]"),
        ("layers:\n- repeat: {▸times: 1000000, index: i, layers: [relu]}", "limit-exceeded", "100,000 layers"),
        ("layers:\n- ▸${widths}", "invalid-value", "the name of a kind or of a block"),
        ("layers:\n- ▸${acct}", "unknown-reference", "did you mean `act`"),
        ("layers:\n- ▸${act}x", "unknown-layer", "write `gelu`"),
    ],
)
def test_what_is_wrong_is_said_in_its_place(text: str, code: str, said: str) -> None:
    plain, [*expected] = marked(HEAD + text)
    problems = found(plain)
    assert [problem.code for problem in problems] == [code]
    assert said in problems[0].sentence
    assert not expected or places(problems) == expected


def test_a_block_nobody_uses_is_read_with_its_defaults() -> None:
    unused = 'blocks: {b: {args: {act: relu, n: [1, 2]}, layers: ["${act}", fc: "${n[1]}"]}}\nlayers: [tanh]'
    assert found(HEAD + unused) == ()


def test_vars_hold_numbers_words_truths_and_lists() -> None:
    assert found("input: 3\nvars: {a: [1, [2, x]], b: true, c: relu, d: '${a[1][0] + 1}'}\nlayers: ['${c}']") == ()
    for wrong in ("{a: 1}", "null", "[1, {b: 2}]"):
        assert [each.code for each in found(f"input: 3\nvars: {{v: {wrong}}}\nlayers: [relu]")] == ["invalid-value"]
    (problem,) = found(f"input: 3\nvars: {{v: {[1] * 1_001}}}\nlayers: [relu]")
    assert problem.code == "limit-exceeded"


def test_a_list_cannot_double_without_end() -> None:
    doubled = "".join(f', v{n}: "${{[v{n - 1}, v{n - 1}]}}"' for n in range(1, 60))
    assert "limit-exceeded" in {each.code for each in found(f"input: 3\nvars: {{v0: [1, 2]{doubled}}}\nlayers: [relu]")}


def test_layers_written_alike_in_all_passes_are_one() -> None:
    text = """layers:
- repeat: {times: 50, index: i, layers: [fc: {units: "${i % 2 + 1}"}, residual: [relu, fc: "${2 - 1}"], fc: 8]}
"""
    network = Network.read(Source(HEAD + text, "net.yaml"))
    assert len({id(node.layer) for node in network.graph.nodes if node.layer.kind != "add"}) == 2 + 1 + 1


def test_many_passes_are_read_in_no_time() -> None:
    body: list[Any] = ["relu", {"fc": "${i % 3 + 1}"}]
    network = Network(input="8", layers=[{"repeat": {"times": 2_000, "index": "i", "layers": body}}])
    assert len(network.graph.nodes) == 4_000


ITEM = st.sampled_from(["conv", "${act}", "when", "same"])


@settings(max_examples=40)
@given(st.lists(ITEM, min_size=1, max_size=4), st.integers(0, 3), st.integers(0, 3))
def test_a_repeat_is_its_passes_by_hand(items: list[str], times: int, other: int) -> None:
    template = {
        "conv": {"conv": {"filters": "${widths[i % 3] + n}", "size": 1}},
        "${act}": "${acts[i % 2]}",
        "when": {"tanh": {"when": "${i >= n}"}},
        "same": {
            "repeat": {"times": "${i}", "index": "j", "layers": [{"conv": {"filters": "${i + j + 1}", "size": 1}}]}
        },
    }
    names = {"widths": [3, 4, 5], "acts": ["relu", "gelu"], "n": other}
    written = [{"repeat": {"times": times, "index": "i", "layers": [template[item] for item in items]}}]
    by_hand: list[Any] = []
    for i in range(times):
        for item in items:
            if item == "conv":
                by_hand.append({"conv": {"filters": [3, 4, 5][i % 3] + other, "size": 1}})
            elif item == "${act}":
                by_hand.append(["relu", "gelu"][i % 2])
            elif item == "same":
                by_hand += [{"conv": {"filters": i + j + 1, "size": 1}} for j in range(i)]
            elif i >= other:
                by_hand.append("tanh")
    one = calculate(Network(input="4x4x2", vars=names, layers=[*written, "relu"]))
    two = calculate(Network(input="4x4x2", layers=[*by_hand, "relu"]))
    assert one.to_dict()["layers"] == two.to_dict()["layers"]
