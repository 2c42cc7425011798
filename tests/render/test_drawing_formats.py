"""The formats of a drawing: the same marks in SVG, PNG, PDF and TikZ."""

import sys
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

import pytest

from netcalc import circuit
from netcalc.render.pictures.circuit import picture
from netcalc.render.pictures.drawing import Words
from netcalc.render.pictures.tex import tex

FOUND = circuit("w = [2,-3]; q_1 = w·x; f = σ(q_1 - 1) + q_1/2", x=[1, 2])
STARTS = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF", "tex": b"% w = [2,-3]"}


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
@pytest.mark.parametrize("ending", STARTS)
def test_it_is_drawn(tmp_path: Path, ending: str, theme: Literal["auto", "light", "dark"]) -> None:
    path = tmp_path / f"f.{ending}"
    FOUND.draw(path, theme=theme)
    assert path.read_bytes().startswith(STARTS[ending])


def test_light_and_dark_differ(tmp_path: Path) -> None:
    for ending in STARTS:
        FOUND.draw(tmp_path / f"a.{ending}", theme="light")
        FOUND.draw(str(tmp_path / f"b.{ending}"), theme="dark")
        assert (tmp_path / f"a.{ending}").read_bytes() != (tmp_path / f"b.{ending}").read_bytes()


def test_tikz_has_every_word_and_is_balanced() -> None:
    written = tex(picture(FOUND))
    words = [mark for mark in picture(FOUND).marks if isinstance(mark, Words)]
    assert written.count(r"\node[") == len(words)
    assert r"q\_1" in written
    assert r"$\sigma$" in written
    assert written.count("{") == written.count("}")
    assert written.endswith("\\end{tikzpicture}\n")


def test_greek_letters_are_mathematics() -> None:
    """LaTeX's own engine takes no α in text: they stood there as \\u03b1."""
    written = tex(picture(circuit("α*x + β_1·Ω + λ", {"α": 1, "x": 2, "β_1": 3, "Ω": 1, "λ": 2})))
    for letter in (r"$\alpha$", r"$\beta$\_1", r"$\Omega$", r"$\lambda$"):
        assert letter in written
    assert written.split("\n", 2)[2].isascii()


def test_svg_has_every_word(tmp_path: Path) -> None:
    FOUND.draw(tmp_path / "f.svg")
    root = ET.parse(tmp_path / "f.svg").getroot()  # noqa: S314  our own text
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == [mark.text for mark in picture(FOUND).marks if isinstance(mark, Words)]


@pytest.mark.parametrize(("name", "theme"), [("f.gif", "auto"), ("f", "auto"), ("f.svg", "blue")])
def test_what_cannot_be_drawn_is_said(tmp_path: Path, name: str, theme: Literal["auto"]) -> None:
    with pytest.raises(ValueError, match=r"ends in none of \.svg|theme is one of"):
        FOUND.draw(tmp_path / name, theme=theme)


@pytest.mark.parametrize(("module", "ending"), [("resvg_py", "png"), ("matplotlib.figure", "pdf")])
def test_without_its_library_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, ending: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ImportError, match=r"netcalc-nn\[draw\]"):
        FOUND.draw(tmp_path / f"f.{ending}")
