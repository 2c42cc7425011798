"""What comes into a Caffe network: `input`, or layers of data, whose sizes a file says or leaves open."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from netcalc.files.damaged import Damaged
from netcalc.models.given import Given
from netcalc.volume import Volume, checked

LOSSES: Final = ("loss", "accuracy", "silence", "argmax", "hdf5_output", "hdf5output", "detectionoutput", "evaluate")
STATED: Final = ("input", "dummydata")  # every blob of theirs has a shape
SIDED: Final = ("imagedata", "windowdata")  # pictures read from files: of three colours, unless told
USUAL: Final = 227  # the side of a picture, for an example


class Coming(NamedTuple):
    """The volumes that come in, by the names of their blobs; the blobs that nothing is made of: classes, masks.

    `batch` is how many examples come in at once, 0 where nothing says so; `measured` is what only losses read.
    """

    volumes: dict[str, Volume]
    passed: frozenset[str]
    batch: int
    measured: frozenset[str]


class Blob(NamedTuple):
    """A blob that comes in: its name, its shape, the batch first, or the side of a picture, as far as they are said.

    `first`: it is what a layer of data has to give, before its classes; `stated`: its batch is the file's own.
    """

    name: str
    dims: Sequence[int] = ()
    side: Sequence[int] = ()
    first: bool = False
    stated: bool = False


def word_of(layer: Any) -> str:
    """Give the type of a layer as one word in small letters: the two generations write it in two ways."""
    return str(layer.type).lower().replace("_", "")


def ends(layer: Any) -> bool:
    """Say whether a layer only measures, so that nothing of the network is behind it."""
    return word_of(layer).endswith(LOSSES) or layer.type == "SoftmaxWithLoss"


def is_source(layer: Any) -> bool:
    """Say whether a layer reads nothing of the network: it brings the data."""
    return not layer.bottom and (word_of(layer) in ("input", "python") or word_of(layer).endswith("data"))


def coming(net: Any, layers: Sequence[Any], given: Given) -> Coming:
    """Give what comes in: what is read for more than to measure, or what nobody reads."""
    used = {name for layer in layers if not ends(layer) for name in layer.bottom}
    measured = {name for layer in layers if ends(layer) for name in layer.bottom} - used
    found = {blob.name: blob for blob in _blobs(net, layers)}
    chosen = [
        blob
        for blob in found.values()
        if (blob.dims and blob.name not in measured) or (blob.first and blob.name in used)
    ]
    if not chosen:
        message = "has nothing that comes in: no `input`, no layer of data"
        raise Damaged(message)
    volumes = {blob.name: _volume(blob, given, place) for place, blob in enumerate(chosen)}
    batch = chosen[0].dims[0] if len(chosen[0].dims) > 1 and chosen[0].stated else 0
    return Coming(volumes, frozenset(found) - frozenset(volumes), batch, frozenset(measured))


def _blobs(net: Any, layers: Sequence[Any]) -> Iterator[Blob]:
    """Go through what stands before every layer, and what layers of data make."""
    sides = [list(shape.dim) for shape in net.input_shape]
    flat = list(net.input_dim)
    rows = sides or [flat[start : start + 4] for start in range(0, len(flat), 4)]
    for place, name in enumerate(net.input):
        yield Blob(name, rows[place] if place < len(rows) else (), first=True, stated=True)
    for layer in layers:
        if is_source(layer):
            yield from _made(layer)


def _made(layer: Any) -> Iterator[Blob]:
    """Give the blobs of a layer of data."""
    rows = _rows(layer)
    side = _side(layer)
    for place, name in enumerate(layer.top):
        if word_of(layer) in STATED:
            yield Blob(name, rows[min(place, len(rows) - 1)] if rows else (), first=True, stated=True)
        else:
            yield Blob(name, rows[0] if rows and not place else (), side, first=not place)


def _rows(layer: Any) -> list[list[int]]:
    """Give the shapes that a layer of data states."""
    shapes = [*layer.input_param.shape, *layer.dummy_data_param.shape]
    if shapes:
        return [list(shape.dim) for shape in shapes]
    for held in (layer.memory_data_param, layer.dummy_data_param):
        if held.channels:
            return [[1, *each] for each in zip(held.channels, held.height, held.width, strict=False)]
    side, transform = _side(layer), layer.transform_param
    colours = 0 if word_of(layer) not in SIDED else 3 if layer.image_data_param.is_color or not _says_grey(layer) else 1
    colours = 3 if transform.force_color else 1 if transform.force_gray else colours
    return [[1, colours, *side[::-1]]] if side and colours else []


def _says_grey(layer: Any) -> bool:
    given = layer.image_data_param
    return bool(given.HasField("is_color") and not given.is_color)


def _side(layer: Any) -> tuple[int, ...]:
    """Give the width and the height of the pictures, as far as a layer of data says them."""
    held = (layer.transform_param, layer.data_param, layer.image_data_param, layer.window_data_param)
    cut = next((each.crop_size for each in held if each.crop_size), 0)
    if cut:
        return (cut, cut)
    resized, pictures = layer.transform_param.resize_param, layer.image_data_param
    wide, high = resized.width or pictures.new_width, resized.height or pictures.new_height
    return (wide, high) if wide and high else ()


def _volume(blob: Blob, given: Given, place: int) -> Volume:
    """Give a blob's volume: the user's for the first, else the file's own."""
    if blob.dims and (given.input is None or place):
        return checked(reversed(blob.dims[1:])) if len(blob.dims) > 1 else checked(blob.dims)
    wide, high = blob.side or (USUAL, USUAL)
    known = f": {wide}x{high}, but not how deep" if blob.side else ""
    message = f"the file does not say how large the data `{blob.name[:40]}` is{known}"
    return given.volume(message, f"{wide}x{high}x3")
