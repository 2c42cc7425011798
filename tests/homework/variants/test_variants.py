"""Variants: ranges as a sheet writes them, draws by a student's id, and which draws are kept."""

from pathlib import Path
from typing import Any

import pytest

import netcalc
from netcalc.homework.grading import key, variants
from netcalc.homework.sheet.sheet import read
from netcalc.homework.variants.seed import number, same
from netcalc.homework.variants.variants import Variants
from netcalc.problems import SpecError
from tests.support.running import ROOT

DRILL = ROOT / "examples" / "quiz" / "drill.yaml"
CONV = {"input": "${w}x${w}x3", "layers": [{"conv": {"filters": "${k}", "size": 5, "stride": "${s}"}}]}


def sheet(vary: Any, *questions: Any, network: Any = CONV) -> dict[str, Any]:
    made = [{"id": f"q{place}", **each} for place, each in enumerate(questions or ({"ask": "conv1.output"},))]
    return {"vary": vary, "network": network, "questions": made}


WIDE = {"w": [29, 32, 33, 37], "k": {"range": [4, 40]}, "s": [1, 2, 3]}


def wrong(written: Any) -> list[str]:
    with pytest.raises(SpecError) as caught:
        read(written)
    return [f"{each.message} | {each.hint}" for each in caught.value.problems]


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ([28, 32, 64], (28, 32, 64)),
        ([5, 5, 3], (5, 3)),
        (["relu", "tanh"], ("relu", "tanh")),
        ({"odd": [3, 7]}, (3, 5, 7)),
        ({"odd": [4, 8]}, (5, 7)),
        ({"even": [3, 8]}, (4, 6, 8)),
        ({"range": [1, 4]}, (1, 2, 3, 4)),
        ({"range": [8, 32, 8]}, (8, 16, 24, 32)),
    ],
)
def test_a_range_is_a_list_or_numbers_between_two(written: Any, values: tuple[object, ...]) -> None:
    made = read({"vary": {"w": written}, "questions": [{"id": "q", "text": "${w}", "answer": "1"}]})
    assert made.vary == {"w": values}
    assert made.items[0].question.text == str(values[0])


@pytest.mark.parametrize(
    ("vary", "said"),
    [
        ([1, 2], "takes names and their ranges"),
        ({"w": 5}, "`w` takes a list"),
        ({"w": []}, "a list of 1 to"),
        ({"w": [[1]]}, "numbers and words"),
        ({"w": [10**10]}, "up to 10^9"),
        ({"w": {"odds": [3, 7]}}, "did you mean `odd`?"),
        ({"w": {"odd": [7, 3]}}, "nothing in it"),
        ({"w": {"odd": [4, 4]}}, "no odd number in it"),
        ({"w": {"range": [1, 2, 0]}}, "steps of 0"),
        ({"w": {"odd": [3, 7, 2]}}, "two whole numbers"),
        ({"w": {"range": [1, 10**9]}}, "more than 10,000"),
        ({"if": [1]}, "not a name"),
        ({"w": [1], "unused": [2]}, "nothing in this sheet reads `unused`"),
    ],
)
def test_a_range_that_is_none_is_said_in_words(vary: Any, said: str) -> None:
    found = wrong({"vary": vary, "questions": [{"id": "q", "text": "${w}" if "w" in vary else "", "answer": "1"}]})
    assert said in found[0]


def test_problems_stand_at_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "sheet.yaml"
    path.write_text("vary:\n  w: [3]\n  x: {od: [1, 3]}\nquestions:\n  - {id: q, text: '${v + w + x}', answer: 1}\n")
    with pytest.raises(SpecError) as caught:
        read(path)
    found = [(each.place.line, each.code) for each in caught.value.problems if each.place]
    assert found == [(3, "invalid-value"), (5, "unknown-reference")]


@pytest.fixture(scope="module")
def drill() -> Variants:
    return variants(DRILL)


def test_a_student_has_the_same_numbers_everywhere_and_always(drill: Variants) -> None:
    assert number(1000, "s123", "0", "width") == 477  # the lines' sha256 begins 0x7a2880, 0.47718 of 2^256
    assert same(" S123\n") == same("s123")
    drawn = [dict(drill.key(name).sheet.values) for name in ("s123", "ada@example.edu", "王小明")]
    assert drawn == [
        {"width": 44, "size": 5, "filters": 18, "more": 32, "units": 61},
        {"width": 44, "size": 5, "filters": 7, "more": 43, "units": 59},
        {"width": 44, "size": 7, "filters": 23, "more": 24, "units": 83},
    ]
    assert drill.key("S123 ").sheet.values == drawn[0]


def test_values_go_into_texts_networks_and_circuits() -> None:
    written = sheet(
        {"w": [7], "k": [2], "s": [1], "x": [-2]},
        {"ask": "conv1.output", "text": "${w} pixels"},
        {"ask": "gradients.a", "circuit": {"expression": "a * b", "at": {"a": "${x}", "b": 5}}},
        {"answer": "${w}*${k}"},
        {"ask": "totals.params", "network": {"vars": {"k": 9}, "input": 3, "layers": [{"fc": "${k}"}]}},
    )
    made = key(written)
    assert [each.right for each in made.solutions.values()] == [(3, 3, 2), 5.0, 14, 3 * 2 + 2]
    assert made.sheet.items[0].question.text == "7 pixels"


