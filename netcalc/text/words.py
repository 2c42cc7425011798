"""The words of other tools, and slips of our own: what was meant, or that it is not there.

Its tables are long, and are loaded when a word is looked up.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from typing import Final, NamedTuple

from netcalc.text.brief import brief
from netcalc.text.nearness import slipped

AXES: Final = re.compile(r"(?<=[a-z])[123]d")
LONGEST: Final = 80
PLAIN: Final = re.compile(r"[A-Za-z_]{1,40}")


class Ours(NamedTuple):
    """What a kind of ours takes: its name, its fields, those it needs, the one that may stand alone."""

    kind: str
    fields: tuple[str, ...]
    needed: Collection[str]
    main: str | None


def squeezed(word: str) -> str:
    """Take off what differs between tools: `nn.`, underscores, capitals, the number of axes.

    >>> squeezed("nn.Conv2d"), squeezed("Adaptive_Avg-Pool2D")
    ('conv', 'adaptiveavgpool')
    """
    return _squeezed(word[:LONGEST])


@lru_cache(maxsize=2_048)
def _squeezed(word: str) -> str:
    """Squeeze a word that is not too long, once: our own are looked up for each that is unknown."""
    bare = word.rpartition(".")[2].lower()
    return AXES.sub("", re.sub(r"[-_ ]", "", bare))


def kind_of(written: str) -> str:
    """Give the kind alone of what is written for it: `pool` of `pool: {op: avg}`."""
    return written.partition(":")[0]


def meant_kind(word: str, known: Iterable[str]) -> str | None:
    """Find which kind was meant, with the field that makes it so: `pool: {op: avg}`; None where there is none."""
    from netcalc.text.meanings import kinds

    known = tuple(known)
    bare = squeezed(word)
    same = _same(word, bare, known)
    if same or bare in kinds.MEANT or bare in kinds.ABSENT:
        meant = same or kinds.MEANT.get(bare)
        return meant if meant and kind_of(meant) in known else None
    return slipped(word, known)


def kind_hint(word: str, meant: str | None) -> str:
    """Say what to write for the kind that was meant, or that there is none of it."""
    from netcalc.text.meanings import kinds

    if meant:
        return f"write `{meant}`" + also(word, kind_of(meant))
    bare = squeezed(word) or word
    absent = kind_of(kinds.MEANT.get(bare, bare))
    return _not_there().get(squeezed(absent) or absent, "") or "`netcalc kinds` lists them"


@cache
def _not_there() -> Mapping[str, str]:
    """Give what is said of the kinds that are not there, by their names as they are looked up."""
    from netcalc.text.meanings import kinds

    return {squeezed(name): said for name, said in kinds.ABSENT.items()}


def also(word: str, kind: str) -> str:
    """Say what else is to be known of a kind that another tool's word leads to; nothing of a slip of its own name."""
    from netcalc.text.meanings import kinds

    bare = squeezed(word)
    return kinds.ALSO.get(bare) or (kinds.ALSO.get(kind, "") if kind_of(kinds.MEANT.get(bare, "")) == kind else "")


def meant_field(word: str, known: Iterable[str]) -> str | None:
    """Find which of these fields was meant; None where none was."""
    from netcalc.text.meanings import fields

    known = tuple(known)
    bare = squeezed(word)
    found = _same(word, bare, known) or _first(fields.MEANT, bare, known)
    return found or (None if bare in fields.SAID or bare in fields.PLACED else slipped(word, known))


def field_hint(word: str, known: Iterable[str], value: object = None) -> str:
    """Say which field was probably meant, else that there is none, else which there are; `value` is its own.

    >>> field_hint("dropout", ["units"], 0.2)
    'dropout is a layer of its own: write `- dropout: 0.2` after this one'
    """
    from netcalc.text.meanings import fields

    known = tuple(known)
    ours = meant_field(word, known)
    said = _said(squeezed(word) or word, known, value)
    if ours in ("pad", "margin") and word in fields.SIDES and value is not None:
        return f"write `{ours}: {{{word}: {brief(value)}}}`"
    if ours or said:
        return f"write `{ours}`" if ours else str(said)
    return "its fields are " + ", ".join(f"`{field}`" for field in known)


def _said(bare: str, known: Collection[str], value: object) -> str | None:
    """Give the sentence for a word that is no field: that of its axes, or one that shows the value written."""
    from netcalc.text.meanings import fields

    if bare in fields.PLACED:
        return next((said for ours, said in fields.PLACES.items() if ours in known), fields.SAID.get(bare))
    said = fields.SAID.get(bare)
    if said and bare == "dropout" and isinstance(value, int | float) and not isinstance(value, bool):
        return said.replace("0.1", str(value))
    if said is fields.ACTIVATION and isinstance(value, str) and PLAIN.fullmatch(value):
        return said.replace("relu", value.lower())
    return said


def meant_value(word: str, known: Iterable[str]) -> str | None:
    """Find which of these values was meant, by another tool's word or in capitals; None where none was.

    >>> meant_value("BF16", ["float32", "bfloat16"]), meant_value("cross_entropy", ["softmax", "svm"])
    ('bfloat16', 'softmax')
    """
    from netcalc.text.meanings import values

    known = tuple(known)
    bare = squeezed(word)
    return _same(word, bare, known) or _first(values.MEANT, bare, known)


def name_hint(word: str, known: Iterable[str]) -> str:
    """Say which name was probably meant, if any comes near."""
    ours = slipped(word, known)
    return f"did you mean `{ours}`?" if ours else ""


def _same(word: str, bare: str, known: Collection[str]) -> str | None:
    """Find the known word that differs in capitals, signs or axes alone."""
    plain = word.lower().replace("-", "_")
    return plain if plain in known else next((each for each in known if bare and squeezed(each) == bare), None)


def _first(table: Mapping[str, str], bare: str, known: Collection[str]) -> str | None:
    return next((ours for ours in table.get(bare, "").split() if ours in known), None)
