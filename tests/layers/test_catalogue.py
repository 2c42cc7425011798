"""The contract of every kind: what it is called, how it is written, what it makes and what it stores."""

from typing import Any

import pytest

import netcalc
from netcalc import Network, SpecError, Volume, calculate
from netcalc.arithmetic import Arithmetic
from netcalc.layers import CATALOGUE
from netcalc.layers.base import NONE, SEVERAL, TWO, Layer, Unknown
from netcalc.layers.labels import bare
from netcalc.layers.written.written import COMMON
from netcalc.network.composition import FORMS, Repeat, form_of
from netcalc.network.items import Repeated
from netcalc.report.report import LayerReport
from netcalc.text.source import Source
from tests.support.running import ROOT

NEEDED = object()  # a field that must be given
CONV = {"filters": NEEDED, "size": NEEDED, "stride": 1, "pad": 0, "bias": True}
RECURRENT = {"units": NEEDED, "direction": "forward", "output": "all", "bias": True}
# Kind by kind: the main field, the fields and their defaults, as the documentation of the format has them.
KINDS: dict[str, tuple[str | None, dict[str, Any]]] = {
    "fc": ("units", {"units": NEEDED, "bias": True, "flatten": True}),
    "maxout": ("units", {"units": NEEDED, "pieces": 2, "bias": True}),
    "conv": (None, {**CONV, "pad_mode": "zeros", "dilation": 1, "groups": 1, "connect": None, "rounding": None}),
    "local": (None, {**CONV, "pad_mode": "zeros", "rounding": None}),
    "conv_transpose": (None, {**CONV, "dilation": 1, "groups": 1, "output_pad": 0}),
    "pool": (
        "size",
        {"size": NEEDED, "op": "max", "stride": None, "pad": 0, "dilation": 1, "trainable": False, "rounding": None},
    ),
    "global_pool": ("op", {"op": "avg"}),
    "adaptive_pool": ("size", {"size": NEEDED, "op": "avg"}),
    **dict.fromkeys(("relu", "relu6", "sigmoid", "tanh", "softmax", "step", "silu"), (None, {})),
    **dict.fromkeys(("selu", "softplus", "mish", "hard_tanh", "log_softmax", "exp", "abs", "square"), (None, {})),
    "gelu": ("approximate", {"approximate": "none"}),
    "glu": ("op", {"op": "sigmoid"}),
    **dict.fromkeys(("hard_swish", "hard_sigmoid", "prelu", "flatten"), (None, {})),
    "leaky_relu": ("slope", {"slope": 0.01}),
    "elu": ("alpha", {"alpha": 1.0}),
    "dropout": ("rate", {"rate": 0.5}),
    **dict.fromkeys(("batchnorm", "layernorm"), (None, {"affine": True, "eps": 1e-5})),
    "groupnorm": ("groups", {"groups": NEEDED, "affine": True, "eps": 1e-5}),
    "instancenorm": (None, {"affine": False, "eps": 1e-5}),
    "rmsnorm": (None, {"affine": True, "eps": 1e-6}),
    "scale": (None, {"bias": False}),
    "lrn": ("size", {"size": 5, "alpha": 1e-4, "beta": 0.75, "k": 2.0}),
    "upsample": ("factor", {"factor": None, "size": None, "to": None, "mode": "nearest"}),
    "zero_pad": ("pad", {"pad": NEEDED}),
    "crop": ("margin", {"margin": None, "to": None, "start": 0}),
    "attention": (
        "heads",
        {
            "heads": NEEDED,
            "kv_heads": None,
            "head_size": None,
            "bias": True,
            "causal": False,
            "window": None,
            "shift": 0,
            "relative_bias": False,
        },
    ),
    "rnn": ("units", {**RECURRENT, "activation": "tanh"}),
    "lstm": ("units", RECURRENT),
    "gru": ("units", {**RECURRENT, "reset": "after"}),
    "embedding": (None, {"vocabulary": NEEDED, "depth": NEEDED}),
    **dict.fromkeys(("learned", "noise"), ("shape", {"shape": NEEDED})),
    **dict.fromkeys(("add", "subtract", "multiply"), ("from", {"from": NEEDED})),
    "concat": ("from", {"from": NEEDED, "axis": "depth"}),
    "matmul": ("from", {"from": NEEDED, "transpose_second": False}),
    "reduce": ("over", {"over": NEEDED, "op": "mean"}),
    **dict.fromkeys(("pixel_shuffle", "space_to_depth"), ("factor", {"factor": NEEDED})),
    "channel_shuffle": ("groups", {"groups": NEEDED}),
    "reshape": ("to", {"to": NEEDED}),
    "transpose": ("order", {"order": NEEDED}),
    "slice": (None, {"axis": "depth", "start": None, "stop": None, "step": 1}),
    "stated": ("output", {"output": NEEDED, "params": 0, "buffers": 0, "macs": 0, "what": None}),
}
INPUT = "12x12x8"
READ = {
    "embedding": "12x12x1",
    "matmul": "8x8",
    **dict.fromkeys(("rnn", "lstm", "gru"), "12x8"),
}  # what a kind's example reads, where that is no such volume
EVERY = pytest.mark.parametrize("kind", list(CATALOGUE))


