"""Specs with marks: `▸` stands before the place that a problem should point at."""

from netcalc import Network, Problem, SpecError, calculate
from netcalc.report.claims import failures
from netcalc.text.source import Source

MARK = "▸"


def found(text: str) -> tuple[Problem, ...]:
    """Read, calculate and check a spec: everything that is wrong with it."""
    try:
        network = Network.read(Source(text, "net.yaml"))
    except SpecError as error:
        return error.problems
    report = calculate(network)
    return (*report.problems, *network.located(failures(network.claims, report)))


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Take the marks out of a text and give their lines and columns, counted from 1."""
    places = []
    for number, line in enumerate(text.split("\n"), 1):
        parts = line.split(MARK)
        places += [(number, len("".join(parts[:count])) + 1) for count in range(1, len(parts))]
    return text.replace(MARK, ""), places


def places(problems: tuple[Problem, ...]) -> list[tuple[int, int] | None]:
    """Give the line and column of each problem."""
    return [(problem.place.line, problem.place.column) if problem.place else None for problem in problems]
