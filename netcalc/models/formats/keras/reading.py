"""Reads Keras models, whatever wrote them: .json, .keras, .h5, of Keras 1 to 3."""

from typing import Any, Final

from netcalc.files import json_text
from netcalc.files.damaged import Damaged
from netcalc.models.draft import Draft
from netcalc.models.formats.keras.graph import Around, Graph
from netcalc.models.formats.keras.inputs import inputs_of
from netcalc.models.formats.keras.nodes import MODELS
from netcalc.models.given import Given

HOLDERS: Final = ("modelTopology", "model_config", "config")
DEEPEST: Final = 6


def read(given: Given) -> Draft:
    """Read a model, its layers in the order in which they are called."""
    model = _model(_text(given))
    inputs, tensors = inputs_of(model, given)
    draft, left = Draft(inputs), list[str]()
    draft.took_input = given.input is not None
    name = model["config"].get("name") if isinstance(model["config"], dict) else None
    draft.name = name if isinstance(name, str) else None
    graph = Graph(model, Around(draft, given.file, left))
    draft.outputs = _leaving(draft, graph.left(graph.run(tensors)))
    if not draft.entries:
        message = "has a model without layers"
        raise Damaged(message)
    if left:
        draft.notes.append(f"{', '.join(left)}: left out, as no volume and no count changes by it")
    return draft


def _leaving(draft: Draft, made: list[int]) -> list[int]:
    """Give what leaves; a model of which nothing is left, or whose input leaves as it came, has a layer for it."""
    if draft.entries and len(made) == 1:
        return made
    what = "what came in, as it came"
    return [draft.state(what, draft.volume(each), [each], ()) if each < 0 else each for each in made]


def _text(given: Given) -> str:
    """Find the JSON: the file itself, a member of a zip archive, an attribute of an HDF5 file."""
    if given.data.startswith(b"PK"):
        from netcalc.files.archive import Archive

        with given.opened() as file:
            return Archive(file).read("config.json").decode("utf-8", "replace")
    if given.data.startswith(b"\x89HDF"):
        from netcalc.files.hdf5 import attribute

        with given.opened() as file:
            return attribute(file, "model_config")
    return given.text()


def _model(text: str) -> dict[str, Any]:
    """Find the model in what was written, which may be text in text, and in other tools' envelopes."""
    found: Any = text
    for _ in range(DEEPEST):
        if isinstance(found, str):
            try:
                found = json_text.parsed(found)
            except ValueError:
                message = "is no sound JSON"
                raise Damaged(message) from None
        elif isinstance(found, dict) and found.get("class_name") in MODELS and "config" in found:
            return found
        elif isinstance(found, dict) and any(name in found for name in HOLDERS):
            found = next(found[name] for name in HOLDERS if name in found)
        else:
            break
    message = "describes no Keras model: `class_name` is not Sequential, Functional or Model"
    raise Damaged(message)