def example(kind: str) -> Network:
    """Make a network of a kind's example, and of whatever layers it reads."""
    written = Source(f"[{CATALOGUE[kind].example}]", "example").data()[0]
    several = CATALOGUE[kind].volumes in (SEVERAL, TWO)
    reads = (written[kind]["from"] if isinstance(written[kind], dict) else written[kind]) if several else []
    return Network(
        input=READ.get(kind, INPUT), layers=[*({"relu": {"name": name, "from": "input"}} for name in reads), written]
    )


def worked_out(kind: str) -> LayerReport:
    report = calculate(example(kind))
    assert report.problems == ()
    return report.layers[-1]


def written(kind: str) -> dict[str, Any]:
    """Write a kind with the fields that it needs."""
    needed = {name for name, default in KINDS[kind][1].items() if default is NEEDED} | {*CATALOGUE[kind].one_of[:1]}
    values: dict[str, Any] = {"from": ["input", "input"], "order": [1, 0, 2], "over": "space"}
    return {name: values.get(name, 1) for name in needed}


def test_the_kinds_are_those_of_the_documentation() -> None:
    assert set(CATALOGUE) == set(KINDS)
    assert set(FORMS) == {*KINDS, "repeat", "residual", "parallel"}


@EVERY
def test_a_kind_has_the_fields_and_defaults_of_the_documentation(kind: str) -> None:
    main, fields = KINDS[kind]
    model = CATALOGUE[kind]
    assert model.main == main
    assert set(model.fields()) == {*fields, *COMMON}
    for name, field in model.model_fields.items():
        default = fields.get(form_of(kind).written_name(name))
        assert field.is_required() == (default is NEEDED)
        if default is not NEEDED:
            assert field.default == default


@EVERY
def test_a_kind_is_named_described_and_public(kind: str) -> None:
    model = CATALOGUE[kind]
    assert issubclass(model, Layer)
    assert model.kind == kind == kind.lower()
    assert model.__doc__ is not None
    assert model.__doc__.split("\n")[0].endswith(".")
    assert getattr(netcalc, model.__name__) is model
    assert model.__name__ in netcalc.__all__


@pytest.mark.parametrize("kind", FORMS)
def test_every_field_is_described_in_a_sentence(kind: str) -> None:
    for field in form_of(kind).model_fields.values():
        assert field.description
        assert field.description.endswith(".")


@EVERY
def test_the_example_of_a_kind_is_one_of_it(kind: str) -> None:
    assert worked_out(kind).kind == kind


def test_the_example_of_a_repeat_is_one() -> None:
    (written,) = Source(f"[{Repeat.example}]", "example").data()
    assert isinstance(Network(input=INPUT, layers=[written]).layers[0], Repeated)


@EVERY
def test_a_kind_makes_a_volume(kind: str) -> None:
    layer = worked_out(kind)
    assert isinstance(layer.output, Volume)
    assert min(layer.output) >= 1
    given = [volume for volume in layer.working.given if volume is not None]
    assert layer.output.depth == layer.working.layer.deep(*given, rules=Arithmetic(), put=bare)
    if CATALOGUE[kind].in_place:
        assert layer.output.values == Volume(layer.working.given[0] or ()).values


