"""The README and the guides are true: their sessions, programs and tables; the specs and examples run."""

import re
from pathlib import Path

import pytest

from netcalc.calculator.calculator import calculate
from netcalc.network.bundle import bundled, load
from netcalc.report.claims import failures, meant_invalid
from tests.support.documents import DRAWN, GUIDES, HOUSE, PYTHON, README, SESSION, TABLE, draw, replayed
from tests.support.running import ROOT, program

DOCUMENTS = [README, *GUIDES, HOUSE]
PROGRAMS = sorted(ROOT.glob("examples/**/*.py"))
NETWORKS = [*bundled().values(), *sorted(ROOT.glob("examples/**/*.net.yaml"))]


def place(path: Path) -> str:
    return str(path.relative_to(ROOT))


# The only test that writes documents, each once: two writers of a file lose each other's work.
@pytest.mark.parametrize("document", DOCUMENTS, ids=place)
def test_a_document_shows_what_is_so(request: pytest.FixtureRequest, document: Path, tmp_path: Path) -> None:
    right = replayed(document, tmp_path)
    if request.config.getoption("--refresh"):
        document.write_text(right, encoding="utf-8")
        draw(document, tmp_path)
    assert document.read_text(encoding="utf-8") == right


@pytest.mark.parametrize("document", DOCUMENTS, ids=place)
def test_a_picture_is_drawn_by_a_command_that_stands_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for words, name in DRAWN.findall(text):
        assert f"\n$ netcalc {words}\n" in text
        assert 1_000 < (document.parent / name).stat().st_size < 100_000


def test_a_stale_document_is_mended_whole(tmp_path: Path) -> None:
    stale = tmp_path / "README.md"
    stale.write_text(
        "```console\n$ netcalc ask lenet5 totals.params\n1\n```\n\n```python\nprint(2)\n```\n\n```text\n3\n```\n\n"
        "<!-- kinds -->\nold\n<!-- /kinds -->\n",
        encoding="utf-8",
    )
    mended = replayed(stale, tmp_path)
    assert SESSION.findall(mended) == ["$ netcalc ask lenet5 totals.params\n61706\n"]
    assert [shown for _, _, shown in PYTHON.findall(mended)] == ["2\n"]
    assert "| `conv` |" in mended
    assert TABLE.search(mended)


@pytest.mark.parametrize("path", NETWORKS, ids=lambda path: path.stem)
def test_every_spec_is_what_it_claims(path: Path) -> None:
    network = load(path)
    report = calculate(network)
    assert network.claims
    assert failures(network.claims, report) == ()
    assert report.valid or meant_invalid(network.claims)


@pytest.mark.parametrize("path", NETWORKS, ids=lambda path: path.stem)
def test_every_spec_begins_with_a_title_that_fits_a_line_of_the_list(path: Path) -> None:
    title = path.read_text(encoding="utf-8").splitlines()[0]
    assert title.startswith("# ")
    assert len(title) <= 56


@pytest.mark.parametrize("path", PROGRAMS, ids=place)
def test_every_example_runs(path: Path, tmp_path: Path) -> None:
    made = program((str(path),), tmp_path)
    assert made.status == 0, made.err
    assert made.out


def test_the_readme_is_a_tour() -> None:
    lines = README.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 300
    for guide in GUIDES:
        assert any(place(guide) in line for line in lines) or guide.parent.parent in {each.parent for each in GUIDES}


@pytest.mark.parametrize("document", DOCUMENTS, ids=place)
def test_prose_is_no_wider_than_120(document: Path) -> None:
    prose = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [line for line in prose.splitlines() if len(line) > 120 and not line.startswith("| ")] == []


def test_the_glossary_has_at_most_thirty_words_each_once() -> None:
    glossary = HOUSE.read_text(encoding="utf-8").partition("## The words")[2].partition("## ")[0]
    words = re.findall(r"^\| (?!---|word )([\w ]+) \|", glossary, re.MULTILINE)
    assert 0 < len(words) <= 30
    assert len({*words}) == len(words)


def test_the_documents_name_files_that_are_there() -> None:
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_]*\.?[a-z]*)`", HOUSE.read_text(encoding="utf-8"))
    places = (ROOT, ROOT / "netcalc", ROOT / "tests")
    assert [name for name in named if not any((place / name).exists() for place in places)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=place)
def test_what_a_document_links_to_is_there(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_guide_shows_resnet_50_as_it_is_and_in_under_60_lines() -> None:
    spec = (ROOT / "specs" / "resnet50.yaml").read_text(encoding="utf-8")
    assert f"```yaml\n{spec}```\n" in (ROOT / "examples/specs/README.md").read_text(encoding="utf-8")
    assert len(spec.splitlines()) < 60
