"""A field takes in Python what it takes in a spec: values, `${...}` over names, and the word `depth`."""

from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
import pytest

import netcalc
from netcalc import FC, Add, Conv, Network, Repeat, SpecError, calculate
from netcalc.layers import CATALOGUE
from netcalc.network.composition import FORMS, form_of
from netcalc.problems import Problem
from netcalc.text.source import Source

# What the examples of kinds need beside them, and values of fields that no example has.
MORE: dict[str, dict[str, Any]] = {
    "conv": {"stride": 2, "rounding": "floor", "pad_mode": "reflect", "bias": False, "dilation": "1x2"},
    "conv_transpose": {"output_pad": 1, "groups": 2, "pad": 1},
    "pool": {"op": "avg", "stride": [1, 2], "trainable": True, "pad": 1},
    "attention": {"window": 2, "shift": 1, "kv_heads": 2, "relative_bias": True},
    "upsample": {"mode": "bilinear"},
    "gru": {"reset": "before", "output": "last", "bias": "one"},
    "rnn": {"activation": "relu", "direction": "both"},
    "dropout": {"rate": 0.25},
    "layernorm": {"eps": 0.01, "affine": False},
    "slice": {"axis": 0, "start": 1, "step": -1},
    "concat": {"axis": 1},
    "crop": {"margin": [1, 2]},
    "repeat": {"name": "body"},
}


def fields(kind: str) -> dict[str, Any]:
    """Give fields of a kind, in the values that a spec has: those of its example, and more."""
    form = form_of(kind)
    (written,) = Source(f"[{form.example}]", "example").data()
    held = written[kind] if isinstance(written, dict) else {}
    return {**(held if isinstance(held, dict) else {form.main: held}), **MORE.get(kind, {})}


def in_python(kind: str, written: dict[str, Any]) -> Any:
    """Make it by its class, in whose words `from` is `from_`."""
    return form_of(kind)(**{"from_" if field == "from" else field: value for field, value in written.items()})


def understood(layer: Any, **more: Any) -> Any:
    """Give what a network makes of a layer, or what it says is wrong."""
    try:
        network = Network(input="8x8x8", layers=["relu", {"relu": {"name": "gate"}}, layer], outputs="relu1", **more)
    except SpecError as error:
        return [(problem.code, problem.message) for problem in error.problems]
    return network.layers[-1]


@pytest.mark.parametrize("kind", FORMS)
def test_every_field_may_be_a_var(kind: str) -> None:
    plain = {field: value for field, value in fields(kind).items() if field not in ("layers", "branches", "shortcut")}
    for field, value in plain.items():
        templates = {**fields(kind), field: "${it}"}
        made = understood(in_python(kind, templates), vars={"it": value})
        assert made == understood({kind: templates}, vars={"it": value}) == understood({kind: fields(kind)}), field


@pytest.mark.parametrize("kind", CATALOGUE)
def test_every_field_may_be_the_depth_where_a_spec_says_so(kind: str) -> None:
    for field in fields(kind):
        for word in ("depth", "${depth // 2}"):
            templates = {**fields(kind), field: word}
            written = understood({kind: templates})
            try:
                made = understood(in_python(kind, templates))
            except SpecError as error:
                made = [(problem.code, problem.message) for problem in error.problems]
            assert made == written or (isinstance(made, list) and isinstance(written, list)), (field, word)


def test_the_depth_is_that_of_what_is_read() -> None:
    network = Network(input="8x8x12", layers=[Conv(filters="${depth // 4}", size=1), FC(units="depth", flatten=False)])
    assert [layer.output for layer in calculate(network, strict=True)] == [(8, 8, 3), (8, 8, 3)]
    assert network.to_dict()["layers"][1] == {"fc": {"units": "${depth}", "flatten": False}}
    assert Network(**network.to_dict()) == network


def test_numpys_numbers_words_and_arrays_are_pythons_own() -> None:
    deep: Any = {"n": np.int64(4), "l": np.array([1, 2])}
    network = Network(
        input=np.array([8, 8, 3]),
        layers=[
            Conv(filters=np.int32(4), size=(np.int64(3), np.uint8(5)), pad={"left": np.int64(1)}, groups=np.int64(1)),
            in_python("conv", {"filters": 2, "size": np.array([3, 1]), "connect": np.array([[0, 1], [2, 3]])}),
            {np.str_("dropout"): np.float32(0.5)},
            Repeat(times=np.int64(2), layers=({"fc": {"units": units, "bias": np.bool_(0)}} for units in [np.int8(5)])),
            FC(units="${n + l[1]}"),
        ],
        vars=deep,
    )
    assert [layer.output for layer in calculate(network, strict=True)][-2:] == [(5,), (6,)]
    assert Network(**network.to_dict()) == network
    assert netcalc.load("lenet5", set={"fc3.units": np.int64(7)})
    assert {type(extent) for extent in calculate(network)["conv1"].output or ()} == {int}
    assert "- dropout: 0.5" in network.to_yaml()


