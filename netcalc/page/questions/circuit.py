"""The circuit tab: an expression as gates, drawn, walked through, and as a program."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import StringConstraints

from netcalc.circuits import circuit
from netcalc.circuits.values import plain
from netcalc.page.questions.asked import Question
from netcalc.problems import invalid
from netcalc.render.pages.circuit import circuit_steps
from netcalc.render.pages.circuit.circuit import drawn
from netcalc.render.write import write

Lines = Annotated[str, StringConstraints(max_length=10_000)]


class Gates(Question):
    """What `netcalc circuit` says of an expression, or of stages; `values` has a line NAME = VALUE each."""

    expression: Lines
    values: Lines

    def answers(self) -> Iterator[object]:
        """Give the drawing with its table, the steps, and the program, as it stands."""
        made = circuit(self.expression, _given(self.values))
        yield {
            "value": made.value,
            "gradients": made.gradients,
            "html": write(drawn(made), "html"),
            "steps": write(circuit_steps.page(made, []), "html"),
            "code": made.code(),
        }


def _given(text: str) -> dict[str, object]:
    """Read a line for each name; SpecError for one that has no value."""
    found: dict[str, object] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, sign, value = line.partition("=")
        if not sign:
            message = f"{line[:40]} is not of the form x = 2"
            raise invalid(message, "a name and its value on each line")
        found[plain(name.strip())] = value.strip()
    return found
