"""Our GIFT is read by a parser of its grammar that others wrote: gift-pegjs, which npm brings."""

import json
import shutil
import subprocess
from typing import Any

import pytest

from netcalc.course.banks.entries import bank
from netcalc.course.banks.formats import gift
from netcalc.homework.grading import key
from tests.support.bank_readers import words
from tests.support.running import ROOT

NPM, NODE = map(shutil.which, ("npm", "node"))
PARSER = "gift-pegjs@1.0.2"
PROGRAM = """
const {parse} = require('gift-pegjs');
console.log(JSON.stringify(parse(require('fs').readFileSync(0, 'utf8'))));
"""
ODD = {
    "network": "lenet5",
    "questions": [
        {"id": "a::b", "text": "~ = # { } : \\ $x_1^2$ \\(a\\) // -> 卷积层\n\nand [html] %50%", "ask": "conv1.params"},
        {"id": "c", "choices": {"a": "[html]x = {y}", "b": "%5% -> z", "c": "~#:"}, "right": ["a", "c"]},
        {"id": "d", "text": "//", "ask": "conv1.output"},
        {"id": "e", "text": "=", "manual": True},
    ],
}
KINDS = {"Numeric": "Numerical", "Spelled": "Short", "Chosen": "MC", "ByHand": "Essay"}


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Give a function that parses."""
    if NPM is None or NODE is None:
        pytest.skip("no npm: apt-get install npm")
    folder = tmp_path_factory.mktemp("npm")
    words = [NPM, "install", "--silent", "--no-audit", "--prefix", folder, PARSER]
    brought = subprocess.run(words, check=False, timeout=120)
    if brought.returncode:
        pytest.skip(f"npm does not bring {PARSER}")

    def parse(text: str) -> list[dict[str, Any]]:
        made = subprocess.run(
            [NODE, "-e", PROGRAM], cwd=folder, input=text, capture_output=True, text=True, check=True, timeout=60
        )
        found: list[dict[str, Any]] = json.loads(made.stdout)
        return found

    return parse


@pytest.mark.npm
@pytest.mark.parametrize("sheet", [ODD, *sorted(ROOT.glob("examples/**/convnet.yaml"))], ids=["odd", "convnet"])
def test_another_parser_reads_the_same(parsed: Any, sheet: Any) -> None:
    made = bank(key(sheet))
    found = parsed(str(gift.export(made).content))
    assert [each["title"] for each in found] == [entry.id for entry in made.entries]
    assert [words(each["stem"]["text"]) for each in found] == [entry.text for entry in made.entries]
    assert [each["type"] for each in found] == [KINDS[type(entry.due).__name__] for entry in made.entries]
    first, chosen = found[0]["choices"], made.entries[1].due
    assert next(choice["feedback"]["text"] for choice in first if choice["weight"] == 0).startswith("Wrong: ")
    if sheet is ODD:
        shown = [words(choice["text"]["text"]) for choice in found[1]["choices"]]
        assert shown == [choice.words for choice in chosen.choices]  # type: ignore[union-attr]  # it is a choice
