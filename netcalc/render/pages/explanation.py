"""Explanations as lines of arithmetic: for a terminal, for Markdown, for LaTeX."""

from fractions import Fraction
from functools import lru_cache
from textwrap import wrap
from typing import Any, Final

from netcalc.explanation.legend import legend
from netcalc.explanation.step import Explanation, Step
from netcalc.render.formats.markup import latex_text
from netcalc.render.formats.text import Line, Span, line
from netcalc.volume import Volume

WIDTH: Final = 78


def explanation_lines(found: tuple[Explanation, ...]) -> list[Line]:
    """Lay explanations out, a line a number: symbol = formula = substituted = value."""
    lines: list[Line] = []
    for each in found:
        lines += [_head(each), *_about(each.about), *map(_line, each.steps), line()]
    return [*lines, *(line(f"  {text}", "dim") for text in legend(found))]


def _head(each: Explanation) -> Line:
    about = f" ({each.kind}, reads {each.input})" if each.kind != each.name else ""
    return (Span(each.name, "bold"), Span(about))


@lru_cache  # layers of a kind are told of alike
def _about(about: str) -> tuple[Line, ...]:
    return tuple(line(text, "dim") for text in wrap(about, WIDTH, initial_indent="  ", subsequent_indent="  "))


def _line(step: Step) -> Line:
    note = f"   ({step.note})" if step.note else ""
    return (Span(f"  {step.text}"), Span(note, "dim"))


def explanation_markdown(found: tuple[Explanation, ...]) -> str:
    """Write explanations as Markdown: a heading a layer, an item a number."""
    parts = []
    for each in found:
        items = "".join(f"- `{step.text}`{f' ({step.note})' if step.note else ''}\n" for step in each.steps)
        parts.append(f"### {each.name}\n\n{each.kind}, reads {each.input}. {each.about}\n\n{items}")
    return "\n".join(parts)


def explanation_latex(found: tuple[Explanation, ...]) -> str:
    """Write explanations as LaTeX that needs no package: a paragraph a layer, an item a number."""
    parts = []
    for each in found:
        items = "\n".join(rf"\item {_latex(step)}" for step in each.steps)
        about = latex_text(f"{each.kind}, reads {each.input}. {each.about}")
        parts.append(f"\\paragraph{{{latex_text(each.name)}}} {about}\n\\begin{{itemize}}\n{items}\n\\end{{itemize}}\n")
    return "\n".join(parts)


def _latex(step: Step) -> str:
    return f"${step.latex}$" + (f" ({latex_text(step.note)})" if step.note else "")


def explanation_data(found: tuple[Explanation, ...]) -> list[dict[str, Any]]:
    """Give explanations as plain data."""
    return [
        {
            "name": each.name,
            "kind": each.kind,
            "input": each.input,
            "steps": [
                {
                    "number": step.number,
                    "symbol": step.symbol,
                    "formula": step.formula,
                    "numbers": step.numbers,
                    "value": _data(step.value),
                    "note": step.note,
                }
                for step in each.steps
            ],
        }
        for each in found
    ]


def _data(value: object) -> object:
    return float(value) if isinstance(value, Fraction) else list(value) if isinstance(value, Volume) else value
