"""Codes of mistakes that a sheet names: those of none are told."""

from collections.abc import Iterable, Iterator, Mapping

from netcalc.homework.mistakes import CARRIED, FIRST
from netcalc.problems import UNKNOWN_REFERENCE, Problem
from netcalc.text.nearness import slipped


def no_mistakes(written: Iterable[str], *path: str | int) -> Iterator[Problem]:
    """Say which codes are those of no mistake."""
    known = (*FIRST, CARRIED)
    for place, codes in enumerate(written):
        for code in codes.split("+"):
            if code not in known:
                near = slipped(code, known)
                hint = f"did you mean `{near}`?" if near else "`netcalc mistakes` lists them"
                message = f"no mistake is called `{code[:80]}`"
                below = codes if isinstance(written, Mapping) else place
                yield Problem(code=UNKNOWN_REFERENCE, message=message, hint=hint, path=(*path, below))
