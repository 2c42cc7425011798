"""YAML as specs take it: what plain words mean, what is refused, and that nothing in a text can blow up."""

import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
import yaml

from netcalc import Problem, SpecError, load
from netcalc.problems import Unreadable
from netcalc.text.reading import events
from netcalc.text.source import MOST_BYTES, Source, text_of
from tests.support.marks import found, marked, places

NET = "input: 3\nlayers: [relu]\n"


def data(text: str) -> Any:
    return Source(text, "net.yaml").data()


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(SpecError) as caught:
        data(text)
    return caught.value.problems


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5", 5),
        ("+5", 5),
        ("-5", -5),
        ("0", 0),
        ("1_000", 1000),
        ("1e6", 1e6),
        ("1.5e-3", 0.0015),
        (".5", 0.5),
        ("5.", 5.0),
        ("true", True),
        ("False", False),
        ("TRUE", True),
        ("null", None),
        ("~", None),
        ("", None),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("3x3", "3x3"),
        ("0x10", "0x10"),
        ("0o10", "0o10"),
        ("1:30", "1:30"),
        ("2024-01-01", "2024-01-01"),
        ("1__0", "1__0"),
        ("1_", "1_"),
        ("_1", "_1"),
        ("1e", "1e"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("'5'", "5"),
        ('"true"', "true"),
        ("[1, a, [2]]", [1, "a", [2]]),
        ("{a: 1, b: {c: x}}", {"a": 1, "b": {"c": "x"}}),
    ],
)
def test_a_plain_word_means_what_yaml_1_2_says(written: str, meant: object) -> None:
    assert data(f"key: {written}") == {"key": meant}
    assert type(data(f"key: {written}")["key"]) is type(meant)


@pytest.mark.parametrize("written", ["010", "-010", "00", "08", "0_1"])
def test_a_number_that_starts_with_0_is_no_number(written: str) -> None:
    (problem,) = problems(f"a: 1\nkey: {written}")
    assert (problem.code, problem.place and problem.place.line, problem.place and problem.place.column) == (
        "invalid-yaml", 2, 6,
    )  # fmt: skip
    assert "write the decimal number" in problem.message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\n▸a: 2", "`a` stands here twice"),
        ("a: {b: 1, ▸b: 2}", "`b` stands here twice"),
        ("a: ▸!!int 3", "tags"),
        ("a: ▸!mine {b: 1}", "tags"),
        ("a: ▸!!python/object/apply:os.system ['true']", "tags"),
        ("▸!!str a: 3", "tags"),
        ("▸[a, b]: 3", "a key is a word"),
        ("▸{a: 1}: 3", "a key is a word"),
        ("a: &x 1\n▸*x : 3", "a key is a word"),
        ("a: ▸*x", "*x stands for nothing"),
        ("a: &x [▸*x]", "*x stands for nothing"),
        ("a: 1\n▸---\na: 1", "second document"),
        ("a: [1, 2▸", "the bracket `[` of column 4 is never closed"),
        ("a: [1▸\n\n\n", "the bracket `[` of column 4 is never closed"),
        ("▸...", "this is not YAML: `...` cannot stand here"),
        ("a: 'b▸\n", "the quote ' of column 4 is never closed"),
        ("a: b▸: c", "fields on one line stand in braces"),
        ("a:\n▸\t- b", "indent with spaces, not with tabs"),
        ("▸%YAML 3.0\n---\na: 1", "a value that begins with `%`"),
        ("a: b▸\x00", "this is not YAML: the sign U+0000"),
        ("a: ▸\x07", "this is not YAML: the sign U+0007"),
        ("a: &x\n- ▸*y\n- ▸*z", "stands for nothing"),
    ],
)
def test_what_specs_may_not_use_is_invalid_yaml(text: str, said: str) -> None:
    plain, expected = marked(text)
    refused = problems(plain)
    assert {problem.code for problem in refused} == {"invalid-yaml"}
    assert said in refused[0].message
    if expected:
        assert places(refused) == expected


def test_what_is_not_yaml_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        data("a: [")
    with pytest.raises(Unreadable):
        data("a: 1\na: 2")


def test_an_alias_gives_what_was_anchored() -> None:
    assert data("a: &x {b: [1]}\nc: *x\nd: [*x, *x]")["d"] == [{"b": [1]}, {"b": [1]}]


