"""Reads the layers of a phase in the order of the file, blobs by name."""

import re
from typing import Any, Final

from netcalc.files.damaged import Damaged
from netcalc.models.draft import Draft
from netcalc.models.formats.caffe.inputs import coming, ends, is_source
from netcalc.models.formats.caffe.layers import LAYERS
from netcalc.models.formats.caffe.net import Net
from netcalc.models.formats.caffe.phases import taken
from netcalc.models.formats.caffe.schema import read_net
from netcalc.models.given import Given
from netcalc.models.operators import words
from netcalc.problems import INVALID_VALUE, UNKNOWN_REFERENCE, Problem

MIXED: Final = "`layer` and `layers` stand in one file, which Caffe itself refuses"
SOLVER: Final = re.compile(r"^\s*(base_lr|lr_policy)\s*:", re.MULTILINE)
NET: Final = re.compile(r"\b(train_)?net\s*:\s*[\"'][^\"'\n]{1,80}[\"']")
OLDEST: Final = (
    "is written as in 2013, `layers { layer { ... } }`: Caffe's own `upgrade_net_proto_text` makes it one of today"
)


def read(given: Given) -> Draft:
    """Read the layers of one phase."""
    text = given.text()
    found = read_net(text)
    layers = [*found.layers, *found.layer]
    if not layers:
        raise Damaged(_empty(text))
    if any(layer.HasField("layer") for layer in found.layers):
        raise Damaged(OLDEST)
    chosen = [layer for layer in layers if taken(layer, given.phase)]
    data = coming(found, chosen, given)
    names = list(data.volumes)
    draft = Draft(data.volumes if len(names) > 1 else {"input": data.volumes[names[0]]})
    draft.took_input = given.input is not None
    draft.name = found.name or None
    if found.layers and found.layer:
        draft.found.append(Problem(code=INVALID_VALUE, severity="warning", message=MIXED))
    net = Net(draft, {name: -1 - place for place, name in enumerate(names)}, data.passed, data.batch)
    net.measured.update(data.measured)
    stages = sorted({stage for layer in layers for rule in (*layer.include, *layer.exclude) for stage in rule.stage})
    staged = (
        f"the file has layers for the stages {', '.join(stages)[:80]}: netcalc reads those of none" if stages else ""
    )
    for layer in chosen:
        _read(net, layer, given, staged)
    draft.outputs = net.leaving()
    return draft


def _empty(text: str) -> str:
    """Say what a file without layers is."""
    if not SOLVER.search(text):
        return "has no layers"
    named = NET.search(text)
    return f"is a solver: the network is in the file that it names{f', `{named[0]}`' if named else ''}"


def _read(net: Net, layer: Any, given: Given, staged: str) -> None:
    """Add what a layer makes, under the names of its tops."""
    kind = layer.type
    net.draft.at = f"{given.file}: layer `{layer.name[:60]}` ({kind[:40]})"
    if is_source(layer):
        return
    word = words("caffe").get(kind, kind.lower())
    for name in layer.bottom:
        if name not in net.blobs and name not in net.passed and not ends(layer):
            message = f"no layer before it makes `{name[:60]}`"
            raise net.draft.fault(message, UNKNOWN_REFERENCE, staged)
    net.begin(layer)
    if (ends(layer) and word != "softmax") or net.passes():
        return
    for name, made in zip(layer.top, LAYERS.get(word, LAYERS["unknown"])(net), strict=False):
        net.blobs[name] = made
