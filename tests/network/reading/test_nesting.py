"""Composition: any nesting gives what writing it out by hand with `from` gives; names keep their origin."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import netcalc
from netcalc.calculator.calculator import calculate
from netcalc.network.network import Network
from netcalc.problems import SpecError

DEPTH = 4
BLOCKS: dict[str, Any] = {
    "pair": {
        "args": {"size": None, "bias": True},
        "layers": [{"conv": {"filters": DEPTH, "size": "${size}", "pad": "same", "bias": "${bias}"}}, "relu"],
    },
    "twice": {
        "args": {"size": 1},
        "layers": [{"pair": {"size": "${size}"}}, {"residual": [{"pair": {"size": "${size + 2}", "bias": False}}]}],
    },
}  # fmt: skip


def network(*layers: Any, given: str = "8x8x4", **fields: Any) -> Network:
    return Network(input=given, layers=list(layers), **fields)


def names(*layers: Any, **fields: Any) -> list[str]:
    return [layer.name for layer in calculate(network(*layers, **fields)).layers]


def reads(*layers: Any, **fields: Any) -> dict[str, tuple[str, ...]]:
    return {layer.name: layer.from_ for layer in calculate(network(*layers, **fields)).layers}


def leaf() -> st.SearchStrategy[Any]:
    conv = st.builds(lambda size: {"conv": {"filters": DEPTH, "size": size, "pad": "same"}}, st.integers(1, 3))
    uses = st.sampled_from(
        [{"pair": {"size": 3}}, {"pair": {"size": 1, "bias": False}}, {"twice": {}}, {"twice": {"size": 3}}]
    )
    return st.one_of(st.sampled_from(["relu", "batchnorm", "dropout"]), conv, uses)


def lists(items: st.SearchStrategy[Any], least: int = 1) -> st.SearchStrategy[list[Any]]:
    return st.lists(items, min_size=least, max_size=3)


def forms(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    repeat = st.builds(
        lambda times, layers: {"repeat": {"times": times, "layers": layers}}, st.integers(0, 3), lists(items)
    )
    residual = st.builds(lambda layers: {"residual": layers}, lists(items))
    shortcut = st.builds(
        lambda layers, side: {"residual": {"layers": layers, "shortcut": side}}, lists(items), lists(items, 0)
    )
    joins = st.sampled_from(["add", "multiply"])
    branches = st.lists(lists(items, 0), min_size=1, max_size=3)
    parallel = st.builds(lambda join, each: {"parallel": {"join": join, "branches": each}}, joins, branches)
    return st.one_of(repeat, residual, shortcut, parallel)


class ByHand:
    """Writes a nest of layers out flat, each layer with a name and a `from` of its own."""

    def __init__(self) -> None:
        self.flat: list[Any] = []

    def layer(self, kind: str, fields: dict[str, Any], sources: list[str]) -> str:
        name = f"n{len(self.flat)}"
        self.flat.append({kind: {**fields, "name": name, "from": sources if len(sources) > 1 else sources[0]}})
        return name

    def items(self, items: list[Any], source: str, arguments: dict[str, Any]) -> str:
        for item in items:
            source = self.item(item, source, arguments)
        return source

    def item(self, item: Any, source: str, arguments: dict[str, Any]) -> str:
        kind, fields = (item, {}) if isinstance(item, str) else next(iter(item.items()))
        if kind == "repeat":
            for _ in range(fields["times"]):
                source = self.items(fields["layers"], source, arguments)
            return source
        if kind == "residual":
            layers, side = (fields, []) if isinstance(fields, list) else (fields["layers"], fields["shortcut"])
            main = self.items(layers, source, arguments)
            return self.layer("add", {}, [main, self.items(side, source, arguments)])
        if kind == "parallel":
            ends = [self.items(branch, source, arguments) for branch in fields["branches"]]
            return self.layer(fields["join"], {}, ends) if len(ends) > 1 else self.layer("relu", {}, ends)
        if kind in BLOCKS:
            given = {name: self.value(value, arguments) for name, value in fields.items()}
            defaults = {name: value for name, value in BLOCKS[kind]["args"].items() if value is not None}
            return self.items(BLOCKS[kind]["layers"], source, defaults | given)
        return self.layer(kind, {name: self.value(value, arguments) for name, value in fields.items()}, [source])

    def value(self, value: Any, arguments: dict[str, Any]) -> Any:
        """Put an argument in: the tests' blocks write a name, or a name plus 2."""
        if not isinstance(value, str) or "${" not in value:
            return value
        name, _, more = value[2:-1].partition(" + ")
        return arguments[name] + int(more) if more else arguments[name]


@given(items=lists(st.recursive(leaf(), forms, max_leaves=8)))
def test_any_nesting_gives_what_writing_it_out_gives(items: list[Any]) -> None:
    hand = ByHand()
    hand.items(items, "input", {})
    if not hand.flat:
        return
    nested = calculate(network(*items, blocks=BLOCKS))
    flat = calculate(network(*hand.flat))
    assert list(rows(nested)) == list(rows(flat))


