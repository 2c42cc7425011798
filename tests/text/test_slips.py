"""Slips of the hand: each named at its place, with the whole line to write, which then reads."""

import re
from pathlib import Path

import pytest
import yaml

from netcalc import Network, Problem, SpecError
from netcalc.network.bundle import bundled
from netcalc.text.reading import events
from netcalc.text.slips.mending import slips
from netcalc.text.source import Source
from tests.support.marks import marked, places

NET = "input: 32x32x3\nlayers:\n"
SLIPS = [
    ("input▸:32x32x3\nlayers:\n  - relu\n", "a space follows the colon"),
    ("name: x\ninput▸:32x32x3\nlayers: [relu]", "a space follows the colon"),
    (NET + "  - conv▸ {filters: 3, size: 3}\n  - relu", "a colon follows `conv`"),
    (NET + "  ▸-conv: {filters: 3, size: 3}\n", "a space follows the dash"),
    (NET + "  - relu\n  ▸-conv: {filters: 3, size: 3}\n", "a space follows the dash"),
    (NET + "  - conv: {filters: 10▸ size: 3}", "a comma stands between two fields"),
    (NET + '  - conv: {"filters": 10▸ "size": 3}', "a comma stands between two fields"),
    (NET + "  - conv: {filters: 10▸; size: 3}", "commas, not by semicolons"),
    (NET + "  - conv: {filters▸:10, size:3}", "a space follows the colon"),
    (NET + "  - conv▸:{filters:10, size:3}", "a space follows the colon"),
    (NET + "  - conv: {filters ▸= 10, size=3}", "joined by a colon, not by ="),
    ("input ▸= 32x32x3\nlayers: [relu]", "joined by a colon, not by ="),
    (NET + "  - conv▸(filters=3, size=5)\n  - tanh", "not as a call"),
    (NET + "  - conv: filters▸: 3, size: 5\n", "fields on one line stand in braces"),
    (NET + "  - conv: {filters: 3, size: 3} ▸relu\n", "takes a line of its own"),
    (NET + "  - conv: {filters: 3, size: 3}▸}\n", "a closing `}` too many"),
    (NET + "  - conv: {filters: 3, size: 3}▸,\n  - relu▸,\n  - tanh", "a comma too many"),
    (NET + "  - conv: {filters: 3, size: 3▸\n  - relu", "the brace `{` of column 11 is never closed"),
    (NET + "  - conv: {filters: 3, size: [3, 5▸}\n  - relu", "the bracket `[` is closed by `}`"),
    (NET + '  - conv: {name: "a▸, filters: 3, size: 3}\n  - relu', 'the quote " of column 18 is never closed'),
    ("name: 'LeNet▸\n" + NET + "  - relu", "the quote ' of column 7 is never closed"),
    ("input: 32x32x3\nlayers: [relu, tanh▸\nloss: softmax", "the bracket `[` of column 9 is never closed"),
    (NET + "   - tanh\n  ▸- relu", "1 space too few"),
    (NET + "  - conv: {filters: 3, size: 3}\n    ▸relu\n  - tanh", "begins with no `- `"),
    (NET + "  - conv: {filters: 3, size: 3}\n  ▸relu\n", "begins with no `- `"),
    (NET + "  - tanh\n   ▸- relu", "1 space too many"),
    (NET + "  - conv:\n      filters: 3\n     ▸size: 3\n", "1 space too few"),
    (NET + "  - conv:\n      filters: 3\n       ▸size: 3\n", "1 space too many"),
    ("  ▸input: 32x32x3\nlayers: [relu]\n", "2 spaces too many"),
    ("input: 32x32x3\n ▸layers: [relu]\n", "1 space too many"),
    (NET + "▸\t- relu\n▸\t- conv:\n▸\t\tfilters: 3\n▸\t\tsize: 3", "indent with spaces, not with tabs"),
    (NET + "  - conv:▸\N{NO-BREAK SPACE}{filters: 3, size: 3}", "a no-break space (U+00A0)"),
    ("input:▸\N{NO-BREAK SPACE}32x32x3\nlayers: [relu]", "a no-break space (U+00A0)"),
    ("input▸\N{FULLWIDTH COLON}32x32x3\nlayers: [relu]", "the full-width sign"),
    (NET + "  ▸• conv: {filters: 3, size: 3}\n  ▸• relu", "begins with a dash and a space"),
    (NET + "  ▸• relu\n  ▸• tanh", "begins with a dash and a space"),
    (NET + "  ▸* conv: {filters: 3, size: 3}\n  ▸* relu", "begins with a dash and a space"),
    (NET + "▸1. conv: {filters: 3, size: 3}\n▸2. relu", "begins with a dash and a space"),
    (NET + "  - relu: {name: ▸“first”}\n  ▸-tanh", "are no quotes to YAML"),
    ("input: 32x32x3\nlayers:\n  - conv: {filters: 3, size: ▸“3”}", "are no quotes to YAML"),
    ("name: ▸“my net”\ninput: 32x32x3\nlayers: [relu]", "are no quotes to YAML"),
    ("input: 32x32x3\nlayers: ▸- relu\n", "a list begins on the line below its key"),
    ("input: 32x32x3 ▸layers: [relu]\n", "each field takes a line of its own"),
    ('{"input": "32x32x3", "layers": ["relu"▸ "tanh"]}', "a comma stands between two values"),
    ('"input": "32x32x3"▸,\n"layers": ["relu"]', "no comma stands at the end of a line"),
    (NET + "  - conv: {filters: 3, size: ▸(3, 5)}\n", "a list stands in square brackets"),
    (NET + "  - conv: {filters: 3, size: ▸[3 5]}\n  ▸-relu", "a comma stands between two numbers"),
    ("▸```yaml\ninput: 32x32x3\nlayers: [relu]\n▸```", "Markdown"),
    (NET + "  - relu\nexpect:\n  totals.macs: ▸>= 1M", "begins with `>` stands in quotes"),
    (NET + "  - relu\nexpect: {totals.macs: ▸>= 1M, valid: true}", "begins with `>` stands in quotes"),
    ("vars: {n: 3}\n" + NET + "  - fc: {units: ▸${n}}\n", "a template stands in quotes"),
    ("name: LeNet▸: mine\n" + NET + "  - relu", "text with a colon in it stands in quotes"),
    (NET + "  - fc▸ 10\n  - relu", "a colon follows `fc`"),
    (NET + "  - relu▸,\n  - tanh", "no comma stands at the end of a line"),
    ("input: 32x32x3\nlayers: [relu]\n▸---\n", "there is a second document"),
]  # fmt: skip


