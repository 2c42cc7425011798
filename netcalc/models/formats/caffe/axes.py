"""What a Caffe layer does along the axes that it names: products, shapes, joins, parts, sums."""

from typing import Any, Final

from netcalc.models.formats.caffe.net import Net, values
from netcalc.problems import INVALID_VALUE

ALONE: Final = 1  # the place of the depth, behind the batch
REDUCES: Final = (None, "sum", "sum", "sum", "mean")
FIRST: Final = {2: "abs", 3: "square"}  # what is done to each value before the sum


def fc(net: Net) -> list[int]:
    """Add products with all that stands behind an axis; what stands before it are positions."""
    given = net.layer.inner_product_param
    bias = {"bias": False} if given.HasField("bias_term") and not given.bias_term else {}
    axis, dims = net.axis(given.axis if given.HasField("axis") else ALONE), net.dims
    fields = {"units": given.num_output, **bias}
    if axis == ALONE:
        return [net.weighed("fc", fields, net.reads[0])]
    rows = net.reshaped(net.reads[0], [1, values(dims[1:axis]), values(dims[axis:])])
    made = net.weighed("fc", {**fields, "flatten": False}, turned(net, rows))
    return [net.reshaped(turned(net, made), [*dims[:axis], given.num_output])]


def embed(net: Net) -> list[int]:
    """Add a table whose rows are read by number, and a bias, unless there is none."""
    given, dims = net.layer.embed_param, net.dims
    numbers = net.reshaped(net.reads[0], [1, 1, values(dims[1:])])
    table = {"vocabulary": given.input_dim, "depth": given.num_output}
    made = turned(net, net.weighed("embedding", table, numbers))
    if given.bias_term or not given.HasField("bias_term"):
        net.reads = [made]
        made = net.state("the bias of a table, one for each of its columns", net.dims, params=given.num_output)[0]
    return [net.reshaped(made, [*dims, given.num_output])]


def turned(net: Net, read: int) -> int:
    """Turn a table: its rows become columns."""
    return net.draft.add("transpose", {"order": [1, 0]}, [read], net.path)


def flatten(net: Net) -> list[int]:
    """Make one axis of several."""
    given, dims = net.layer.flatten_param, net.dims
    first = net.axis(given.axis if given.HasField("axis") else ALONE)
    last = net.axis(given.end_axis if given.HasField("end_axis") else -1)
    if (first, last) == (ALONE, len(dims) - 1):
        return net.add("flatten")
    return [net.reshaped(net.reads[0], [*dims[:first], values(dims[first : last + 1]), *dims[last + 1 :]])]


def reshape(net: Net) -> list[int]:
    """Give some of the axes another shape: 0 keeps an extent, -1 is what is left over."""
    given, came = net.layer.reshape_param, net.dims
    first = given.axis + (len(came) + 1 if given.axis < 0 else 0)
    if not 0 <= first <= len(came):
        raise net.draft.fault("it names an axis that is not there", INVALID_VALUE)
    stop = first + given.num_axes if given.HasField("num_axes") and given.num_axes >= 0 else len(came)
    wanted = [extent or came[first + place] for place, extent in enumerate(given.shape.dim)]
    made = [*came[:first], *wanted, *came[stop:]]
    left = values(came) // max(1, values([extent for extent in made if extent > 0]))
    made = _one(net, [left if extent < 0 else extent for extent in made], values(came))
    return [net.reshaped(net.reads[0], made if len(made) > 1 else [1, *made])]


def _one(net: Net, dims: list[int], size: int) -> list[int]:
    """Keep one example of a batch that is cut, into steps and streams say; an error where that is not what is done."""
    if dims[0] == 1 and values(dims) == size:
        return dims
    cut = next((place for place in range(1, len(dims)) if values(dims[place:]) == size), None)
    if values(dims) == size or cut is None or net.batch not in (0, values(dims[:cut])):
        message = "it makes several examples of one, or one of several, which netcalc does not follow"
        raise net.draft.fault(message, INVALID_VALUE)
    return [1] * cut + dims[cut:]


