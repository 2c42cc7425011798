"""Every code of the catalogue: what triggers it, where it points, what it says to write."""

import pickle

import pytest

from netcalc import Network, Problem, SpecError, calculate
from netcalc.problems import CODES
from netcalc.text.source import text_of
from tests.support.marks import found, marked

EXAMPLES = [
    ("invalid-yaml", "input: 3\n▸input: 4\nlayers: [relu]", None, "`input` stands here twice"),
    ("invalid-yaml", "input: 3\nlayers: [relu▸", None, "write `layers: [relu]`"),
    ("unknown-layer", "input: 3\nlayers:\n  - ▸dense: 10", None, "write `- fc: 10`"),
    ("unknown-layer", "input: 3\nlayers: [relu, ▸rellu]", None, "write `relu`"),
    ("unknown-field", "input: 3\nlayers:\n  - fc: {▸out_features: 10}", None, "write `units`"),
    ("unknown-field", "input: 3\n▸layer: [relu]\nlayers: [relu]", None, "write `layers`"),
    (
        "missing-field",
        "input: 9x9x1\nlayers:\n  - relu\n  - ▸conv: {filters: 10}",
        None,
        "for example `conv: {filters: 10, size: 3, pad: 1}`",
    ),
    ("missing-field", "▸layers: [relu]", None, "for example `input: 32x32x3` and `layers: [fc: 10]`"),
    (
        "invalid-value",
        "input: 9x9x1\nlayers:\n  - conv: {size: 3, ▸filters: ten}",
        None,
        'takes a whole number of at least 1, not "ten"',
    ),
    ("invalid-value", "▸input: 32 by 32\nlayers: [relu]", None, "takes a volume such as 32x32x3"),
    ("invalid-value", "input: 3\nlayers:\n  - ▸fc: 0", None, "takes a whole number of at least 1, not 0"),
    (
        "duplicate-name",
        "input: 3\nlayers:\n  - fc: {units: 3, name: a}\n  - fc:\n      units: 3\n      ▸name: a",
        "a",
        "another name",
    ),
    ("duplicate-name", "input: 3\nlayers:\n  - fc: {units: 3, name: relu1}\n  - ▸relu", "relu1", "another name"),
    (
        "unknown-reference",
        "input: 3\nlayers:\n  - relu: {name: first}\n  - relu: {▸from: frist}",
        None,
        "did you mean `first`?",
    ),
    (
        "unknown-reference",
        "input: 3\nlayers: [relu]\nexpect:\n  totals.params: 0\n  ▸totals.param: 0",
        None,
        "did you mean `totals.params`?",
    ),
    ("limit-exceeded", "input: 3\nlayers: [fc: {▸units: 1000000001}]", None, "(10^9)"),
    (
        "limit-exceeded",
        "input: 3\nlayers: [repeat: {▸times: 100001, layers: [relu]}]",
        None,
        "more than 100,000 layers",
    ),
    (
        "window-does-not-fit",
        "input: 7x7x1\nlayers:\n  - conv: {filters: 1, size: 3, ▸stride: 3}",
        "conv1",
        "stride 1 or 2 or 4",
    ),
    ("window-does-not-fit", "input: 7x7x1\nlayers:\n  - ▸pool: 2", "pool1", "input 6 or 8"),
    ("window-too-large", "input: 4x4x1\nlayers:\n  - local: {filters: 1, ▸size: 5}", "local1", "a size of at most 4"),
    (
        "groups-do-not-divide",
        "input: 4x4x3\nlayers: [conv: {filters: 4, size: 3, ▸groups: 2}]",
        "conv1",
        "must divide both the depth 3 and the filters 4",
    ),
    ("groups-do-not-divide", "input: 4x4x3\nlayers: [▸groupnorm: 2]", "groupnorm1", "groups that divide the depth"),
    (
        "shape-mismatch",
        "input: 4x4x3\nlayers:\n- conv: {filters: 4, size: 1}\n- ▸add: [conv1, input]",
        "add1",
        "a 1x1 conv changes the depth",
    ),
    ("shape-mismatch", "input: 12\nlayers:\n- ▸pool: 2", "pool1", "put it before what flattens"),
    (
        "expectation-failed",
        "input: 3\nlayers: [fc: 2]\nexpect:\n  ▸totals.params: 9",
        None,
        "totals.params is 8, not 9",
    ),
    (
        "expectation-failed",
        "input: 3\nlayers: [fc: 2]\nexpect: {▸fc1.weights: < 6}",
        "fc1",
        "fc1.weights is 6, not < 6",
    ),
    (
        "unlikely-input",
        "▸input: 3x224x224\nlayers: [relu, conv: {filters: 8, size: 3}]",
        None,
        "write 224x224x3 if it is an image",
    ),
    (
        "pixels-never-read",
        "input: 8x8x1\nrounding: floor\nlayers: [conv: {filters: 1, size: 3, ▸stride: 2}]",
        "conv1",
        "stride 1 or 5",
    ),
    ("unread-output", "input: 3\nlayers:\n- ▸fc: 2\n- fc: {units: 2, from: input}", "fc1", "outputs: [..., fc1]"),
]


