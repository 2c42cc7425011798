"""A verdict on a student's whole file as a page: a row a function, then what is wrong with each."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from netcalc.reference.student.verdict import FOLLOWS, FileVerdict, Finding, LayerVerdict
from netcalc.render.document import Document, Heading, Part, Sentence, Span, aside, item, sentence
from netcalc.render.pages.reference.student import UNNAMED, held_to, said, verdict_data
from netcalc.render.table import Narrower, Row, Table, words
from netcalc.render.values import NOTHING
from netcalc.text.counted import counted

HEADS: Final = words("function", "kind", "forward", "gradients", "mistake")
NARROWER: Final = (
    Narrower("clip", ("mistake",), 24),
    Narrower("cut", ("function",), 20, lost="long names"),
    Narrower("drop", ("kind",), lost="kind"),
)
FORWARD: Final = frozenset({"out", "loss", "scores", "running_mean", "running_var", "params", "the net"})
RIGHT: Final = "right"
WRONG: Final = "WRONG"
STUB: Final = "to do"
AS_FORWARD: Final = "as forward"


def page(found: FileVerdict, seed: int = 0) -> Document:
    """Make the page of a file; the seed is what inputs were drawn from."""
    return Document(file_data(found), partial(_parts, found, seed), lambda: functions(found))


def functions(found: FileVerdict) -> Table:
    """Lay the functions out, one a row."""
    rows = (_row(one, name) for one, name in zip(found.functions, _names(found.functions), strict=True))
    return Table(HEADS, tuple(rows), narrower=NARROWER)


def _names(verdicts: Sequence[LayerVerdict]) -> Iterator[str]:
    """Name each by its first function; by its second where the first stands above already."""
    seen: set[str] = set()
    for one in verdicts:
        name = one.functions[-1] if one.functions[0] in seen else one.functions[0]
        seen.add(one.functions[0])
        yield name


def _row(verdict: LayerVerdict, name: str) -> Row:
    forward = [one for one in verdict.findings if _forward(one)]
    back = [one for one in verdict.findings if not _forward(one)]
    cells = (name, _kind(verdict), _state(forward), _state(back), _mistakes(verdict))
    return Row(cells, "" if verdict.passed else "yellow" if verdict.stub else "bold red")


def _mistakes(verdict: LayerVerdict) -> str:
    """Name the mistakes, each once; that none is known only where it is so of all."""
    wrong = [one.cause for one in verdict.findings if not one.passed and one.cause != FOLLOWS]
    named = dict.fromkeys(filter(None, wrong))
    return "; ".join(named) or (UNNAMED if wrong else "")


def _kind(verdict: LayerVerdict) -> str:
    return (verdict.kind or "").removesuffix("_of_weights").replace("_", " ")


def _forward(one: Finding) -> bool:
    return one.array.removesuffix(" at test") in FORWARD or one.array.endswith(" at start") or one.array == "the run"


def _state(found: Sequence[Finding]) -> str:
    """Say in a word what came of some arrays."""
    if any(one.stub for one in found):
        return STUB
    wrong = [one for one in found if not one.passed]
    if wrong:
        return AS_FORWARD if all(one.follows for one in wrong) else WRONG
    return RIGHT if found else NOTHING


def _parts(found: FileVerdict, seed: int) -> Iterable[Part]:
    """Lay the functions out, then go through what is wrong."""
    yield functions(found)
    for one in found.functions:
        told = [*said(one)]
        if told:
            if len(found.functions) > 1:
                yield Heading(", ".join(one.functions))
            yield from map(item, told)
    yield Sentence(_verdict(found))
    if found.passed_over:
        yield sentence(f"not checked, as their names say no kind: {', '.join(found.passed_over)}", "yellow")
        yield aside(f"say it: netcalc gradcheck {found.file}:FORWARD,BACKWARD --kind KIND", "dim")
    yield aside(held_to(found.functions, seed), "dim")


def _verdict(found: FileVerdict) -> tuple[Span, ...]:
    right = sum(one.passed for one in found.functions)
    stubs = sum(one.stub for one in found.functions)
    wrong = len(found.functions) - right - stubs
    if found.passed:
        return Span("passed", "bold green"), Span(f": {counted(right, 'check')}, every array is right")
    parts = (f"{wrong} wrong" if wrong else "", f"{stubs} to do" if stubs else "", f"{right} right")
    return Span("FAILED", "bold red"), Span(f": {', '.join(filter(None, parts))}")


def file_data(found: FileVerdict) -> dict[str, Any]:
    """Give a verdict as plain data, nothing rounded."""
    return {
        "file": found.file,
        "passed": found.passed,
        "functions": [verdict_data(one) for one in found.functions],
        "passed_over": list(found.passed_over),
    }
