"""What was found of a number, in words: what explains it, what it is like, what to write in its place."""

from fractions import Fraction
from typing import Final

from netcalc.conventions.finding import OURS, Explanation
from netcalc.conventions.stated import Stated
from netcalc.conventions.tools.ptflops import listed
from netcalc.conventions.trying.asked import FLOAT32, MEMORY, Asked, Candidate
from netcalc.conventions.trying.candidates import SAME, usual_tools
from netcalc.conventions.trying.chance import fits_at_all
from netcalc.report.query import FIELD, FIELD_WORDS

NEAREST: Final = 3
LEAST: Final = 0.1  # of a percent, shown with one digit
MANY: Final = 100
TWICE: Final = 2  # from there on a number is so many times another


def nearest(asked: Asked, stated: Stated) -> tuple[str, ...]:
    """Say which tools come nearest, and how near, where nothing explains a number."""
    every = sorted(usual_tools(asked), key=lambda each: abs(each.value - stated.value))
    others = {each.value: each.said for each in every if each.value != asked.value()}
    return tuple(f"{said}, {_apart(value, stated.value)}" for value, said in [*others.items()][:NEAREST])


def _apart(value: Fraction, stated: Fraction) -> str:
    """Say how far a number is from the one that was stated."""
    if not stated or not value:
        return "not 0" if value else "none"
    if stated < value * TWICE and value < stated * TWICE:
        share = float(100 * abs(value / stated - 1))
        return f"{share:.{1 if share >= LEAST else 3}f}% {'more' if value > stated else 'less'}"
    return f"{_times(value / stated)} times it" if value > stated else f"{_times(stated / value)} times less"


def _times(factor: Fraction) -> str:
    return f"{float(factor):,.1f}" if factor < MANY else f"{int(factor):,}"


def same(asked: Asked, stated: Stated, ours: int) -> Candidate:
    """Say that a number is our own, and what rounding cannot tell from it."""
    said = f"netcalc's own {asked.text}: {ours:,}"
    said += _cut(stated, ours)
    if stated.measures == "flops" and asked.word == "macs":
        said += ", called FLOPs: a multiply-add is one of them, as in papers"
    others = list(
        dict.fromkeys(each.code for each in usual_tools(asked) if each.value != ours and fits_at_all(stated, each))
    )
    if others and not stated.exact:
        said += f"; rounded so, it is the same as what {listed(others)} {'count' if len(others) > 1 else 'counts'}"
    return Candidate(OURS, (), Fraction(ours), SAME, said)


def _cut(stated: Stated, ours: int) -> str:
    """Say how a number comes from ours where it is not rounded to all its digits."""
    if any(each.is_about(ours) for each in (stated, stated.binary) if each):
        return ""
    return ", cut off, not rounded" if stated.is_cut(ours) else ", rounded to two digits"


def explained(asked: Asked, found: Candidate, stated: Stated) -> Explanation:
    """Tell a candidate that fits as an explanation."""
    about = found.of or asked
    parts = about.parts(found.word, found.changes) if found.changes else ()
    if asked.about == MEMORY:
        parts = tuple(part._replace(difference=FLOAT32 * part.difference) for part in parts)
    return Explanation(
        found.code,
        tuple(dict.fromkeys([*(part.code for part in parts), *found.conventions])),
        found.said + _binary(stated, found),
        int(found.value) if found.value.denominator == 1 else float(found.value),
        parts,
        found.instead,
    )


def _binary(stated: Stated, found: Candidate) -> str:
    """Say that MB means MiB, where a number fits only so."""
    if stated.binary is None or stated.is_nearly(found.value) or found.slack:
        return ""
    return f" bytes, {stated.in_binary(found.value)}: what is called {stated.letter}B here is {stated.letter}iB"


def instead(asked: Asked, ours: int | None) -> str:
    """Say how to state our number so that nobody asks."""
    if ours is None:
        return ""
    if asked.query.word in FIELD_WORDS:
        whole, part = asked.whole, ".size" if asked.query.word == FIELD else ""
        return f"{whole}; in a spec, `expect: {{{asked.query.text}{part}: {whole}}}`"
    return f"{ours:,} {asked.unit}".rstrip() + f"; in a spec, `expect: {{{asked.query.text}: {ours}}}`"
