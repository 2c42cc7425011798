"""Searches: the variants that fit, against loops over the calculator; their order; why nothing fits."""

from itertools import product

import pytest

from netcalc.calculator.calculator import calculate
from netcalc.network.bundle import load
from netcalc.network.network import Network
from netcalc.problems import SpecError, Unreadable
from netcalc.render.pages.search.search import nothing_fits
from netcalc.search import search
from netcalc.search.asking.ranges import read_range
from netcalc.search.exact import Counted
from netcalc.search.found import Found
from netcalc.search.halving import halved
from netcalc.search.searching import Wanted, asked_of

LENET = load("lenet5")
WINDOW = Network(input="32x32x3", layers=[{"conv": {"filters": 10, "size": 5}}])
PLAIN = Network(
    input="8x8x1",
    vars={"width": 4, "times": 1},
    layers=[{"repeat": {"times": "${times}", "layers": [{"conv": {"filters": "${width}", "size": 3}}, "relu"]}}],
)


def listed(found: Found, *names: str) -> list[object]:
    return [tuple(each[name] for name in names) for each in found]


def test_which_windows_make_28x28() -> None:  # (32 - F + 2P)/S + 1 = 28, the lecture's formula, by brute force
    found = search(
        WINDOW,
        {"conv1.size": "1..11", "conv1.stride": "1..3", "conv1.pad": "0..4"},
        where=["conv1.output == 28x28x10", "valid"],
        limit=99,
    )
    whole = [
        (F, S, P) for F, S, P in product(range(1, 12), range(1, 4), range(5))
        if (32 - F + 2 * P) % S == 0 and (32 - F + 2 * P) // S + 1 == 28
    ]  # fmt: skip
    assert listed(found, "conv1.size", "conv1.stride", "conv1.pad") == whole
    assert (found.tried, found.found, found.complete) == (11 * 3 * 5, len(whole), True)


def test_the_widest_under_a_budget() -> None:  # (1·9 + 1)·K params
    found = search(PLAIN, {"width": "1..64"}, where=["totals.params <= 500"], most="width", show=["totals.params"])
    assert listed(found, "width", "totals.params") == [(50, 500)]
    assert found.best is not None
    assert found.best.settings == {"width": 50}


def test_the_legal_inputs_are_those_that_check_passes() -> None:
    found = search(LENET, {"input": "26..36:2"}, where=["valid"], show=["output"], limit=40)
    legal = [side for side in range(26, 37, 2) if calculate(LENET.replace(input=f"{side}x{side}x1")).valid]
    assert [each["input"] for each in found] == legal
    assert listed(search(LENET, {"input.width": "32..36"}, where=["valid"]), "input.width") == [(32,), (36,)]
    sequence = Network(input="16x8", layers=[{"conv": {"filters": 4, "size": 3}}])
    found = search(sequence, {"input.length": "5..7"}, where=["conv1.output == 4x4"])
    assert listed(found, "input.length") == [(6,)]  # 4 + (3 - 1)


def test_structure_may_change_and_names_with_it() -> None:
    found = search(PLAIN, {"times": "0..4"}, show=["conv3.output", "totals.params"])
    assert listed(found, "times", "conv3.output") == [
        (0, None), (1, None), (2, None), (3, (2, 2, 4)), (4, (2, 2, 4))
    ]  # fmt: skip


def test_one_that_cannot_be_understood_is_tried_and_not_found() -> None:
    found = search(WINDOW, {"conv1.filters": "0..2"})
    assert (found.tried, found.found, listed(found, "conv1.filters")) == (3, 2, [(1,), (2,)])


def test_one_that_does_not_fit_counts_by_what_ask_prints() -> None:
    found = search(WINDOW, {"conv1.size": [31, 33]}, show=["output", "totals.params", "valid"])
    assert [each.answers["output"] for each in found] == [(2, 2, 10), None]
    assert [each["valid"] for each in found] == [True, False]
    assert found.variants[1]["totals.params"] == (33 * 33 * 3 + 1) * 10


def test_the_order_goes_by_a_query_or_an_unknown() -> None:
    asked = {"conv1.size": "1..5:2", "conv1.filters": "1..3"}
    macs = [each["totals.macs"] for each in search(WINDOW, asked, sort="totals.macs")]
    assert macs == sorted(macs)
    assert [each["totals.macs"] for each in search(WINDOW, asked, sort="-totals.macs", limit=4)] == macs[:4:-1]
    alike = search(WINDOW, asked, least="conv1.filters")
    assert listed(alike, "conv1.size", "conv1.filters") == [(1, 1), (3, 1), (5, 1)]
    assert search(WINDOW, asked, most="totals.params").variants[0].settings == {"conv1.size": 5, "conv1.filters": 3}


def test_words_truths_and_the_batch_are_varied() -> None:
    found = search(WINDOW, {"conv1.pad": "same,0", "conv1.bias": "true,false"}, show=["output", "totals.biases"])
    assert [each["totals.biases"] for each in found] == [10, 0, 10, 0]
    assert [each["output"][0] for each in found] == [32, 32, 28, 28]
    batch = search(LENET, {"batch": "1..64"}, where=["memory.activations <= 1 MiB"], most="batch")
    held = calculate(LENET).memory.activations or 0
    assert batch.variants[0]["batch"] == 2**20 // held


def test_nothing_fits_names_the_tightest_condition_and_how_far_off_the_nearest_is() -> None:
    found = search(PLAIN, {"width": "8..64:8"}, where=["totals.params <= 75", "valid"])
    assert found.variants == ()
    assert found.miss is not None
    assert found.miss.condition is not None
    assert (found.miss.condition.text, found.miss.met) == ("totals.params <= 75", 0)
    assert found.miss.off == 80 - 75
    assert found.miss.nearest is not None
    assert found.miss.nearest.settings == {"width": 8}


