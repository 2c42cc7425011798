"""What `expect:` may claim, and which claims are true."""

import pytest

from netcalc import Network, Problem, SpecError, calculate
from netcalc.report.claims import failures, meant_invalid
from tests.support.marks import found


def failed(claims: dict[str, object], **fields: object) -> tuple[Problem, ...]:
    """Check claims of a small net: conv1 makes 6x6x4 with 112 parameters, fc1 10 with 1,450."""
    layers = [{"conv": {"filters": 4, "size": 3}}, {"fc": 10}]
    network = Network(input="8x8x3", layers=layers, expect=claims, **fields)
    return failures(network.claims, calculate(network))


@pytest.mark.parametrize(
    ("query", "claimed"),
    [
        ("totals.params", 1562),
        ("totals.params", "1,562"),
        ("totals.params", "1_562"),
        ("totals.params", "= 1562"),
        ("totals.params", "== 1562"),
        ("totals.params", "<= 2k"),
        ("totals.params", "≤ 1.562k"),
        ("totals.params", "<2K"),
        ("totals.params", "  >   0.001M  "),
        ("totals.params", ">= 1.562e3"),
        ("totals.params", 1.562e3),
        ("totals.macs", "<= 1G"),
        ("memory.training", "<= 1 GB"),
        ("memory.params", "< 7 KiB"),
        ("memory.params", 4 * 1562),
        ("conv1.unshared.params", 6 * 6 * 4 * 28),
        ("conv1.output", "6x6x4"),
        ("conv1.output", "6 x 6 x 4"),
        ("conv1.output", "6×6×4"),
        ("conv1.output", [6, 6, 4]),
        ("fc1.output", 10),
        ("output", "10"),
        ("input", "8x8x3"),
        ("conv1.receptive_field.size", "3x3"),
        ("conv1.receptive_field.start", [0, 0]),
        ("fc1.receptive_field.size", "all"),
        ("conv1.receptive_field", "3x3"),
        ("fc1.receptive_field", "all"),
        ("fc1.receptive_field_is", "all"),
        ("conv1.receptive_field_is", "spans"),
        ("conv1.kind", "conv"),
        ("conv1.from", "input"),
        ("conv1.from", ["input"]),
        ("valid", True),
        ("name", "Small"),
    ],
)
def test_a_true_claim_holds(query: str, claimed: object) -> None:
    assert failed({query: claimed}, name="Small") == ()


@pytest.mark.parametrize(
    ("query", "claimed", "said"),
    [
        ("totals.params", 1563, "totals.params is 1,562, not 1563"),
        ("totals.params", "< 1562", "totals.params is 1,562, not < 1562"),
        ("totals.params", "> 1.562k", "not > 1.562k"),
        ("totals.params", "<= 1.5K", "not <= 1.5K"),
        ("memory.params", ">= 7 KiB", "memory.params is 6,248"),
        ("conv1.output", "6x6x5", "conv1.output is 6x6x4, not 6x6x5"),
        ("conv1.output", "6x6", "conv1.output is 6x6x4"),
        ("conv1.output", [4, 6, 6], "not 4x6x6"),
        ("conv1.receptive_field.size", "all", "conv1.receptive_field.size is 3x3, not all"),
        ("conv1.receptive_field.size", "unknown", "conv1.receptive_field.size is 3x3, not unknown"),
        ("fc1.receptive_field.step", "unknown", "fc1.receptive_field.step is all, not unknown"),
        ("fc1.receptive_field.size", "3x3", "fc1.receptive_field.size is all, not 3x3"),
        ("conv1.receptive_field", "5x5", "conv1.receptive_field is 3x3, not 5x5"),
        ("conv1.shares", "fc1", "conv1.shares is nothing, not fc1"),
        ("conv1.kind", "local", "conv1.kind is conv"),
        ("conv1.from", "fc1", "conv1.from is input"),
        ("valid", False, "valid is true, not false"),
        ("name", "Other", "not Other"),
    ],
)
def test_a_false_claim_says_what_is_the_case(query: str, claimed: object, said: str) -> None:
    (problem,) = failed({query: claimed}, name="Small")
    assert (problem.code, problem.severity) == ("expectation-failed", "error")
    assert problem.path == ("expect", query)
    assert said in problem.message


def test_a_false_claim_does_not_make_a_network_invalid() -> None:
    report = calculate(Network(input="3", layers=["relu"], expect={"totals.params": 9}))
    assert (report.valid, report.problems) == (True, ())


def test_a_network_may_be_claimed_not_to_fit() -> None:
    layers = [{"conv": {"filters": 1, "size": 3, "stride": 3}}]
    network = Network(input="7x7x1", layers=layers, expect={"valid": False, "conv1.params": 3 * 3 + 1})
    assert failures(network.claims, calculate(network)) == ()


