"""Operations value by value, and those that make one value of several along axes."""

from typing import Any, Final

from netcalc.models.formats.keras.call import Call, Makes
from netcalc.models.formats.keras.layers.functions import told
from netcalc.models.formats.keras.shapes import Shape, volume_of
from netcalc.models.formats.keras.tensor import Made, Tensor

JOINS: Final = {"Add": "add", "Subtract": "subtract", "Multiply": "multiply", "Divide": "multiply",
                "TrueDivide": "multiply", "DivideNoNan": "multiply"}  # fmt: skip
TAKEN: Final = {"Mean": "mean", "Max": "max", "Amax": "max", "Sum": "sum"}


def plain(word: str) -> Makes:
    """Make a function that is a kind of ours."""

    def made(call: Call) -> Tensor:
        kind, fields = told(word, call.config, {})
        return call.shaped().add(kind, fields)._replace(shape=call.shape)

    return made


def passed(call: Call) -> Tensor:
    """Leave a function out that changes no count."""
    return call.passed()


def clip(call: Call) -> Tensor:
    """Cut values off: a ReLU6 or a hard tanh by its edges."""
    edges = (call.get("x_min"), call.get("x_max"))
    kind = {(0, 6): "relu6", (-1, 1): "hard_tanh"}.get(edges)
    return call.shaped().add(kind) if kind else call.passed()


def glu(call: Call) -> Tensor:
    """Make a gated unit."""
    last = int(call.get("axis", default=-1)) in (-1, len(call.shape))
    return call.shaped().add("glu") if last else halved(call)


def halved(call: Call) -> Tensor:
    """State a gated unit along another axis than the last."""
    axis = place(int(call.get("axis", default=-1)), call.shape)
    shape = tuple(extent // 2 if at == axis else extent for at, extent in enumerate(call.shape))
    return call.state("a gated unit along another axis", shape)


def place(axis: int, shape: Shape) -> int:
    """Give an axis of a shape with its batch as one without; -1 is the batch."""
    return axis % (len(shape) + 1) - 1


def stretched(shapes: tuple[Shape, ...]) -> Shape:
    """Give the shape that several are stretched to."""
    longest = max(map(len, shapes))
    whole = [(1,) * (longest - len(shape)) + shape for shape in shapes]
    return tuple(max(extents) if 0 not in extents else 0 for extents in zip(*whole, strict=True))


def join(kind: str, what: str) -> Makes:
    """Make a join of two tensors; with a number, or with itself, a tensor stays as it is."""

    def made(call: Call) -> Tensor:
        few = tuple(dict.fromkeys(call.reads))
        if len(few) == 1:
            if len(call.reads) > 1 and kind == "multiply" and call.name == "Multiply":
                return call._replace(reads=few).shaped().add("square")
            constant = next((numbers for each in call.given if (numbers := array(each)) is not None), ())
            shape = stretched((few[0].shape, constant[1:] if len(constant) > len(few[0].shape) else constant))
            return call.passed(JOINED.get(call.name, call.name)) if shape == few[0].shape else call.state(what, shape)
        shape = stretched(tuple(each.shape for each in few))
        call = call._replace(reads=few)
        if not kind or not _fits(call, shape):
            return call.state(what, shape)
        return call.shaped().add(kind)._replace(shape=shape)

    return made


JOINED: Final = {"Add": "added numbers", "Subtract": "subtracted numbers", "Multiply": "factors", "Divide": "factors",
                 "TrueDivide": "factors"}  # fmt: skip


def _fits(call: Call, shape: Shape) -> bool:
    """Say whether our joins take these: as many axes, or none but the depth; nothing is stretched both ways."""
    volumes = [volume_of(each.shape, call.order) for each in call.reads]
    longest = max(map(len, volumes))
    whole = all(len(each) == longest or (len(each) == 1 and each.depth == max(one.depth for one in volumes))
                for each in volumes)  # fmt: skip
    return whole and len(shape) == longest


def array(found: Any) -> Shape | None:
    """Give the shape of a constant that stands in a call, None where it is none."""
    if isinstance(found, dict) and found.get("class_name") in ("__numpy__", "__tensor__"):
        value, shape = found["config"]["value"], []
        while isinstance(value, list):
            shape.append(len(value))
            value = value[0] if value else None
        return tuple(shape)
    return None


def chosen(call: Call) -> Tensor:
    """Take one value or the other: nothing where both come of one tensor."""
    few = tuple(dict.fromkeys(call.reads))
    shape = stretched(tuple(each.shape for each in few))
    if len({each.number for each in few}) == 1 and few[0].shape == shape:
        return call._replace(reads=few).passed()
    return call._replace(reads=few).state("one value or the other", shape)


def over(call: Call, *names: str) -> list[int]:
    """Give the axes along which values are put together, without the batch."""
    asked = call.get(*(names or ("axis", "axes")))
    if asked is None:
        return list(range(-1, len(call.shape)))
    return sorted(place(int(each), call.shape) for each in (asked if isinstance(asked, list) else [asked]))


def left(call: Call, axes: list[int]) -> Shape:
    """Give the shape that is left without some axes, or with them as 1."""
    if call.get("keepdims"):
        return tuple(1 if axis in axes else extent for axis, extent in enumerate(call.shape))
    return tuple(extent for axis, extent in enumerate(call.shape) if axis not in axes)


def taken(op: str) -> Makes:
    """Make the mean, the largest, the sum or the length along axes: a pool over all positions where those are they."""

    def made(call: Call) -> Tensor:
        axes = over(call)
        volume = call.volume
        if -1 in axes or len(volume) != len(call.shape):
            return _stated(call, axes)
        call = call.shaped()
        ours = [call.order.axis(axis + 1, len(call.shape)) for axis in axes]
        spatial = [axis for axis in ours if axis != "depth"]
        shape = left(call, axes)
        if op in ("mean", "max") and len(spatial) == len(ours) == len(volume.spatial):
            return call.add("global_pool", {"op": "avg" if op == "mean" else "max"})._replace(shape=shape)
        places = [len(volume) - 1 if axis == "depth" else axis for axis in ours]
        which: Any = "depth" if ours == ["depth"] else places
        return call.add("reduce", {"over": which, "op": op})._replace(shape=shape)

    return made


def _stated(call: Call, axes: list[int]) -> Tensor:
    return call.state(f"{call.name.lower()} along axes", left(call, axes) or (1,))._replace(shape=left(call, axes))


def along(call: Call) -> Tensor:
    """State one value of several along axes, as no kind of ours makes it."""
    return _stated(call, over(call))


def moments(call: Call) -> Made:
    """State the mean and the variance along axes."""
    shape = left(call, over(call))
    both = (call, call._replace(path=(*call.path[:-1], f"{call.path[-1]}_variance")))
    return tuple(each.state("moments along axes", shape) for each in both)


def norm(call: Call) -> Tensor:
    """Make the length along axes."""
    return taken("l2")(call) if call.get("ord") in (None, 2) and call.get("axis") is not None else along(call)  # type: ignore[return-value]


def one_hot(call: Call) -> Tensor:
    """Make a place for each number."""
    return call.state("a place for each number", (*call.shape, int(call.get("num_classes", default=1))))


def largest(call: Call) -> Made:
    """Make the largest values along the last axis, and where they stand."""
    shape = (*call.shape[:-1], int(call.get("k", default=1)))
    found = call.state("the largest values", shape)
    return (found, found)
