"""What is wrong, gathered: each thing once, however often a block or a pass comes by."""

from netcalc.problems import MOST_HINTS, Path, Problem


class Findings:
    """The problems found so far."""

    def __init__(self) -> None:
        """Start with none."""
        self.problems: list[Problem] = []
        self._known: set[tuple[str, Path, str]] = set()

    def note(self, problem: Problem, about: str = "") -> None:
        """Note a problem, unless it is known of this place and name."""
        key = (problem.code, problem.path, about)
        if key not in self._known:
            self._known.add(key)
            self.problems.append(problem)

    def knows(self, code: str, path: Path, about: str = "") -> bool:
        """Say whether this was noted."""
        return (code, path, about) in self._known

    @property
    def many(self) -> bool:
        """Say whether there are so many that hints, which take a search each, help nobody."""
        return len(self.problems) >= MOST_HINTS
