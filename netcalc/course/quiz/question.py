"""A question to practise on: a sheet of one question, and the rule that answers it."""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from netcalc.course.quiz.draws import Draws

ID: Final = "q"


class Question(NamedTuple):
    """A question as a sheet has it, and a hint: the rule, without the numbers."""

    fields: Mapping[str, Any]
    hint: str
    sheet: Mapping[str, Any] = {}  # what is said for all questions: conventions, batch

    @property
    def text(self) -> str:
        """Its words."""
        return str(self.fields["text"])

    @property
    def whole(self) -> dict[str, Any]:
        """The sheet of this one question."""
        return {**self.sheet, "questions": [{"id": ID, **self.fields}]}


Kind: TypeAlias = Callable[[Draws], Question]


class Topic(NamedTuple):
    """What may be practised: its name, what it is about, and its kinds of questions, the easy ones first."""

    name: str
    about: str
    levels: tuple[tuple[Kind, ...], ...]


def of_network(text: str, ask: str, network: Mapping[str, Any], hint: str, **fields: Any) -> Question:
    """Ask a number of a network."""
    return Question({"text": text, "ask": ask, "network": network, **fields}, hint)


def of_circuit(text: str, ask: str, expression: str, at: Mapping[str, Any], hint: str) -> Question:
    """Ask a number of a circuit."""
    return Question({"text": text, "ask": ask, "circuit": {"expression": expression, "at": at}}, hint)