def test_a_var_of_a_network_in_a_file_is_varied(tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_text("vars: {width: 4}\ninput: 3\nlayers: [fc: '${width}']\n")
    path = tmp_path / "sheet.yaml"
    path.write_text("vary: {width: [2, 5]}\nnetwork: net.yaml\nquestions: [{id: q, ask: totals.params, apart: []}]\n")
    made = variants(path)
    assert key(path).solutions["q"].right == 3 * 2 + 2
    assert {made.key(f"s{each}").solutions["q"].right for each in range(20)} == {8, 20}


def test_windows_fit_unless_the_question_says_otherwise() -> None:
    free: dict[str, Any] = {"ask": "conv1.output", "apart": []}
    for meant, fitting in (("fit", {True}), ("cannot", {False}), ("either", {True, False})):
        made = variants(sheet(WIDE, {**free, "windows": meant}))
        drawn = [made.key(f"s{each}") for each in range(12)]
        assert {each.solutions["q0"].right != "cannot" for each in drawn} == fitting


def test_where_no_window_fits_the_error_says_which() -> None:
    made = variants(sheet({"w": [32], "k": [2], "s": [2, 4]}))
    with pytest.raises(SpecError, match=r"all 2 draws, 2 are left out because in question `q0` `conv1` does not fit"):
        made.key("s1")


def test_where_mistakes_coincide_the_error_names_them() -> None:
    # 75 weights and a bias: without the depth, and for a grey image, (5*5 + 1)*2 = 52
    made = variants(sheet(WIDE, {"ask": "conv1.params", "apart": ["forgot-depth", "assumed-gray"]}))
    said = "in question `q0` `assumed-gray` and `forgot-depth` give the same answer"
    with pytest.raises(SpecError, match=said):
        made.key("s1")
    one = variants(sheet(WIDE, {"ask": "conv1.params", "apart": ["forgot-units", "ignored-groups"]}))
    with pytest.raises(SpecError, match="`ignored-groups` gives the right answer"):
        one.key("s1")
    assert "did you mean `forgot-bias`?" in wrong(sheet(WIDE, {"ask": "conv1.params", "apart": ["forgot-bais"]}))[0]


def test_as_many_filters_as_slices_are_not_drawn() -> None:
    made = variants(sheet({"w": [33, 37], "k": [3, 4, 5], "s": [2]}))
    assert {made.key(f"s{each}").sheet.values["k"] for each in range(20)} == {4, 5}  # 3 hides kept-input-depth


def test_a_hundred_students_have_valid_sheets_of_their_own_and_right_keys(drill: Variants) -> None:
    seen, fitted = set(), set()
    for place in range(100):
        drawn = drill.key(f"student{place}")
        w, f, k, m, u = (int(drawn.sheet.values[name]) for name in ("width", "size", "filters", "more", "units"))
        seen.add((w, f, k, m, u))
        first, second = (f * f * 3 + 1) * k, (3 * 3 * k + 1) * m
        scores = (w // 4 * (w // 4) * m + 1) * u
        rights = [each.right for each in drawn.solutions.values()]
        assert rights[:4] == [(w, w, k), first, w * w * k * (f * f * 3 + 1), (w // 2, w // 2, k)]
        assert rights[4:7] == [second, scores, first + second + scores + (u + 1) * 10]
        fits = (w - f) % 3 == 0
        assert rights[7] == (((w - f) // 3 + 1, (w - f) // 3 + 1, 1) if fits else "cannot")
        fitted.add(fits)
        classics = [first - k, first - k + 1, (f * f + 1) * k, f * f * 3]  # no bias, one bias, no depth, one filter
        assert len({first, *classics}) == 5
        assert len({(w, k), (w - f + 1, k), (w - 1, k), (w, 3)}) == 4
    assert len(seen) == 100
    assert fitted == {True, False}


def test_grade_knows_each_students_numbers() -> None:
    written = sheet(WIDE, {"ask": "conv1.output", "apart": []}, {"ask": "conv1.params", "apart": []})
    made = variants(written)
    for name in ("s1", "s2"):
        right = made.key(name).solutions
        volume = "x".join(map(str, right["q0"].right))
        marked = netcalc.grade(written, {"student": name, "answers": {"q0": volume, "q1": right["q1"].right}})
        assert marked.score == 2
    with pytest.raises(SpecError, match="whose answers these are"):
        netcalc.grade(written, {"q1": 5})


def test_an_id_of_a_question_does_not_vary() -> None:
    written = {"vary": {"w": [1]}, "questions": [{"id": "q${w}", "answer": "1"}]}
    assert any("the same for all students" in each for each in wrong(written))


def test_a_circuit_away_from_kinks_is_drawn() -> None:
    circuit = {"expression": "max(a, b) * c", "at": {"a": "${a}", "b": "${b}", "c": 3}}
    written = sheet({"a": [1, 2, 3], "b": [1, 2, 3]}, {"ask": "gradients.a", "circuit": circuit}, network=None)
    made = variants(written)
    drawn = [made.key(f"s{each}").sheet.values for each in range(15)]
    assert all(each["a"] != each["b"] for each in drawn)