def test_a_condition_that_the_nearest_meets_is_not_in_the_way() -> None:
    where = ["conv1.params == 26", "conv1.params <= 26", "conv1.params == 52", "conv1.params == 78"]
    miss = search(LENET, {"conv1.filters": "1..9"}, where=where).miss
    assert miss is not None
    assert miss.condition is not None
    assert miss.condition.text == "conv1.params == 52"
    assert miss.off == 52 - 26


def test_of_two_conditions_that_exclude_each_other_the_tighter_is_named() -> None:
    found = search(PLAIN, {"width": "1..9"}, where=["totals.params <= 70", "totals.params >= 80"])
    miss = found.miss
    assert miss is not None
    assert miss.condition is not None
    assert (miss.condition.text, miss.met, miss.rest) == ("totals.params >= 80", 2, True)
    assert miss.off == 10
    broken = search(WINDOW, {"conv1.filters": [0, -1]}).miss
    assert broken is not None
    assert broken.problem is not None
    assert broken.problem.code == "invalid-value"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"unknowns": {"width": "1..10", "sort": "1"}}, "there is no var `sort` to vary"),
        ({"unknowns": {"conv1.filtres": "1..3"}}, "has no field `filtres`"),
        ({"unknowns": {"conv7.filters": "1..3"}}, "there is no layer `conv7`"),
        ({"unknowns": {"width": "1..1000000", "times": "1..1000000"}}, "1,000,000,000,000 variants"),
        ({"show": ["totals.parms"]}, "did you mean `totals.params`"),
        ({"sort": "widht"}, "did you mean `width`"),
        ({"sort": "width", "most": "width"}, "one goes at a time"),
        ({"limit": 0}, "the limit is between"),
        ({"where": ["conv1.output == 28"]}, "conv1.output has 3 numbers.*such as 6x6x1"),
        ({"where": ["totals.params", "conv9.output == 3"]}, "is no condition.*\n.*nothing is called"),
    ],
)
def test_what_cannot_be_asked_is_said_at_once(asked: dict[str, object], said: str) -> None:
    with pytest.raises(Unreadable, match=f"(?s){said}"):
        search(PLAIN, **{"unknowns": {"width": "1..3"}, **asked})


def test_too_many_variants_are_told_what_would_do() -> None:
    with pytest.raises(SpecError, match=r"larger steps: width=1\.\.1000000:1000\)"):
        search(PLAIN, {"width": "1..1000000", "times": "1..1000000"})


def test_stopped_by_hand_what_was_found_is_kept() -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    found = search(WINDOW, {"conv1.filters": "1..900"}, where=["conv1.macs.percent > 0"], told=stop)
    assert found.interrupted
    assert found.found == found.tried
    assert 0 < found.tried < found.asked == 900


def test_the_largest_batch_is_found_by_halving() -> None:
    bound = (calculate(LENET, batch=77_777).memory.peak or 0) + 1
    found = search(LENET, {"batch": "1..1000000"}, where=[f"memory.peak <= {bound}"], most="batch")
    assert found.best is not None
    assert (found.best["batch"], found.complete, found.found) == (77_777, False, None)
    assert 33 < found.tried < 60
    least = search(LENET, {"batch": "1..1000000"}, where=["memory.peak >= 10MB"], least="batch")
    assert least.best is not None
    batch = least.best["batch"]
    assert (
        (calculate(LENET, batch=batch).memory.peak or 0) >= 10**7 > (calculate(LENET, batch=batch - 1).memory.peak or 0)
    )


def test_large_variants_are_looked_at_in_few_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netcalc.search.halving.ENOUGH", 2_000)
    grown = Network(input="3", vars={"n": 1}, layers=[{"repeat": {"times": "${n}", "layers": [{"fc": 3}]}}])
    space = {"n": read_range("1..900")}
    bound = 12 * 200 + 5  # each layer stores 3 · 3 + 3
    found = search(grown, space, where=[f"totals.params <= {bound}"], most="n")
    assert found.best is not None
    assert found.best["n"] == 200
    assert found.tried < 12


def test_halving_that_finds_nothing_says_what_stands_in_the_way() -> None:
    found = search(LENET, {"batch": "1..1000000"}, where=["memory.peak <= 1 KiB"], most="batch")
    assert nothing_fits(found).startswith("no variant of 1,000,000 meets `memory.peak <= 1 KiB`")
    miss = found.miss
    assert miss is not None
    assert miss.nearest is not None
    assert miss.nearest.settings == {"batch": 1}


def test_numbers_that_do_not_only_grow_are_all_tried() -> None:
    bowl = Network(input="300x1", vars={"k": 1}, layers=[{"conv": {"filters": "${(k - 75) ** 2 + 1}", "size": 1}}])
    found = search(bowl, {"k": "1..150"}, where=["conv1.receptive_field.size == 1", "conv1.params <= 1k"], most="k")
    assert (found.complete, found.tried) == (True, 150)
    assert found.best is not None
    assert found.best["k"] == 75 + 22  # 2 (22² + 1) = 970


def test_a_range_that_falls_and_grows_is_not_halved() -> None:
    bowl = Network(input="300x1", vars={"k": 1}, layers=[{"conv": {"filters": "${(k - 75) ** 2 + 1}", "size": 1}}])
    found = asked_of(bowl, {"k": read_range("1..150")}, ["conv1.params <= 1k"], Wanted(most="k"), Counted())[0]
    assert halved(found) is None
