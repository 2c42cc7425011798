"""Reads Caffe's prototxt files of both generations: layers in the order of the file, blobs by name."""

from collections.abc import Iterator
from typing import Any, Final

from netcalc.files.damaged import Damaged
from netcalc.models.draft import Draft
from netcalc.models.formats.caffe_layers import LAYERS, Net
from netcalc.models.formats.caffe_schema import V1, read_net
from netcalc.models.given import Given
from netcalc.models.operators import words
from netcalc.problems import INVALID_VALUE, UNKNOWN_REFERENCE, Problem
from netcalc.volume import Volume, checked

PHASES: Final = ("TRAIN", "TEST")
SOURCES: Final = ("data", "input", "imagedata", "memorydata", "hdf5data", "dummydata", "windowdata", "python")
LOSSES: Final = ("loss", "accuracy", "silence", "argmax", "hdf5_output", "hdf5output", "detectionoutput", "evaluate")
MIXED: Final = "`layer` and `layers` stand in one file, which Caffe itself refuses"


def read(given: Given) -> Draft:
    """Read the layers of one phase."""
    found = read_net(given.text())
    layers = [*found.layers, *found.layer]
    if not layers:
        message = "has no layers"
        raise Damaged(message)
    chosen = [layer for layer in layers if _taken(layer, given.phase)]
    draft = Draft(dict(_inputs(found, chosen, given)))
    draft.took_input = given.input is not None
    draft.name = found.name or None
    if found.layers and found.layer:
        draft.found.append(Problem(code=INVALID_VALUE, severity="warning", message=MIXED))
    net = Net(draft, {name: -1 - place for place, name in enumerate(_blobs(found, chosen))})
    for layer in chosen:
        _read(net, layer, given)
    draft.outputs = net.leaving()
    return draft


def kind_of(layer: Any) -> str:
    """Give the type of a layer, in either generation's words."""
    return layer.type if isinstance(layer.type, str) else V1.split()[layer.type]


def _taken(layer: Any, phase: str) -> bool:
    """Say whether a layer belongs to the phase."""
    number = PHASES.index(phase.upper())
    if any(rule.phase == number for rule in layer.exclude if rule.HasField("phase")):
        return False
    included = [rule.phase for rule in layer.include if rule.HasField("phase")]
    return number in included if included else not any(each.stage for each in layer.include)


def _is_source(layer: Any) -> bool:
    word = kind_of(layer).lower().replace("_", "")
    return not layer.bottom and (word in SOURCES or word.endswith("data"))


def _blobs(net: Any, layers: list[Any]) -> Iterator[str]:
    """Name the blobs that come in; of a layer of data the first, which is the picture."""
    yield from net.input
    for layer in layers:
        if _is_source(layer):
            yield from layer.top if kind_of(layer) == "Input" else layer.top[:1]


def _inputs(net: Any, layers: list[Any], given: Given) -> Iterator[tuple[str, Volume]]:
    """Give what comes in, by name: one alone is `input`."""
    names = list(_blobs(net, layers))
    if not names:
        message = "has nothing that comes in: no `input`, no layer of data"
        raise Damaged(message)
    shapes = _shapes(net, layers)
    for place, name in enumerate(names):
        shape = shapes[place] if place < len(shapes) else None
        volume = given.volume("", "") if given.input is not None and not place else shape
        missing = f"the file does not say how large the data `{name[:40]}` is"
        yield ("input" if len(names) == 1 else name), volume or given.volume(missing, "227x227x3")


def _shapes(net: Any, layers: list[Any]) -> list[Volume | None]:
    """Give the volumes that the file states for what comes in."""
    if net.input_shape or net.input_dim:
        rows = [list(shape.dim) for shape in net.input_shape]
        dims = list(net.input_dim)
        return [_volume(row) for row in rows or [dims[start : start + 4] for start in range(0, len(dims), 4)]]
    found: list[Volume | None] = []
    for layer in layers:
        if _is_source(layer):
            tops = list(layer.top) if kind_of(layer) == "Input" else [""]
            shapes = [*layer.input_param.shape, *layer.dummy_data_param.shape]
            memory = layer.memory_data_param
            sized = [[0, memory.channels, memory.height, memory.width]] if memory.channels else []
            rows = [list(shape.dim) for shape in shapes] or sized
            found += [_volume(rows[min(place, len(rows) - 1)]) if rows else None for place, _ in enumerate(tops)]
    return found


def _volume(dims: list[int]) -> Volume:
    """Turn a blob's shape, the batch first, into a volume."""
    return checked(reversed(dims[1:])) if len(dims) > 1 else checked(dims)


def _read(net: Net, layer: Any, given: Given) -> None:
    """Add what a layer makes, under the names of its tops."""
    kind = kind_of(layer)
    net.draft.at = f"{given.file}: layer `{layer.name[:60]}` ({kind})"
    if _is_source(layer):
        return
    word = words("caffe").get(kind, kind.lower())
    for name in layer.bottom:
        if name not in net.blobs and not kind.lower().endswith(LOSSES):
            message = f"no layer before it makes `{name[:60]}`"
            raise net.draft.fault(message, UNKNOWN_REFERENCE)
    net.begin(layer)
    if word.endswith(LOSSES) and word != "softmax":
        return
    for name, made in zip(layer.top, LAYERS.get(word, LAYERS["unknown"])(net), strict=False):
        net.blobs[name] = made