def rows(report: netcalc.Report) -> Iterator[tuple[Any, ...]]:
    places = {"input": -1} | {layer.name: place for place, layer in enumerate(report.layers)}
    for layer in report.layers:
        single_join = layer.kind in ("add", "multiply") and len(layer.from_) == 1
        kind = "relu" if single_join else layer.kind
        yield (
            kind,
            layer.output,
            layer.params,
            layer.macs,
            layer.receptive_field,
            [places[name] for name in layer.from_],
        )


def test_layers_count_on_through_composition_in_the_order_of_expansion() -> None:
    conv = {"conv": {"filters": 4, "size": 1}}
    repeat = {"repeat": {"times": 2, "layers": [conv, "relu"]}}
    residual = {"residual": {"layers": [conv], "shortcut": [conv]}}
    made = names(conv, repeat, residual, {"parallel": {"branches": [[conv], []]}}, conv)
    assert made == ["conv1", "conv2", "relu1", "conv3", "relu2", "conv4", "conv5", "add1", "conv6", "concat1", "conv7"]


def test_a_join_takes_the_name_of_its_residual_or_parallel() -> None:
    residual = {"residual": {"layers": ["relu"], "name": "sum"}}
    assert names(residual, {"parallel": {"branches": [[], ["relu"]], "name": "both"}}) == [
        "relu1",
        "sum",
        "relu2",
        "both",
    ]


def test_names_in_passes_have_the_pass_outer_first() -> None:
    inner = {"repeat": {"times": 2, "layers": [{"fc": {"units": 2, "name": "a"}}]}}
    assert names({"repeat": {"times": 2, "layers": [inner]}}, given="3") == ["a.1.1", "a.1.2", "a.2.1", "a.2.2"]


def test_layers_of_a_block_count_anew_and_carry_its_name() -> None:
    uses = [
        {"pair": {"size": 1}},
        {"pair": {"size": 1, "name": "mine"}},
        {"repeat": {"times": 2, "layers": [{"pair": {"size": 1}}, {"pair": {"size": 1, "name": "x"}}]}},
    ]
    made = names(*uses, blocks=BLOCKS)
    assert made == [
        "pair1.conv1", "pair1.relu1", "mine.conv1", "mine.relu1", "pair3.conv1", "pair3.relu1",
        "x.1.conv1", "x.1.relu1", "pair5.conv1", "pair5.relu1", "x.2.conv1", "x.2.relu1",
    ]  # fmt: skip


def test_blocks_in_blocks_have_both_names() -> None:
    assert names({"twice": {}}, blocks=BLOCKS) == [
        "twice1.pair1.conv1", "twice1.pair1.relu1", "twice1.pair2.conv1", "twice1.pair2.relu1", "twice1.add1",
    ]  # fmt: skip


def test_from_looks_in_the_pass_then_the_block_then_outward() -> None:
    blocks = {
        "b": {
            "layers": [
                {"conv": {"filters": 4, "size": 1, "name": "in"}},
                "relu",
                {"add": ["in", "relu1"]},
                {"add": ["outer", "add1"]},
            ]
        }
    }
    found = reads({"conv": {"filters": 4, "size": 1, "name": "outer"}}, "relu", {"b": {}}, blocks=blocks)
    assert found["b1.add1"] == ("b1.in", "b1.relu1")
    assert found["b1.add2"] == ("outer", "b1.add1")


def test_from_in_a_pass_finds_its_own_pass() -> None:
    layers = [{"fc": {"units": 3, "name": "a"}}, "relu", {"add": ["a", "input"]}]
    found = reads({"repeat": {"times": 2, "layers": layers}}, {"add": ["a.1", "a.2"]}, given="3")
    assert found["add2"] == ("a.2", "input")
    assert found["add3"] == ("a.1", "a.2")


def test_a_name_of_a_later_pass_or_layer_is_unknown() -> None:
    layers = [{"add": ["a", "input"]}, {"fc": {"units": 3, "name": "a"}}]
    with pytest.raises(SpecError, match="no layer before this one is called `a`"):
        network({"repeat": {"times": 2, "layers": layers}}, given="3")


def test_from_on_a_composite_is_what_its_first_layers_read() -> None:
    first = {"fc": {"units": 3, "name": "first"}}
    composites: list[Any] = [
        {"residual": {"layers": ["relu"], "from": "first"}},
        {"parallel": {"branches": [["relu"], []], "join": "add", "from": "first"}},
        {"repeat": {"times": 2, "layers": ["tanh"], "from": "first"}},
        {"b": {"from": "first"}},
    ]
    found = reads(first, "sigmoid", *composites, given="3", blocks={"b": {"layers": ["step"]}})
    assert found["relu1"] == found["relu2"] == found["tanh1"] == found["b1.step1"] == ("first",)
    assert found["add1"] == ("relu1", "first")
    assert found["tanh2"] == ("tanh1",)


def test_a_blocks_name_stands_for_its_last_layer_and_its_sums() -> None:
    report = calculate(network({"pair": {"size": 3, "name": "p"}}, "relu", {"add": ["p", "relu1"]}, blocks=BLOCKS))
    assert report["add1"].from_ == ("p.relu1", "relu1")
    assert report["p"].params == 3 * 3 * 4 * 4 + 4
    assert report["p"].output == (8, 8, 4)