def test_what_is_no_whole_number_is_shown_as_what_it_is() -> None:
    for value in (Fraction(5), Decimal(5)):
        with pytest.raises(SpecError) as raised:
            in_python("fc", {"units": value})
        assert raised.value.problems[0].message.endswith(f"at least 1, not {value!r}")


def test_a_class_is_no_layer() -> None:
    (problem,) = problems(FC)
    assert (problem.message[-14:], problem.hint) == ("the class `FC`", "`FC(...)` makes a layer")


def test_names_are_those_of_where_it_stands() -> None:
    block = {"args": {"wide": None, "depth": 3}, "layers": [FC(units="${wide}"), FC(units="depth")]}
    body = Repeat(times="${deep}", index="i", layers=[FC(units="${widths[i]}"), {"unit": {"wide": 9}}])
    network = Network(input=5, layers=[body], blocks={"unit": block}, vars={"deep": 2, "widths": [6, 7]})
    assert [layer.neurons for layer in calculate(network, strict=True)] == [6, 9, 3, 7, 9, 3]


def test_a_kind_of_ones_own_waits_too() -> None:
    class Twice(netcalc.Layer):
        """Twice as deep."""

        kind = "twice"
        times: int

        def depth(self, *given: netcalc.Volume) -> tuple[netcalc.Axis, ...]:
            """Say how deep."""
            return (netcalc.Axis((("times", self.times), ("D", given[0].depth))),)

    fields: dict[str, Any] = {"times": "${n}"}
    made = Twice(**fields)
    network = Network(input=3, layers=[made, made], vars={"n": 2})
    assert calculate(network, strict=True)["twice2"].output == (12,)


def problems(*layers: Any) -> list[Problem]:
    """Give what is wrong."""
    with pytest.raises(SpecError) as raised:
        Network(input=3, layers=layers)
    return list(raised.value.problems)


def test_what_is_wrong_is_said_where_the_layer_stands() -> None:
    (problem,) = problems(FC(units="${wide}"))
    assert (problem.code, problem.path) == ("unknown-reference", ("layers", 0, "fc", "units"))
    (problem,) = problems(FC(units="${1 - 1}"))
    assert (problem.code, problem.path) == ("invalid-value", ("layers", 0, "fc", "units"))
    (problem,) = problems(Add(from_=["input", "${1 + 1}"]))
    assert problem.path[:3] == ("layers", 0, "add")


@pytest.mark.parametrize(
    ("made", "field"),
    [
        (lambda: FC(units="ten"), "units"),
        (lambda: Conv(filters="${n}", size=0), "size"),
        (lambda: Conv(filters=4, size=3, connect=[[0], [1]], bias="${b}"), "connect"),
        (lambda: in_python("fc", {"units": "${n}", "unit": 3}), "unit"),
    ],
)
def test_what_hangs_on_no_name_is_said_at_once(made: Any, field: str) -> None:
    with pytest.raises(SpecError) as raised:
        made()
    assert [problem.path[0] for problem in raised.value.problems] == [field]


def test_a_table_of_unknown_length_waits() -> None:
    network = Network(
        input="8x8x3",
        layers=[Conv(filters="${n}", size=3, connect=[[0], [1], [2], [0, 1], [1, 2]])],
        vars={"n": 5},
    )
    assert calculate(network, strict=True)["conv1"].weights == 9 * 7


def test_when_is_an_items_own_word() -> None:
    with pytest.raises(SpecError, match="with `if`, or write"):
        in_python("fc", {"units": 3, "when": True})


def test_fields_are_passed_by_name() -> None:
    fully, conv = map(partial, (FC, Conv))
    with pytest.raises(TypeError, match=r"^FC takes its fields by name: FC\(units=5\)$"):
        fully(5)
    with pytest.raises(TypeError, match=r"^Conv takes its fields by name: Conv\(size=..., filters=...\)$"):
        conv(5, 3)
