"""Layers made in Python whose fields hang on vars, arguments, an index or the depth: read as a spec's are."""

from typing import Any

from netcalc.layers.base import Layer
from netcalc.layers.written.waiting import Waiting
from netcalc.layers.written.written import Form
from netcalc.network.plain import fields_plain
from netcalc.text.template import DEPTH, Names


def hanging(layer: Layer, names: Names) -> bool:
    """Say whether a layer has fields to be worked out: templates, or `depth` where that is a name's."""
    values = vars(layer).values()
    if any(isinstance(value, Waiting) or (isinstance(value, str) and "${" in value) for value in values):
        return True
    return DEPTH in names and DEPTH in values


def as_written(form: Form) -> dict[str, Any]:
    """Give the fields as a spec has them; the layers that a composite holds as they are."""
    if isinstance(form, Layer):
        return fields_plain(form)
    return {field: value.written if isinstance(value, Waiting) else value for field, value in form.given().items()}