@EVERY
def test_a_kind_stores_arrays_of_names_and_positive_shapes(kind: str) -> None:
    parameters = worked_out(kind).working.parameters
    assert parameters is not None
    assert len({parameter.name for parameter in parameters}) == len(parameters)
    for parameter in parameters:
        assert parameter.role in (
            "weight",
            "bias",
            "scale",
            "shift",
            "slope",
            "table",
            "learned",
            "stated",
            "statistic",
        )
        assert min(parameter.shape) >= 1
        assert all(label and number >= 1 for axis in parameter.axes for label, number in axis.factors)
        assert parameter.count <= (parameter.unshared or 0)


@EVERY
def test_the_window_of_a_kind_makes_its_extents(kind: str) -> None:
    layer = worked_out(kind)
    window, made = layer.working.window, layer.output
    given = next(iter(layer.working.given), None)
    if window is not None and given is not None and made is not None:
        assert len(window) == len(given.spatial)
        assert tuple(map(Arithmetic().extent, given.spatial, window)) == made.spatial


@EVERY
def test_a_field_is_what_its_kind_says_it_sees(kind: str) -> None:
    layer = worked_out(kind)
    sees = layer.working.layer.sees(*(given for given in layer.working.given if given is not None))
    answer = "unknown" if isinstance(sees, Unknown) else "all" if sees == "all" else "spans"
    assert layer.receptive_field_is == answer
    assert (layer.receptive_field is not None) == (answer == "spans")


@EVERY
def test_a_kind_takes_a_name_and_what_it_reads(kind: str) -> None:
    fields = {"from": "input", **written(kind), "name": "mine"}
    if CATALOGUE[kind].volumes == NONE:
        with pytest.raises(SpecError, match=f"{kind} reads nothing, not 1"):
            Network(input=INPUT, layers=["relu", {kind: fields}])
        del fields["from"]
    report = calculate(Network(input=INPUT, layers=["relu", {kind: fields}]))
    assert report["mine"].kind == kind
    assert set(report["mine"].from_) == (set() if CATALOGUE[kind].volumes == NONE else {"input"})


@EVERY
def test_a_kind_refuses_a_field_that_it_does_not_have(kind: str) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input=INPUT, layers=[{kind: {**written(kind), "zzz": 1}}])
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [
        ("unknown-field", ("layers", 0, kind, "zzz"))
    ]


@EVERY
def test_a_kind_says_what_it_needs(kind: str) -> None:
    needed = [name for name, default in KINDS[kind][1].items() if default is NEEDED] + [*CATALOGUE[kind].one_of[:1]]
    if not needed:
        Network(input=INPUT, layers=[kind])
        return
    with pytest.raises(SpecError) as caught:
        Network(input=INPUT, layers=[kind])
    assert {problem.path[-1] for problem in caught.value.problems} == set(needed)
    for problem in caught.value.problems:
        assert problem.code == "missing-field"
        assert CATALOGUE[kind].example in problem.hint