def test_input_is_the_networks_input_even_in_a_block() -> None:
    blocks = {"b": {"layers": ["relu", {"add": ["relu1", "input"]}]}}
    assert reads("relu", {"b": {}}, blocks=blocks)["b1.add1"] == ("b1.relu1", "input")


def test_python_has_the_composites_too() -> None:
    made = network(
        netcalc.Residual(layers=[netcalc.Conv(filters=4, size=3, pad=1), "relu"]),
        netcalc.Parallel(branches=[[netcalc.ReLU()], []], join="add"),
        netcalc.Repeat(times=2, layers=[netcalc.FC(units=4)]),
    )
    assert [layer.name for layer in calculate(made).layers] == ["conv1", "relu1", "add1", "relu2", "add2", "fc1", "fc2"]


@pytest.mark.parametrize(
    ("layers", "said"),
    [
        ([{"residual": []}], "is empty"),
        ([{"residual": {"shortcut": ["relu"]}}], "needs `layers`"),
        ([{"parallel": {"branches": []}}], "takes a list of lists"),
        ([{"parallel": {"branches": ["relu"]}}], "takes a list of layers"),
        ([{"parallel": {"branches": [["relu"]], "join": "sum"}}], "`concat` or `add` or `multiply`"),
        ([{"repeat": 3}], "repeat takes fields"),
        ([{"residual": {"layers": ["relu"], "from": ["input", "input"]}}], "reads one layer"),
    ],
)
def test_composites_written_wrong(layers: list[Any], said: str) -> None:
    with pytest.raises(SpecError, match=said):
        network(*layers)


def test_a_hundred_thousand_layers_and_no_more() -> None:
    inner = {"repeat": {"times": 100, "layers": [{"repeat": {"times": 100, "layers": [*["relu"] * 10]}}]}}
    assert len(network(inner, given="3").graph.nodes) == 100 * 100 * 10
    with pytest.raises(SpecError, match="more than 100,000 layers"):
        network(inner, "relu", given="3")


def test_nests_cannot_get_round_the_bound() -> None:
    doubling: dict[str, Any] = {"b0": {"layers": ["relu"]}}
    doubling |= {f"b{n}": {"layers": [f"b{n - 1}", f"b{n - 1}"]} for n in range(1, 40)}
    with pytest.raises(SpecError, match="more than 100,000 layers"):
        network("b39", blocks=doubling)
    growing: dict[str, Any] = {"g0": {"args": {"n": 0}, "layers": ["relu"]}}
    growing |= {
        f"g{n}": {"args": {"n": 1}, "layers": [{f"g{n - 1}": {"n": "${2*n}"}}, {f"g{n - 1}": {"n": "${2*n+1}"}}]}
        for n in range(1, 40)
    }
    with pytest.raises(SpecError, match="different sets of arguments"):
        network("g39", blocks=growing)
    nothing: Any = {"repeat": {"times": 0, "layers": ["relu"]}}
    for _ in range(4):
        nothing = {"repeat": {"times": 10**9, "layers": [nothing]}}
    with pytest.raises(SpecError, match="more than 100,000 layers"):
        network(nothing)


def test_what_nests_too_deep_is_refused() -> None:
    nest: Any = "relu"
    for _ in range(200):
        nest = {"residual": [nest]}
    with pytest.raises(SpecError, match="nests deeper than 60"):
        network(nest)
    chain: dict[str, Any] = {"c0": {"layers": ["relu"]}} | {f"c{n}": {"layers": [f"c{n - 1}"]} for n in range(1, 500)}
    with pytest.raises(SpecError, match="nests deeper than 60"):
        network("c499", blocks=chain)


def test_a_block_that_uses_itself_is_refused() -> None:
    with pytest.raises(SpecError, match="uses itself"):
        network("a", blocks={"a": {"layers": ["b"]}, "b": {"layers": ["relu", "a"]}})


NOTHING_THERE = [
    {"fc": 0},
    {"conv": {"filters": "${1/0}", "size": 3, "kernel": 2}},
    "no_such_kind",
    {"relu": {"from": "nowhere"}},
    {"repeat": {"times": -1, "layers": 3}},
    3,
]


@pytest.mark.parametrize("inside", [*([each] for each in NOTHING_THERE), NOTHING_THERE, [], "relu", None], ids=repr)
def test_what_no_pass_reads_is_not_checked(inside: Any) -> None:
    assert names("relu", {"repeat": {"times": 0, "layers": inside}}) == ["relu1"]
    block: dict[str, Any] = {
        "b": {"args": {"n": 1}, "layers": ["relu", {"repeat": {"times": "${n - 1}", "layers": inside}}]}
    }
    assert names("b", blocks=block) == ["b1.relu1"]


def test_its_own_fields_are() -> None:
    for repeat in (
        {"times": 0},
        {"times": 0, "layers": ["relu"], "kernel": 3},
        {"times": 0, "layers": [], "from": "no"},
    ):
        with pytest.raises(SpecError):
            network("relu", {"repeat": repeat})
