"""Questions about a network of the user's own, as a sheet: what there is to work out of each layer."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from netcalc.course.quiz.draws import Draws
from netcalc.network.network import Network
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
WHOLE: Final = {"ask": "totals.params", "text": "How many parameters does the whole network have?"}
MOST: Final = 200


def sheet(network: Network, report: Report, seed: str) -> Mapping[str, Any] | None:
    """Make the sheet, its questions in an order that is drawn; None where there is nothing to ask."""
    found = [question for layer in report.layers for question in _of(report, layer)]
    if not found:
        return None
    asked = [*Draws(seed).several(found[:MOST], len(found[:MOST])), WHOLE]
    questions = [{"id": each["ask"], **each} for each in asked]
    return {"title": "your network", "network": network.to_dict(), "questions": questions}


def _of(report: Report, layer: LayerReport) -> Iterator[dict[str, str]]:
    """Ask what there is to work out of a layer: not what is 0, nor a volume that stays as it is."""
    for word, text in ASKED.items():
        found = value(report, Query("", layer.name, word))
        if found and not (word == "output" and found == layer.input) and not isinstance(found, str):
            yield {"ask": f"{layer.name}.{word}", "text": text.format(layer.name)}