WRONG: dict[str, list[Any]] = {
    "filters": [0, -1, 1.5, "3", True, None, [3], {}],
    "units": [0, -1, 1.5, "3", True, None, [3]],
    "pieces": [0, 1.5, None],
    "size": [0, -1, 1.5, True, None, [], [1, 2, 3, 4], "3x", "axb", {"W": 3}, [3, 0]],
    "stride": [0, -1, 1.5, True, [], "0x1"],
    "dilation": [0, 1.5, True, None],
    "factor": [0, 1.5, True, None],
    "pad": [-1, 1.5, True, None, "full", {}, {"up": 1}, {"left": -1}, {"left": "1"}, [1, -1]],
    "margin": [-1, 1.5, True, None, "full", "same", {}, {"up": 1}, {"left": -1}],
    "output_pad": [-1, 1.5, True, None],
    "connect": [3, [], [[]], [0], [[-1]], [[0, 0]], [["0"]], [[0], [1]], "depth"],
    "trainable": ["yes", 1, None],
    "groups": [0, -1, 1.5, True, None, "deep"],
    "bias": ["yes", "no", 1, 0, None, "true"],
    "affine": ["yes", 1, None],
    "op": ["mean", "MAX", 1, None, ["max"]],
    "pad_mode": ["edge", "Zeros", 1, None],
    "mode": ["cubic", 2, None],
    "approximate": ["erf", "Tanh", True, 1, None],
    "rounding": ["up", 1, True],
    "rate": [1, -0.1, "0.5", None],
    "slope": ["x", True, None],
    "alpha": ["x", True, None],
    "beta": ["x", None],
    "k": ["x", None],
    "eps": [0, -1, "x", None],
    "flatten": ["yes", 1, None],
    "heads": [0, -1, 1.5, "3", True, None, [3]],
    "kv_heads": [0, -1, 1.5, "3", True, [3]],
    "head_size": [0, -1, 1.5, "3", True, [3]],
    "causal": ["yes", 1, None],
    "window": [0, -1, 1.5, True, [], [1, 2, 3, 4], "3x", "axb"],
    "shift": [-1, 1.5, True, None, [], "3x", 1],
    "relative_bias": ["yes", 1, None],
    "direction": ["backwards", "up", True, 1, None],
    "output": ["first", True, 1, None],
    "activation": ["sigmoid", True, None],
    "reset": ["never", True, None],
    "vocabulary": [0, -1, 1.5, "3", True, None, [3]],
    "depth": [0, -1, 1.5, "3", True, None, [3]],
    "shape": [0, -1, 1.5, True, None, [], "8x", {"width": 3}, [1, 2, 3, 4, 5]],
    "from": [[], {}, 3, "a b"],
    "axis": [-1, 4, 1.5, True, None, "deep", [0]],
    "transpose_second": ["yes", 1, None],
    "over": [[], "deep", 1, None, True, [4], [-1], [0, 0], ["space"], {}],
    "to": [0, -1, 1.5, True, None, [], "8x", {"width": 3}, [1, 2, 3, 4, 5]],
    "order": [[], 1, "10", None, [0, 0], [1, 2], [-1, 0], [0, 1, 2, 3, 4], [True, False], {}],
    "start": [1.5, "3", True, [1]],
    "stop": [1.5, "3", True, [1]],
    "step": [0, 1.5, "3", True, None],
    **{field: [-1, 1.5, "3", True, None] for field in ("params", "buffers", "macs")},
    "what": [3, True, ["a"]],
}


WRONG_OF: dict[tuple[str, str], list[Any]] = {
    **{(kind, "to"): ["a b", 3, [], ["a"], {}] for kind in ("crop", "upsample")},
    ("crop", "start"): [-1, 1.5, True, None],
}


@EVERY
def test_a_kind_refuses_values_of_another_form(kind: str) -> None:
    for field in KINDS[kind][1]:
        for value in WRONG_OF.get((kind, field), WRONG[field]):
            if (kind, field) == ("lrn", "size") and isinstance(value, list | dict):
                continue
            if (kind, field, value) in (("reduce", "op", "mean"), ("stated", "output", 1)):
                continue
            if value is None and field in CATALOGUE[kind].one_of:  # left out
                continue
            with pytest.raises(SpecError) as caught:
                Network(input=INPUT, layers=[{kind: {**written(kind), field: value}}])
            (problem,) = caught.value.problems
            assert (problem.code, problem.path) == ("invalid-value", ("layers", 0, kind, field)), value


@EVERY
def test_a_kind_refuses_numbers_beyond_the_limit(kind: str) -> None:
    numbers = {name for name, default in KINDS[kind][1].items() if default is NEEDED or type(default) in (int, float)}
    for field in numbers - {"from", "order", "over"}:
        most = 10**18 if kind == "stated" else 10**9  # what is stated may be the sum of many layers
        for value in (most + 1, -most - 1, 10**30):
            with pytest.raises(SpecError) as caught:
                Network(input=INPUT, layers=[{kind: {**written(kind), field: value}}])
            assert [problem.code for problem in caught.value.problems] == ["limit-exceeded"], (field, value)


def test_the_house_says_every_word_of_a_kinds_contract() -> None:
    table = (ROOT / "netcalc" / "README.md").read_text(encoding="utf-8")
    table = table[table.index("### What a kind may say") : table.index("## Checking")]
    asked = {name for name in vars(Layer) if not name.startswith("_")} - {"model_config"}
    assert not {name for name in asked if f"`{name}`" not in table}
