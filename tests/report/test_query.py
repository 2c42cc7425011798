"""Queries: every number of a report has a name, and a misspelt name leads to the right one."""

from fractions import Fraction

import pytest

from netcalc import Network, Report, calculate
from netcalc.report.query import LAYER_WORDS, NETWORK_WORDS, UnknownQuery, understand, value

NETWORK = Network(
    name="Small",
    input="8x8x3",
    layers=[
        {"conv": {"filters": 4, "size": 3, "name": "stem"}},
        {"upsample": 2},
        {"repeat": {"times": 2, "layers": [{"batchnorm": {"name": "norm"}}], "name": "body"}},
        {"add": ["norm.1", "body"]},
        {"fc": 10},
    ],
)
REPORT = calculate(NETWORK, batch=4)


def asked(text: str, report: Report = REPORT) -> object:
    return value(report, understand(text, NETWORK.names))


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("name", "Small"),
        ("input", (8, 8, 3)),
        ("output", (10,)),
        ("valid", True),
        ("totals.params", 3 * 3 * 3 * 4 + 4 + 2 * (4 + 4) + 12 * 12 * 4 * 10 + 10),
        ("totals.unshared.biases", 6 * 6 * 4 + 2 * 4 + 10),
        ("memory.params", 4 * (112 + 16 + 5770)),
        ("memory.activations", 4 * 4 * (8 * 8 * 3 + 6 * 6 * 4 + 4 * (12 * 12 * 4) + 10)),
        ("stem.kind", "conv"),
        ("stem.from", ("input",)),
        ("stem.input", (8, 8, 3)),
        ("stem.output", (6, 6, 4)),
        ("stem.neurons", 6 * 6 * 4),
        ("stem.weights", 3 * 3 * 3 * 4),
        ("stem.biases", 4),
        ("stem.params", 3 * 3 * 3 * 4 + 4),
        ("stem.unshared.params", 6 * 6 * 4 * (3 * 3 * 3 + 1)),
        ("stem.connections", 6 * 6 * 4 * (3 * 3 * 3 + 1)),
        ("stem.macs", 6 * 6 * 4 * 27),
        ("stem.flops", 2 * 6 * 6 * 4 * 27),
        ("stem.activations", 6 * 6 * 4),
        ("stem.receptive_field.size", (3, 3)),
        ("upsample1.receptive_field.step", (Fraction(1, 2), Fraction(1, 2))),
        ("stem.receptive_field.start", (0, 0)),
        ("fc1.receptive_field", "all"),
        ("fc1.receptive_field.size", "all"),
        ("fc1.receptive_field_is", "all"),
        ("fc1.receptive_field_note", "fc1 reads every position"),
        ("stem.receptive_field_is", "spans"),
        ("stem.receptive_field_note", None),
        ("norm.2.buffers", 2 * 4),
        ("body.params", 2 * (4 + 4)),
        ("add1.from", ("norm.1", "norm.2")),
        ("add1.input", ((12, 12, 4), (12, 12, 4))),
    ],
)
def test_a_query_gives_the_number_of_its_name(query: str, answer: object) -> None:
    assert asked(query) == answer


def test_every_word_can_be_asked() -> None:
    for word in NETWORK_WORDS:
        assert asked(word) is not None
    for layer in NETWORK.names:
        for word in LAYER_WORDS:
            unsaid = word == "receptive_field_note" or (word == "weights_per_neuron" and not asked(f"{layer}.neurons"))
            assert asked(f"{layer}.{word}") is not None or unsaid or word == "shares"


def test_what_does_not_fit_has_no_number() -> None:
    report = calculate(Network(input="2x2x3", layers=NETWORK.layers))
    for query in ("stem.output", "stem.macs", "totals.macs", "memory.training", "output", "stem.receptive_field.size"):
        assert asked(query, report) is None
    assert asked("stem.params", report) == 3 * 3 * 3 * 4 + 4
    assert asked("valid", report) is False


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("training_flops", "did you mean `totals.training_flops`?"),
        ("peak", "did you mean `memory.peak`?"),
        ("stem.outptu", "did you mean `stem.output`?"),
        ("stem.param", "did you mean `stem.params`?"),
        ("norm.1.bufers", "did you mean `norm.1.buffers`?"),
        ("stme.output", "did you mean `stem.output`?"),
        ("totals.parms", "did you mean `totals.params`?"),
        ("memory.trainng", "did you mean `memory.training`?"),
        ("ouput", "did you mean `output`?"),
        ("total.params", "did you mean `totals.params`?"),
        ("totalsparams", "did you mean `totals.params`?"),
        ("stemoutput", "did you mean `stem.output`?"),
        ("head.output", "ask for `totals.params`, `output`, or a layer's `stem.output`"),
        ("stem.percent", "a layer's share of a total is `stem.params.percent`, or that of macs or activations"),
        ("totals.macs.percent", "a layer's share of a total is `conv1.params.percent`, or that of macs or activations"),
        ("stem", "ask for one of its numbers, such as `stem.output` or `stem.params`"),
    ],
)
def test_a_misspelt_query_leads_to_the_right_one(query: str, hint: str) -> None:
    with pytest.raises(UnknownQuery) as caught:
        understand(query, NETWORK.names)
    assert caught.value.hint == hint


@pytest.mark.parametrize("query", ["", ".", "stem.", ".output", "totals", "zzz", "stem.zzz", "stem.params.params"])
def test_what_asks_for_nothing_is_unknown(query: str) -> None:
    with pytest.raises(UnknownQuery) as caught:
        understand(query, NETWORK.names)
    assert caught.value.hint
    assert query in str(caught.value)


@pytest.mark.parametrize("query", ["." * 10**6, "stem" * 10**6, "a.b." * 10**5])
def test_a_long_query_is_refused_at_once(query: str) -> None:
    with pytest.raises(UnknownQuery) as caught:
        understand(query, NETWORK.names)
    assert len(str(caught.value)) < 300
    assert len(caught.value.hint) < 1500