@pytest.mark.parametrize(("code", "text", "layer", "said"), EXAMPLES)
def test_a_problem_says_what_where_and_what_to_write(code: str, text: str, layer: str | None, said: str) -> None:
    plain, ((line, column),) = marked(text)
    (problem,) = found(plain)
    assert (problem.code, problem.layer) == (code, layer)
    assert problem.place is not None
    assert (problem.place.file, problem.place.line, problem.place.column) == ("net.yaml", line, column)
    assert problem.place.text == plain.split("\n")[line - 1]
    assert said in (problem.hint or problem.message)


def test_every_code_has_its_example() -> None:
    unplaced = {
        "unreadable",
        "invalid-expression",
        "not-finite",
        "invalid-data",
        "unsupported-operator",
        "weights-differ",
        "networks-differ",
        "unfit-format",
    }  # no spec to point into; their tests stand elsewhere
    assert {code for code, *_ in EXAMPLES} | unplaced == set(CODES)


def test_what_cannot_be_read_is_unreadable() -> None:
    with pytest.raises(SpecError) as caught:
        text_of("/nowhere/net.yaml")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("unreadable", None)


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_described_in_words(code: str) -> None:
    assert len(CODES[code].split()) >= 5


def test_severities_say_what_is_valid() -> None:
    warned = calculate(
        Network(input="8x1", rounding="floor", layers=[{"conv": {"filters": 1, "size": 3, "stride": 2}}])
    )
    assert ([problem.severity for problem in warned.problems], warned.valid) == (["warning"], True)
    wrong = calculate(Network(input="8x1", layers=[{"conv": {"filters": 1, "size": 3, "stride": 2}}]))
    assert ([problem.severity for problem in wrong.problems], wrong.valid) == (["error"], False)


def test_a_network_made_in_python_has_the_same_problems_without_places() -> None:
    with pytest.raises(SpecError) as caught:
        Network.of({"inptu": "3", "layers": [{"dense": 3}, {"fc": {"units": -1}}]})
    assert [problem.place for problem in caught.value.problems] == [None] * 3
    assert {problem.code for problem in caught.value.problems} == {"unknown-field", "unknown-layer", "invalid-value"}


def test_the_error_reads_as_sentences() -> None:
    with pytest.raises(
        SpecError,
        match=r"layers/0/fc/units: .*\nlayers/1/dense: there is no layer kind `dense` \(write `- fc: 3`, which.*\)$",
    ):
        Network(input="3", layers=[{"fc": {"units": -1}}, {"dense": 3}])


def test_the_error_of_the_whole_has_no_path() -> None:
    with pytest.raises(SpecError, match=r"^a spec is fields: .* \(for example `input: 32x32x3`"):
        Network.of(3)


@pytest.mark.parametrize(
    ("text", "pointed_at"),
    [
        ("input: 3\nlayers: [fc: {units: 0, bias: true}]", "units: 0"),
        ("input: 3\nlayers: [fc: {units: '3'}]", "units: '3'"),
        ("input: 3\nlayers:\n- fc: {units: 0, bias: true} # why", "units: 0"),
        ("input: 3\nlayers:\n- dense:\n    units: 3", "dense:"),
        ("input: 3\nlayers:\n  - dense", "dense"),
        ("input: 3\nlayers:\n  - relu\nlayers: [relu]", "layers"),
        ("input: 3\nlayers: [fc: 010]", "010"),
    ],
)
def test_a_problem_underlines_what_is_at_fault(text: str, pointed_at: str) -> None:
    (problem,) = found(text)
    assert problem.place is not None
    start = problem.place.column - 1
    assert problem.place.text[start : start + problem.place.width] == pointed_at


def test_the_error_survives_the_way_between_processes() -> None:
    with pytest.raises(SpecError) as caught:
        Network(input="3", layers=[{"dense": 3}])
    copied = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  our own
    assert (copied.problems, str(copied)) == (caught.value.problems, str(caught.value))


def test_a_path_grows_at_its_front() -> None:
    problem = Problem(code="invalid-value", message="no", path=("units",))
    assert problem.below("layers", 0).path == ("layers", 0, "units")
    assert problem.path == ("units",)