def refused(text: str) -> tuple[Problem, ...]:
    with pytest.raises(SpecError) as caught:
        Network.read(Source(text, "net.yaml"))
    return caught.value.problems


def mended(text: str, found: tuple[Problem, ...]) -> str:
    """Do what the hints say: put the line they show in the place of each problem's line."""
    lines = text.split("\n")
    for problem in found:
        assert problem.place is not None
        at = problem.place.line - 1
        shown = re.findall(r"`(.*?)`(?: and below it|$)", problem.hint)
        whole = re.search("indented by|indent with", problem.message)
        blank = re.match(r"\s*", lines[at])
        lead = blank[0] if blank and not whole else ""
        lines[at] = "\n".join(line if line.startswith(" ") else lead + line for line in shown)
    return "\n".join(lines)


@pytest.mark.parametrize(("text", "said"), SLIPS)
def test_a_slip_is_named_at_its_place_with_the_line_to_write(text: str, said: str) -> None:
    plain, expected = marked(text)
    found = refused(plain)
    assert said in found[0].message
    assert {problem.code for problem in found} == {"invalid-yaml"}
    assert places(found) == expected
    assert Network.read(Source(mended(plain, found), "net.yaml")).input == (32, 32, 3)


@pytest.mark.parametrize("text", [text for text, _ in SLIPS])
def test_a_slip_is_named_alike_without_libyaml(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, _ = marked(text)
    found = refused(plain)
    monkeypatch.setattr(events, "LOADER", yaml.SafeLoader)
    assert refused(plain) == found


def test_a_slip_that_is_the_whole_text_is_named() -> None:
    (problem,) = refused("input:32x32x3")
    assert (problem.message, problem.hint) == ("this is not YAML: a space follows the colon", "write `input: 32x32x3`")


@pytest.mark.parametrize("path", bundled().values(), ids=str)
def test_what_is_right_holds_no_slip(path: Path) -> None:
    assert slips(path.read_text(encoding="utf-8")) == []