def permute(net: Net) -> list[int]:
    """Put the axes into another order; those that are not named follow in their own."""
    axes = len(net.dims)
    order = [*net.layer.permute_param.order]
    order += [axis for axis in range(axes) if axis not in order]
    if sorted(order) != list(range(axes)) or order[0]:
        raise net.draft.fault("an order that moves the batch, which netcalc does not follow", INVALID_VALUE)
    return net.add("transpose", {"order": [axes - 1 - order[axes - 1 - place] for place in range(axes - 1)]})


def along(net: Net, given: Any, older: str) -> str | int:
    """Give the axis of a join or a slice, in the volume's own order."""
    place = given.axis if given.HasField("axis") else getattr(given, older) if given.HasField(older) else ALONE
    axis = net.axis(place)
    return "depth" if axis == ALONE else len(net.dims) - 1 - axis


def concat(net: Net) -> list[int]:
    """Put volumes behind each other along an axis."""
    return net.add("concat", {"axis": along(net, net.layer.concat_param, "concat_dim")})


def sliced(net: Net) -> list[int]:
    """Cut a volume into parts along an axis: where the file says, else into equal ones."""
    given, axis = net.layer.slice_param, along(net, net.layer.slice_param, "slice_dim")
    extent = net.volume.depth if axis == "depth" else net.volume[int(axis)]
    count = len(net.layer.top)
    points = list(given.slice_point) or [extent * part // count for part in range(1, count)]
    if len(points) != count - 1 or (not given.slice_point and extent % count):
        message = f"an extent of {extent} is not cut into {count} parts so"
        raise net.draft.fault(message, INVALID_VALUE)
    edges = zip([0, *points], [*points, extent], strict=True)
    return [net.add("slice", {"axis": axis, "start": start, "stop": stop})[0] for start, stop in edges]


def tile(net: Net) -> list[int]:
    """Put copies of a volume behind each other."""
    given, dims = net.layer.tile_param, net.dims
    axis = net.axis(given.axis if given.HasField("axis") else ALONE)
    return net.state("copies of what it reads", [*dims[:axis], dims[axis] * given.tiles, *dims[axis + 1 :]])


def reduction(net: Net) -> list[int]:
    """Add up, or average, all that stands behind an axis."""
    given, dims = net.layer.reduction_param, net.dims
    if not given.axis:
        return net.state("one number for all examples", [1, 1])
    axis = net.axis(given.axis)
    operation = given.operation or 1
    made = net.add(FIRST[operation]) if operation in FIRST else net.reads[:1]
    over: str | list[str | int] = "depth" if len(dims) == 2 else [
        "depth" if place == ALONE else len(dims) - 1 - place for place in range(axis, len(dims))
    ]  # fmt: skip
    made = net.add("reduce", {"op": REDUCES[operation], "over": over}, made)
    return [net.reshaped(made[0], dims[:axis] if axis > 1 else [1, 1])]


def scale(net: Net) -> list[int]:
    """Multiply by a factor along some axes, which is learned, or another volume."""
    if len(net.reads) > 1:
        return net.add("multiply")
    given = net.layer.scale_param
    lies = _along(net, given)
    if lies == [ALONE]:
        return net.add("scale", {"bias": True} if given.bias_term else {})
    params = values([net.dims[axis] for axis in lies]) * (2 if given.bias_term else 1)
    return net.state("a scale along other axes than the depth", net.dims, params=params)


def bias(net: Net) -> list[int]:
    """Add a shift along some axes, which is learned, or another volume."""
    if len(net.reads) > 1:
        return net.add("add")
    lies = _along(net, net.layer.bias_param)
    if lies == [ALONE]:
        shift = net.add("learned", {"shape": str(net.volume.depth)}, [])
        return net.add("add", reads=[net.reads[0], *shift])
    params = values([net.dims[axis] for axis in lies])
    return net.state("a shift along other axes than the depth", net.dims, params=params)


def _along(net: Net, given: Any) -> list[int]:
    """Name the axes along which numbers are learned: from an axis on so many, or all."""
    axes = len(net.dims)
    first = (given.axis if given.HasField("axis") else ALONE) % axes
    number = given.num_axes if given.HasField("num_axes") else 1
    return [axis for axis in range(first, axes if number < 0 else min(axes, first + number)) if axis]
