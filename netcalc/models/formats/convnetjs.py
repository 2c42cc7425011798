"""Reads ConvNetJS: `layer_defs` as JavaScript or JSON, or a saved net; volumes are width, height, depth throughout."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from netcalc.files import json_text
from netcalc.files.damaged import Damaged
from netcalc.models.draft import Draft
from netcalc.models.given import Given
from netcalc.models.javascript import Reader
from netcalc.models.operators import words
from netcalc.volume import Volume, checked

PUSHED: Final = re.compile(r"^(?!\s*//).*?\blayer_defs\s*\.\s*push\s*\(", re.MULTILINE)
LISTED: Final = re.compile(r"^(?!\s*//).*?\blayer_defs\s*=\s*(?=\[\s*[^\]\s])", re.MULTILINE)
WHOLE: Final = 1
ENDS: Final = {"softmax": "num_classes", "svm": "num_classes", "regression": "num_neurons"}
MOST: Final = 100_000


def read(given: Given) -> Draft:
    """Read the definitions of layers, or the layers of a saved net."""
    definitions = layer_definitions(given.text())
    if not definitions or not all(isinstance(each, dict) for each in definitions):
        message = "defines no layers"
        raise Damaged(message)
    saved = "layer_type" in definitions[0]
    first = definitions[0]
    draft = Draft({"input": given.volume("", "") if given.input is not None else _input(first)})
    draft.took_input = given.input is not None
    made = -1
    for number, each in enumerate(definitions[1:], 2):
        draft.at = f"{given.file}: layer {number}"
        made = _saved(draft, each, made) if saved else _defined(draft, each, made)
    return draft


def layer_definitions(text: str) -> list[Any]:
    """Find the definitions in a text, in their order."""
    if text.lstrip()[:1] in ("{", "["):
        found = _literal(text)
        found = found.get("layers", found.get("layer_defs")) if isinstance(found, dict) else found
        if not isinstance(found, list):
            message = "has no list of layers"
            raise Damaged(message)
        return found
    listed = LISTED.search(text)
    definitions: list[Any] = list(Reader(text, listed.end()).value()) if listed else []
    for met in PUSHED.finditer(text):
        definitions.append(Reader(text, met.end()).value())
        if len(definitions) > MOST:
            break
    return definitions


def _literal(text: str) -> Any:
    """Read JSON, which a saved net with all its weights is, or else JavaScript."""
    try:
        return json_text.parsed(text)
    except ValueError:
        return Reader(text).value()


def _input(first: Mapping[str, Any]) -> Volume:
    words_of = (("out_sx", "in_sx", "width"), ("out_sy", "in_sy", "height"), ("out_depth", "in_depth", "depth"))
    return checked(next((int(first[name]) for name in names if name in first), 1) for names in words_of)


def _defined(draft: Draft, each: Mapping[str, Any], made: int) -> int:
    """Add what a definition stands for: a loss has a layer of weights before it, a function and a dropout follow."""
    kind = str(each.get("type"))
    if kind in ENDS:
        made = _fc(draft, {"num_neurons": each.get(ENDS[kind], 1)}, made)
    if each.get("tensor"):
        made = _products(draft, {}, made)
    made = _layer(draft, kind, each, made)
    function = str(each.get("activation", ""))
    if function:
        made = _layer(draft, function, each, made)
    return _layer(draft, "dropout", each, made) if each.get("drop_prob") and kind != "dropout" else made


def _saved(draft: Draft, each: Mapping[str, Any], made: int) -> int:
    """Add a layer of a saved net, which has a layer for each function already; its depth is stated."""
    kind = str(each.get("layer_type"))
    if kind == "fc":
        return _fc(draft, {"num_neurons": each["out_depth"]}, made)
    return _layer(draft, kind, {**each, "filters": each.get("out_depth")}, made)


def _layer(draft: Draft, kind: str, each: Mapping[str, Any], made: int) -> int:
    word = words("convnetjs").get(kind, kind)
    if word in LAYERS:
        return LAYERS[word](draft, each, made)
    return draft.unsupported(kind[:40], draft.volume(made), [made], ())


def _fc(draft: Draft, each: Mapping[str, Any], made: int) -> int:
    volume = draft.volume(made)
    if any(extent != WHOLE for extent in volume.spatial) or len(volume) != 3:
        made = draft.add("reshape", {"to": f"1x1x{volume.values}"}, [made], ())
    units = int(each.get("num_neurons", each.get("filters", 1)))
    return draft.add("fc", {"units": units, "flatten": False}, [made], ())


def _window(each: Mapping[str, Any], stride: int) -> dict[str, Any]:
    size = [int(each["sx"]), int(each.get("sy") or each["sx"])]
    return {"size": size, "stride": int(each.get("stride") or stride), "pad": int(each.get("pad") or 0)}


def _conv(draft: Draft, each: Mapping[str, Any], made: int) -> int:
    return draft.add("conv", {"filters": int(each["filters"]), **_window(each, 1)}, [made], ())


def _pool(draft: Draft, each: Mapping[str, Any], made: int) -> int:
    return draft.add("pool", _window(each, 2), [made], ())


def _lrn(draft: Draft, each: Mapping[str, Any], made: int) -> int:
    said = {name: float(each[name]) for name in ("alpha", "beta", "k") if name in each}
    return draft.add("lrn", {"size": int(each.get("n", 5)), **said}, [made], ())


def _maxout(draft: Draft, each: Mapping[str, Any], made: int) -> int:
    volume, group = draft.volume(made), int(each.get("group_size") or 2)
    what = f"maxout: the largest of each {group} slices"
    return draft.state(what, Volume((*volume.spatial, volume.depth // group)), [made], ())


def _products(draft: Draft, _: Mapping[str, Any], made: int) -> int:
    """Put beside the slices the products of every two of them."""
    volume = draft.volume(made)
    after = Volume((*volume.spatial, volume.depth * (1 + volume.depth)))
    return draft.state("the slices, and the products of every two", after, [made], ())


def _loss(_: Draft, __: Mapping[str, Any], made: int) -> int:
    return made


def _plain(kind: str) -> Callable[[Draft, Mapping[str, Any], int], int]:
    return lambda draft, _, made: draft.add(kind, {}, [made], ())


LAYERS: Final[Mapping[str, Callable[[Draft, Mapping[str, Any], int], int]]] = {
    "conv": _conv,
    "max_pool": _pool,
    "fc": _fc,
    "maxout": _maxout,
    "quadtransform": _products,
    "dropout": lambda draft, each, made: draft.add("dropout", {"rate": float(each.get("drop_prob", 0.5))}, [made], ()),
    "lrn": _lrn,
    **{kind: _plain(kind) for kind in ("relu", "sigmoid", "tanh", "softmax")},
    "svm": _loss,
    "regression": _loss,
}
