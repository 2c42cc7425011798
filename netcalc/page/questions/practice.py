"""Practice: questions about the network on the page, an answer marked with its diagnosis."""

from collections.abc import Iterator
from typing import Annotated, Any, Final

from pydantic import StringConstraints

from netcalc.homework.grading import grade
from netcalc.page.questions.asked import OfSpec, Word
from netcalc.report.query import Query, value
from netcalc.report.report import LayerReport, Report

ASKED: Final = {
    "output": "What volume leaves {}?",
    "params": "How many parameters does {} have?",
    "neurons": "How many neurons does {} have?",
    "unshared.params": "How many parameters would {} have without sharing?",
    "macs": "How many multiplications does {} do?",
    "receptive_field.size": "How large is the receptive field of {}?",
}
MOST: Final = 200


class Practice(OfSpec):
    """The questions that can be asked about the network."""

    def answers(self) -> Iterator[object]:
        """Give each question with what it asks for."""
        report = self.report
        asked = [question for layer in report.layers for question in _of(report, layer)]
        whole = {"ask": "totals.params", "layer": "totals", "text": "How many parameters does the whole network have?"}
        yield {"questions": [*asked[:MOST], whole] if asked else []}


def _of(report: Report, layer: LayerReport) -> Iterator[dict[str, str]]:
    """Ask what there is to work out of a layer: not what is 0, nor a volume that stays as it is."""
    for word, text in ASKED.items():
        found = value(report, Query("", layer.name, word))
        if found and not (word == "output" and found == layer.input) and not isinstance(found, str):
            yield {"ask": f"{layer.name}.{word}", "layer": layer.name, "text": text.format(layer.name)}


class Answer(OfSpec):
    """An answer to one of the questions, as somebody wrote it."""

    ask: Word
    given: Annotated[str, StringConstraints(max_length=2_000)]

    def answers(self) -> Iterator[object]:
        """Give what `netcalc grade` says of it."""
        question: dict[str, Any] = {"id": "question", "ask": self.ask, "text": self.ask}
        sheet = {"network": self.network.to_dict(), "questions": [question]}
        yield grade(sheet, {"question": self.given})["question"]