@pytest.mark.parametrize(("claimed", "meant"), [({"valid": False}, True), ({"valid": True}, False), ({}, False)])
def test_only_a_claim_of_not_valid_means_a_network_not_to_fit(claimed: dict[str, object], meant: bool) -> None:  # noqa: FBT001
    assert meant_invalid(Network(input="3", layers=["relu"], expect={"output": 3, **claimed}).claims) == meant


@pytest.mark.parametrize(
    ("rounded", "holds"),
    [("~ 1.6k", True), ("≈ 1.56k", True), ("~ 1.5k", False), ("~ 1.57k", False), ("~ 1562", True), ("~ 2e3", True)],
)
def test_a_rounded_claim_holds_to_half_its_last_digit(rounded: str, holds: bool) -> None:  # noqa: FBT001
    assert (failed({"totals.params": rounded}) == ()) == holds


def test_no_claim_holds_of_what_does_not_exist() -> None:
    layers = [{"conv": {"filters": 1, "size": 9}}]
    claims = {"conv1.output": "1x1x1", "totals.macs": ">= 0", "conv1.receptive_field.size": "all"}
    network = Network(input="7x7x1", layers=layers, expect=claims)
    found = failures(network.claims, calculate(network))
    assert [problem.path[1] for problem in found] == list(claims)
    assert all("does not fit" in problem.message for problem in found)


@pytest.mark.parametrize(
    ("query", "claimed"),
    [
        ("totals.params", "many"),
        ("totals.params", ""),
        ("totals.params", "<="),
        ("totals.params", "1,56"),
        ("totals.params", "12 parsecs"),
        ("totals.params", True),
        ("totals.params", None),
        ("totals.params", [1, 2]),
        ("totals.params", {"a": 1}),
        ("totals.params", "1" * 101),
        ("totals.params", "1e999"),
        ("conv1.output", "wide"),
        ("conv1.output", "1/0"),
        ("conv1.output", "1e99999999x3"),
        ("conv1.output", [1, "1e99999999"]),
        ("conv1.output", ["6", None]),
        ("conv1.output", True),
        ("conv1.output", None),
        ("conv1.output", {"width": 6}),
        ("conv1.output", "6x6x4" + " " * 100 + "x9"),
        ("conv1.receptive_field", "banana"),
        ("valid", "yes"),
        ("valid", 1),
    ],
)
def test_what_claims_nothing_is_an_invalid_value(query: str, claimed: object) -> None:
    with pytest.raises(SpecError) as caught:
        failed({query: claimed})
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("invalid-value", ("expect", query))
    assert query in problem.message


@pytest.mark.parametrize("blank", [" " * 10**6, "\n" * 10**6])
@pytest.mark.parametrize("query", ["totals.params", "conv1.output", "valid", "name"])
def test_a_long_claim_is_read_at_once(query: str, blank: str) -> None:
    with pytest.raises((SpecError, AssertionError)):
        assert failed({query: f"1{blank}1"}) == ()


def test_an_unknown_query_is_an_unknown_reference() -> None:
    with pytest.raises(SpecError) as caught:
        failed({"conv2.output": "6x6x4", "conv1.parms": 3, "totals": 3})
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [
        ("unknown-reference", ("expect", query)) for query in ("conv2.output", "conv1.parms", "totals")
    ]
    assert caught.value.problems[1].hint == "did you mean `conv1.params`?"


@pytest.mark.parametrize("claims", [3, "valid", ["valid"], True])
def test_claims_are_queries_and_values(claims: object) -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="3", layers=["relu"], expect=claims)
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [("invalid-value", ("expect",))]


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("totals.neurons: <= 1 KiB", "`totals.neurons` is a number of neurons, and `1 KiB` is a number of bytes"),
        ("totals.params: 5 MB", "`totals.params` is a number of params, and `5 MB` is a number of bytes"),
        ("totals.macs: 3 neurons", "`totals.macs` is a number of macs, and `3 neurons` is a number of neurons"),
        ("memory.params: <= 5 params", "`memory.params` is a number of bytes, and `5 params` is a number of params"),
    ],
)
def test_a_claim_in_a_unit_of_something_else_is_refused(claim: str, said: str) -> None:
    (problem,) = found(f"input: 3\nlayers: [fc: 2]\nexpect:\n  {claim}")
    assert (problem.code, problem.message) == ("invalid-value", said)


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        ("memory.params: <= 40 B", True),  # (3*2 + 2) * 4 bytes = 32
        ("memory.params: <= 31 B", False),
        ("memory.params: 32 bytes", True),
        ("memory.params: <= 1 KiB", True),
        ("totals.params: <= 5B", True),
        ("totals.params: 8 params", True),
        ("totals.weights: 6 weights", True),
        ("totals.biases: 2 params", True),
        ("totals.neurons: 2 neurons", True),
    ],
)
def test_a_claim_may_be_in_its_unit(claim: str, holds: bool) -> None:  # noqa: FBT001
    assert [problem.code for problem in found(f"input: 3\nlayers: [fc: 2]\nexpect:\n  {claim}")] == (
        [] if holds else ["expectation-failed"]
    )
