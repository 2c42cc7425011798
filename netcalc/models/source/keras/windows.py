"""Kinds that slide a window: convolutions and pools, with the padding that Keras' layers cannot do before them."""

from typing import Final

from netcalc.models.source.keras.layer import layer_of, nd, padded, sides
from netcalc.models.source.piece import Arg, Piece, Unfit, listed, switch, turned
from netcalc.models.source.written import Written

SAME, VALID, CAUSAL = "same", "valid", "causal"
REFLECT: Final = "reflect"
EDGES: Final = {"circular": "wrapped", "replicate": "extended"}  # functions of our own


def _same(layer: Written) -> list[tuple[int, int]]:
    """Give the padding of Keras' `same`: as many windows as strides go into the input, the odd pixel at the end."""
    found = []
    for extent, slide in zip(layer.given[0].spatial, layer.window, strict=False):
        reach = slide.dilation * (slide.size - 1) + 1
        total = max(0, (-(-extent // slide.stride) - 1) * slide.stride + reach - extent)
        found.append((total // 2, total - total // 2))
    return found


def _padding(layer: Written) -> tuple[str, str]:
    """Say which padding a convolution has by itself, and what it reads: what it cannot do stands before it."""
    pairs = layer.sides
    mode = layer.layer.pad_mode
    if mode == REFLECT and any(map(any, pairs)):
        return VALID, f'ops.pad({{0}}, {[(0, 0), *reversed(pairs), (0, 0)]!r}, mode="{REFLECT}")'
    if mode != "zeros" and any(map(any, pairs)):
        return VALID, f"{EDGES[mode]}({{0}}, {[*reversed(pairs)]!r})"
    if not any(map(any, pairs)):
        return VALID, "{0}"
    if pairs == _same(layer):
        return SAME, "{0}"
    if layer.axes == 1 and pairs[0][1] == 0 and pairs[0][0] == layer.window[0].dilation * (layer.window[0].size - 1):
        return CAUSAL, "{0}"
    return VALID, padded(layer, pairs)


def _numbers(layer: Written) -> tuple[Arg, ...]:
    window = layer.window
    return (
        Arg("stride", turned([slide.stride for slide in window]), "strides", 1),
        Arg("dilation", turned([slide.dilation for slide in window]), "dilation_rate", 1),
    )


def conv(layer: Written) -> Piece:
    """Write a convolution."""
    of = layer.layer
    padding, given = _padding(layer)
    stride, dilation = _numbers(layer)
    if stride.value != 1 and dilation.value != 1:
        raise Unfit("Keras strides or dilates, not both")
    if of.connect is not None:
        raise Unfit("Keras' filters read all slices of their group, and these read chosen ones")
    return layer_of(
        nd(layer, "Conv"),
        Arg("filters", of.filters), Arg("size", turned([slide.size for slide in layer.window])), stride,
        Arg("padding", padding, "padding", VALID), dilation, Arg("groups", layer.groups, "groups", 1),
        switch("bias", of.bias, keyword="use_bias", by_itself=True),
        given=given, needs=tuple(need for need in EDGES.values() if given.startswith(need)),
    )  # fmt: skip


def conv_transpose(layer: Written) -> Piece:
    """Write a transposed convolution; what it makes too much is cropped behind it."""
    of, window = layer.layer, layer.window
    if of.groups != 1:
        raise Unfit("Keras' transposed convolutions have one group")
    cut, more, same, spare = [], [], [], []
    for extent, made, slide in zip(layer.given[0].spatial, layer.made.spatial, window, strict=True):
        reach = slide.dilation * (slide.size - 1) + 1
        full = (extent - 1) * slide.stride + reach
        behind = made + slide.before - full  # what is wanted beyond the last product
        more.append(max(0, behind))
        cut.append((slide.before, max(0, -behind)))
        spare.append((slide.before, max(0, -behind) + max(0, slide.stride - reach)))  # unless a padding is asked for
        same.append(made == extent * slide.stride and slide.before == max(0, (reach - slide.stride) // 2))
    stride, dilation = _numbers(layer)
    if dilation.value != 1:
        raise Unfit("Keras' transposed convolutions dilate on some backends alone")
    args = (Arg("filters", of.filters), Arg("size", turned([slide.size for slide in window])), stride)
    bias = switch("bias", of.bias, keyword="use_bias", by_itself=True)
    if all(same):
        return layer_of(nd(layer, "Conv") + "Transpose", *args, Arg("padding", SAME, "padding", VALID), bias)
    if any(each >= slide.stride for each, slide in zip(more, window, strict=True) if each):
        raise Unfit("Keras adds less than a stride behind a transposed convolution")
    cut = cut if any(more) else spare
    pad = Arg("output_pad", turned(more), "output_padding")
    piece = layer_of(nd(layer, "Conv") + "Transpose", *args, *((pad,) if any(more) else ()), bias)
    if not any(map(any, cut)):
        return piece
    return piece._replace(call=f"{nd(layer, 'Cropping')}({sides(cut)!r})({piece.call})")


def local(layer: Written) -> Piece:
    """Write a convolution whose filters are not shared."""
    of = layer.layer
    if layer.axes != 2:
        raise Unfit("filters that are not shared are written for Keras along two axes alone")
    return layer_of(
        "Local",
        Arg("filters", of.filters), Arg("size", turned([slide.size for slide in layer.window])),
        Arg("stride", turned([slide.stride for slide in layer.window]), "strides", 1),
        switch("bias", of.bias, keyword="use_bias", by_itself=True),
        given=padded(layer, layer.sides), needs=("Local",),
    )  # fmt: skip


def pool(layer: Written) -> Piece:
    """Write a pool; what is put around for a maximum is minus infinity, for a mean zeros, which it counts."""
    of, window, pairs = layer.layer, layer.window, layer.sides
    if any(slide.dilation > 1 for slide in window):
        raise Unfit("Keras' pools do not dilate")
    largest = of.op == "max"
    args = [Arg("size", size := turned([slide.size for slide in window]))]
    args.append(Arg("stride", turned([slide.stride for slide in window]), "strides", size))
    if largest and any(map(any, pairs)) and pairs == _same(layer):
        return layer_of(nd(layer, "MaxPooling"), *args, Arg("padding", SAME, "padding", VALID))
    if largest and any(map(any, pairs)):
        pads = [(0, 0), *reversed(pairs), (0, 0)]
        given = f'ops.pad({{0}}, {pads!r}, constant_values=-float("inf"))'
        return layer_of(nd(layer, "MaxPooling"), *args, given=given)
    if not largest and pairs != [(slide.before, slide.after) for slide in window]:
        raise Unfit("Keras' mean divides by all places of a window, and here one overhangs the padding")
    made = layer_of(nd(layer, "MaxPooling" if largest else "AveragePooling"), *args, given=padded(layer, pairs))
    if not of.trainable:
        return made
    (pooled,) = made.makes
    call = f"{{module}}({pooled.callee}({listed(pooled.args)})({padded(layer, pairs)}))"
    return Piece(call, layer_of("Scale", switch("bias", True, by_itself=False)).makes, ("Scale",))  # noqa: FBT003


def global_pool(layer: Written) -> Piece:
    """Write a pool over all positions."""
    if layer.axes == 0:
        return Piece("{0}")
    word = "GlobalAveragePooling" if layer.layer.op == "avg" else "GlobalMaxPooling"
    return layer_of(nd(layer, word), switch("keepdims", True, by_itself=False))  # noqa: FBT003  the axes stay


def adaptive_pool(layer: Written) -> Piece:
    """Write a pool that makes so many positions, where they divide those that came."""
    pairs = list(zip(layer.given[0].spatial, layer.made.spatial, strict=True))
    if any(came % left for came, left in pairs):
        raise Unfit("Keras has no pool whose windows are of unlike sizes")
    word = "AveragePooling" if layer.layer.op == "avg" else "MaxPooling"
    return layer_of(nd(layer, word), Arg("size", turned([came // left for came, left in pairs])))
