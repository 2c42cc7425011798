"""Names: how layers are called, and which layer a name stands for."""

import pytest

from netcalc import Network, Report, SpecError, calculate


def calculated(*layers: object) -> Report:
    return calculate(Network(input="8", layers=list(layers)))


def names(*layers: object) -> list[str]:
    return [layer.name for layer in calculated(*layers)]


def read(*layers: object) -> list[tuple[str, ...]]:
    return [layer.from_ for layer in calculated(*layers)]


def wrong(*layers: object) -> list[tuple[str, tuple[str | int, ...]]]:
    with pytest.raises(SpecError) as caught:
        calculated(*layers)
    return [(problem.code, problem.path) for problem in caught.value.problems]


def named(name: str, **more: object) -> dict[str, object]:
    return {"relu": {"name": name, **more}}


def repeat(times: int, *layers: object, **more: object) -> dict[str, object]:
    return {"repeat": {"times": times, "layers": list(layers), **more}}


def test_a_layer_is_called_after_its_kind_and_its_place_among_its_kind() -> None:
    assert names({"fc": 3}, "relu", {"fc": 3}, "relu", "tanh") == ["fc1", "relu1", "fc2", "relu2", "tanh1"]


def test_a_named_layer_counts_too() -> None:
    assert names("relu", named("mine"), "relu") == ["relu1", "mine", "relu3"]


def test_layers_count_on_through_repeats() -> None:
    assert names("relu", repeat(2, "relu", {"fc": 8}), "relu") == ["relu1", "relu2", "fc1", "relu3", "fc2", "relu4"]


def test_a_name_in_a_repeat_gets_the_number_of_its_pass_outer_first() -> None:
    assert names(repeat(2, named("a"))) == ["a.1", "a.2"]
    assert names(repeat(2, named("a"), repeat(3, named("b")))) == [
        "a.1", "b.1.1", "b.1.2", "b.1.3", "a.2", "b.2.1", "b.2.2", "b.2.3",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["a", "A-1", "a_b", "7", "-", "_", "x" * 200, "conv1"])
def test_a_name_is_letters_digits_and_two_signs(name: str) -> None:
    assert names(named(name)) == [name]


@pytest.mark.parametrize("name", ["", "a b", "a.b", "é", "a/b", "a\n", "x" * 201, 7, True, ["a"], {"a": 1}])
def test_anything_else_is_no_name(name: object) -> None:
    assert wrong({"relu": {"name": name}}) == [("invalid-value", ("layers", 0, "relu", "name"))]


@pytest.mark.parametrize("name", ["input", "output", "totals", "valid", "memory"])
def test_some_names_are_taken(name: str) -> None:
    assert wrong(named(name)) == [("invalid-value", ("layers", 0, "relu", "name"))]


def test_one_name_for_two_layers_is_refused_where_it_is_written_again() -> None:
    duplicate = ("duplicate-name", ("layers", 1, "relu", "name"))
    assert wrong(named("a"), named("a")) == [duplicate]
    assert wrong({"fc": {"units": 8, "name": "relu1"}}, "relu") == [duplicate]
    assert wrong("relu", named("relu1")) == [duplicate]


def test_one_name_twice_in_a_repeat_is_refused_once() -> None:
    assert wrong(repeat(9, named("a"), named("a"))) == [
        ("duplicate-name", ("layers", 0, "repeat", "layers", 1, "relu", "name"))
    ]


def test_a_layer_reads_the_one_before_it() -> None:
    assert read("relu", "tanh", repeat(2, "sigmoid")) == [("input",), ("relu1",), ("tanh1",), ("sigmoid1",)]


def test_from_names_the_layer_that_is_read() -> None:
    layers = ["relu", "tanh", {"sigmoid": {"from": "relu1"}}, {"add": ["input", "sigmoid1", "input"]}]
    assert read(*layers) == [("input",), ("relu1",), ("relu1",), ("input", "sigmoid1", "input")]


def test_a_name_means_the_layer_of_its_own_pass() -> None:
    found = read(repeat(2, named("a"), "tanh", {"add": ["a", "tanh1"]}))
    assert found[2] == ("a.1", "tanh1")
    assert found[5] == ("a.2", "tanh1")


def test_a_name_of_this_pass_comes_before_one_outside() -> None:
    assert read(named("a"), repeat(2, "tanh", named("a"), {"sigmoid": {"from": "a"}}))[3::3] == [("a.1",), ("a.2",)]


def test_what_does_not_stand_here_yet_is_looked_for_outside() -> None:
    # In every pass `a` is read before the pass makes its own.
    found = read(named("a"), repeat(2, {"tanh": {"from": "a"}}, named("a")))
    assert found[1::2] == [("a",), ("a",)]


def test_a_pass_can_be_read_from_outside_by_its_full_name() -> None:
    assert read(repeat(3, named("a")), {"tanh": {"from": "a.2"}})[-1] == ("a.2",)
    assert wrong(repeat(3, named("a")), {"tanh": {"from": "a"}})[0][0] == "unknown-reference"
    assert wrong(repeat(3, named("a")), {"tanh": {"from": "a.4"}})[0][0] == "unknown-reference"


def test_from_on_a_repeat_is_what_its_first_layer_reads() -> None:
    layers = [named("a"), "tanh", repeat(2, "sigmoid", "elu", **{"from": "a"})]
    assert read(*layers)[2:] == [("a",), ("sigmoid1",), ("elu1",), ("sigmoid2",)]
    assert read(named("a"), "tanh", repeat(2, repeat(2, "sigmoid"), **{"from": "a"}))[2] == ("a",)


def test_a_repeat_may_have_a_name_that_stands_for_its_last_layer() -> None:
    report = calculated({"fc": 4}, repeat(2, {"fc": 4}, "relu", name="body"), "tanh", {"sigmoid": {"from": "body"}})
    body = report["body"]
    assert report.layers[-1].from_ == ("relu2",)
    assert (body.output, body.params, body.neurons) == ((4,), 2 * (4 * 4 + 4), 2 * 4)
    assert (body.input, body.from_) == ((4,), ("fc1",))
    assert "body" in report
    assert "nobody" not in report


@pytest.mark.parametrize("name", ["later1", "relu2", "elu1", "nowhere", "totals"])
def test_only_what_stands_before_can_be_read(name: str) -> None:
    layers = ["relu", {"tanh": {"from": name}}, named("later1"), "elu"]
    assert wrong(*layers) == [("unknown-reference", ("layers", 1, "tanh", "from"))]


def test_a_layer_cannot_read_itself() -> None:
    assert wrong(named("a", **{"from": "a"})) == [("unknown-reference", ("layers", 0, "relu", "from"))]


def test_only_joins_read_several() -> None:
    found = wrong("relu", {"tanh": {"from": ["relu1", "input"]}})
    assert found == [("invalid-value", ("layers", 1, "tanh", "from"))]
    assert read("relu", {"tanh": {"from": ["input"]}})[1] == ("input",)


@pytest.mark.parametrize("written", ["", "a b", [], {}, 3, True, ["input", 3], "x" * 1001])
def test_from_takes_names(written: object) -> None:
    assert wrong("relu", {"tanh": {"from": written}}) == [("invalid-value", ("layers", 1, "tanh", "from"))]


def test_a_wrong_from_of_a_repeat_points_at_the_repeat() -> None:
    path = ("layers", 0, "repeat", "from")
    assert wrong(repeat(3, "relu", **{"from": "nowhere"})) == [("unknown-reference", path)]
    assert wrong(repeat(3, "relu", **{"from": ["input", "input"]})) == [("invalid-value", path)]