def test_lines_may_end_as_windows_ends_them() -> None:
    text, expected = marked("input: 3\r\nlayers:\r\n  - ▸dense: 3\r\n")
    refused = found(text)
    assert places(refused) == expected
    assert [problem.place.text for problem in refused if problem.place] == ["  - dense: 3"]


def test_columns_count_characters_and_not_bytes() -> None:
    text, expected = marked('name: "größe"\ninput: 3\nlayers: [{relu: {name: été, ▸ß: 1}}]')
    assert expected[0] in places(found(text))


BILLION = "a: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"b{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 30)
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BILLION, id="aliases of aliases"),
        pytest.param("a: " + "[" * 10**6, id="lists"),
        pytest.param("a: " + "{b: " * 10**6, id="mappings"),
        pytest.param("- " * 10**6, id="dashes"),
        pytest.param("? " * 10**6, id="keys"),
        pytest.param("".join(" " * i + "a:\n" for i in range(2000)), id="indents"),
    ],
)
@pytest.mark.parametrize("loader", [events.LOADER, yaml.SafeLoader], ids=["libyaml", "without libyaml"])
def test_a_text_that_would_blow_up_is_refused_at_once(text: str, loader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "LOADER", loader)
    (problem,) = problems(text)
    assert problem.code == "limit-exceeded"
    assert problem.place is not None


@pytest.mark.parametrize("depth", [40, 50])
def test_what_people_write_does_not_nest_too_deep(depth: int) -> None:
    assert data("a: " + "[" * depth + "]" * depth) is not None


@pytest.mark.parametrize("digits", [19, 61, 10**4, 10**6])
def test_a_huge_integer_is_beyond_the_limit(digits: int) -> None:
    (problem,) = found(f"input: {'9' * digits}\nlayers: [relu]")
    assert problem.code == "limit-exceeded"


@pytest.mark.parametrize("number", ["1e999", "1e9999", "-1e999", "1e10"])
def test_a_huge_real_number_is_beyond_the_limit(number: str) -> None:
    (problem,) = found(f"input: 3\nlayers: [leaky_relu: {number}]")
    assert problem.code == "limit-exceeded"


@pytest.mark.parametrize(
    "text", ["", "\n", "# only a comment", "---", "--- ~", "null", "3", "relu", "[input, 3]", "- input: 3"]
)
def test_a_text_without_fields_is_no_spec(text: str) -> None:
    (problem,) = found(text)
    assert problem.code == "invalid-value"
    assert problem.hint == "for example `input: 32x32x3` and `layers: [fc: 10]`"
    assert problem.place is not None
    assert problem.place.line == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\xfe\x00", "not UTF-8"), (NET.encode() + b"name: \xe9", "not UTF-8")],
)
def test_a_file_that_is_no_text_is_unreadable(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "net.yaml").write_bytes(content)
    with pytest.raises(Unreadable, match=said):
        load(tmp_path / "net.yaml")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_that_powershell_saved_as_utf_16_is_read(tmp_path: Path, encoding: str) -> None:
    mark = "" if encoding == "utf-16" else "\ufeff"
    (tmp_path / "net.yaml").write_bytes((mark + NET).encode(encoding))
    assert load(tmp_path / "net.yaml").input == (3,)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "net.yaml").write_bytes(b"\xef\xbb\xbf" + NET.encode())
    assert load(tmp_path / "net.yaml").input == (3,)


def test_a_file_of_more_than_16_mebibytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "net.yaml"
    path.write_bytes(NET.encode() + b"#" * (MOST_BYTES - len(NET)))
    assert load(path).input == (3,)
    path.write_bytes(path.read_bytes() + b"#")
    with pytest.raises(SpecError) as caught:
        load(path)
    assert [problem.code for problem in caught.value.problems] == ["limit-exceeded"]
    assert MOST_BYTES == 16 * 2**20


@pytest.mark.parametrize("name", ["nowhere/net.yaml", ".", "a" * 5000, "a\0b", ""])
def test_a_file_that_cannot_be_opened_is_unreadable(name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        text_of(name)
    assert [problem.code for problem in caught.value.problems] == ["unreadable"]


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(NET.encode())))
    network = load("-")
    assert (network.input, network.called) == ((3,), None)
