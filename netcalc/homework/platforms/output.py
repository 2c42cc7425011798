"""Problems as the lines of text that other graders show."""

from netcalc.problems import Problem


def output(problems: tuple[Problem, ...]) -> str:
    """Write them, a line each."""
    return "\n".join(problem.sentence for problem in problems)
