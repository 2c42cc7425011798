"""Kinds with arrays that slide no window: fully connected layers, norms, tables, attention, recurrence."""

from math import prod
from typing import Final

from netcalc.models.source.piece import Arg, Make, Piece, Unfit, switch
from netcalc.models.source.pytorch.layer import by_position, module, nd
from netcalc.models.source.written import Written

BATCH_FIRST: Final = True


def fc(layer: Written) -> Piece:
    """Write a fully connected layer: on all values, or at each position."""
    of = layer.layer
    bias = switch("bias", of.bias, by_itself=True)
    if not of.flatten:
        return by_position(layer, "nn.Linear", Arg("depth", layer.depth), Arg("units", of.units), bias)
    made = Make("nn.Linear", (Arg("inputs", prod(layer.given[0])), Arg("units", of.units), bias))
    return Piece("self.{name}({0}.flatten(1))" if layer.axes else "self.{name}({0})", (made,))


def prelu(layer: Written) -> Piece:
    """Write a ReLU whose slope is learned, one a channel."""
    return module("nn.PReLU", Arg("depth", layer.depth, "", 1))


def _norm(layer: Written, callee: str, affine: str, *, eps: float = 1e-5) -> tuple[str, tuple[Arg, ...]]:
    of = layer.layer
    return callee, (
        Arg("depth", layer.depth),
        Arg("eps", of.eps, "eps", eps),
        switch("affine", of.affine, keyword=affine, by_itself=not callee.startswith("nn.InstanceNorm")),
    )


def batchnorm(layer: Written) -> Piece:
    """Write a batch norm; of values without spatial axes it is BatchNorm1d."""
    callee, args = _norm(layer, "nn.BatchNorm1d" if layer.axes == 0 else nd(layer, "BatchNorm"), "affine")
    return module(callee, *args)


def instancenorm(layer: Written) -> Piece:
    """Write an instance norm."""
    callee, args = _norm(layer, nd(layer, "InstanceNorm"), "affine")
    return module(callee, *args)


def layernorm(layer: Written) -> Piece:
    """Write a layer norm over the depth at each position."""
    callee, args = _norm(layer, "nn.LayerNorm", "elementwise_affine")
    return by_position(layer, callee, *args)


def rmsnorm(layer: Written) -> Piece:
    """Write a norm by the root of the mean square; PyTorch's own eps is another."""
    callee, args = _norm(layer, "nn.RMSNorm", "elementwise_affine", eps=0.0)
    return by_position(layer, callee, *args)


def groupnorm(layer: Written) -> Piece:
    """Write a norm over groups of the depth."""
    of = layer.layer
    return module(
        "nn.GroupNorm",
        Arg("groups", of.groups), Arg("depth", layer.depth), Arg("eps", of.eps, "eps", 1e-5),
        switch("affine", of.affine, by_itself=True),
    )  # fmt: skip


def lrn(layer: Written) -> Piece:
    """Write local response normalisation; PyTorch's wants an axis behind the depth."""
    of = layer.layer
    made = Make(
        "nn.LocalResponseNorm",
        (
            Arg("size", of.size), Arg("alpha", of.alpha, "alpha", 1e-4), Arg("beta", of.beta, "beta", 0.75),
            Arg("k", of.k, "k", 1.0),
        ),
    )  # fmt: skip
    return Piece("self.{name}({0})" if layer.axes else "self.{name}({0}.unsqueeze(2)).squeeze(2)", (made,))


def scale(layer: Written) -> Piece:
    """Write a learned factor, and perhaps a shift, a channel."""
    axes = 0 if layer.last else layer.axes
    args = (Arg("depth", layer.depth), Arg("axes", axes), switch("bias", layer.layer.bias, by_itself=False))
    return Piece("self.{name}({0})", (Make("Scale", args),), needs=("Scale",))


def embedding(layer: Written) -> Piece:
    """Write a table of which a whole number takes a row: of numbers (N, T), or (N, 1, T) as other sequences come."""
    of = layer.layer
    made = Make("nn.Embedding", (Arg("vocabulary", of.vocabulary), Arg("depth", of.depth_)))
    if layer.axes == 1:
        return Piece(f"self.{{name}}({{0}}.flatten(1).long()){'' if layer.last else '.movedim(-1, 1)'}", (made,))
    return Piece(f"self.{{name}}({{0}}[:, 0].long()){'.movedim(-1, 1)' if layer.axes else ''}", (made,))


def learned(layer: Written) -> Piece:
    """Write an array that is learned, the same for each example."""
    args = [Arg("depth", layer.made.depth), *(Arg("extent", extent) for extent in reversed(layer.made.spatial))]
    shape = args[::-1] if layer.last else args
    spread = ", ".join(["-1"] * len(shape))
    return Piece(f"self.{{name}}.expand(len({{batch}}), {spread})", (Make("nn.Parameter(torch.randn", tuple(shape)),))


def attention(layer: Written) -> Piece:
    """Write attention: PyTorch's own where it has it, else a class of some lines."""
    of = layer.layer
    if of.window_ is not None or of.relative_bias:
        return _in_windows(layer)
    kv = of.kv_heads or of.heads
    size = of.head_size or layer.depth // of.heads
    keys = layer.given[-1].depth
    if kv == of.heads and size * of.heads == layer.depth:
        args = [
            Arg("depth", layer.depth), Arg("heads", of.heads), switch("bias", of.bias, by_itself=True),
            switch("batch_first", BATCH_FIRST, by_itself=False),
        ]  # fmt: skip
        if keys != layer.depth:
            args += [Arg("key_depth", keys, "kdim"), Arg("key_depth", keys, "vdim")]
        return _attending(layer, Make("nn.MultiheadAttention", tuple(args)))
    grouped = (
        Arg("depth", layer.depth), Arg("heads", of.heads), Arg("kv_heads", kv, "kv_heads"),
        Arg("head_size", size, "head_size"), Arg("key_depth", keys, "key_depth", layer.depth),
        switch("bias", of.bias, by_itself=True), switch("causal", of.causal, by_itself=False),
    )  # fmt: skip
    read, behind = _maps(layer)
    if layer.last:
        return Piece(f"self.{{name}}({read})", (Make("GroupedAttention", grouped),), needs=("GroupedAttention",))
    needs = ("over_positions", "GroupedAttention")
    return Piece(f"over_positions(self.{{name}}, {read}){behind}", (Make("GroupedAttention", grouped),), needs=needs)


def _attending(layer: Written, made: Make) -> Piece:
    """Write PyTorch's own attention, which wants the depth last."""
    if not layer.last:
        read, behind = _maps(layer)
        causal = ", causal=True" if layer.layer.causal else ""
        return Piece(f"attended(self.{{name}}, {read}{causal}){behind}", (made,), needs=("attended",))
    keys = f"{{{len(layer.given) - 1}}}"
    hidden = f"attn_mask=later({{0}}, {keys}), " if layer.layer.causal else ""
    call = f"self.{{name}}({{0}}, {keys}, {keys}, {hidden}need_weights=False)[0]"
    return Piece(call, (made,), needs=("later",) if layer.layer.causal else ())


def _maps(layer: Written) -> tuple[str, str]:
    """Write what attention reads, a point as a map of one pixel; and what stands behind the call, for that."""
    reads = (f"{{{place}}}" if each.spatial else f"{{{place}}}.unsqueeze(2)" for place, each in enumerate(layer.given))
    return ", ".join(reads), "" if layer.axes else ".squeeze(2)"


def _in_windows(layer: Written) -> Piece:
    """Write attention in windows of a map."""
    of = layer.layer
    kv, size = of.kv_heads or of.heads, of.head_size or layer.depth // of.heads
    window = of.window_ if of.window_ is not None else layer.given[0].spatial or 1
    if kv != of.heads or size * of.heads != layer.depth or of.causal:
        raise Unfit("attention in windows is written with as many key heads as heads, and not causal")
    args = (
        Arg("depth", layer.depth), Arg("heads", of.heads), Arg("window", _each(window, layer)),
        Arg("shift", _shift(layer, window), "shift", (0, 0)),
        switch("relative_bias", of.relative_bias, by_itself=False), switch("bias", of.bias, by_itself=True),
    )  # fmt: skip
    read, behind = _maps(layer)
    return Piece(f"self.{{name}}({read}){behind}", (Make("WindowAttention", args),), needs=("WindowAttention",))


def _each(numbers: int | tuple[int, ...], layer: Written) -> tuple[int, ...]:
    """Give a number an axis, in PyTorch's order."""
    return (numbers,) * max(1, layer.axes) if isinstance(numbers, int) else tuple(reversed(numbers))


def _shift(layer: Written, window: int | tuple[int, ...]) -> tuple[int, ...]:
    """Give how far the map is rolled along each axis: not along one that a window covers."""
    extents = tuple(reversed(layer.given[0].spatial)) or (1,)
    shifts, tiles = _each(layer.layer.shift, layer), _each(window, layer)
    return tuple(shift if tile < extent else 0 for shift, tile, extent in zip(shifts, tiles, extents, strict=True))


def recurrent(layer: Written) -> Piece:
    """Write a recurrent layer that reads a sequence."""
    of = layer.layer
    if of.kind == "gru" and of.reset == "before":
        return _reset_before(layer)
    args = (
        Arg("depth", layer.depth), Arg("units", of.units),
        *([Arg("activation", of.activation, "nonlinearity", "tanh")] if of.kind == "rnn" else []),
        switch("bias", of.bias is not False, by_itself=True),
        switch("batch_first", BATCH_FIRST, by_itself=False),
        switch("both", of.direction == "both", keyword="bidirectional", by_itself=False),
    )  # fmt: skip
    callee = f"nn.{of.kind.upper()}"
    if of.bias == "one":
        return _sequence(layer, Make(f"one_bias({callee}", args), ("one_bias",))
    return _sequence(layer, Make(callee, args), ())


def _reset_before(layer: Written) -> Piece:
    """Write a GRU that PyTorch has not: it resets the state before the product."""
    of = layer.layer
    args = (
        Arg("depth", layer.depth), Arg("units", of.units), Arg("bias", str(of.bias).lower(), "bias", "true"),
        switch("both", of.direction == "both", keyword="bidirectional", by_itself=False),
    )  # fmt: skip
    return _sequence(layer, Make("ResetBefore", args), ("ResetBefore",))


def _sequence(layer: Written, made: Make, needs: tuple[str, ...]) -> Piece:
    of = layer.layer
    turn = "" if layer.last else ".transpose(1, 2)"
    back = ".flip(1)" if of.direction == "backward" else ""
    if of.output_ == "last":
        return Piece(f"ended(self.{{name}}, {{0}}{turn}{back})", (made,), needs=(*needs, "ended"))
    return Piece(f"self.{{name}}({{0}}{turn}{back})[0]{back}{turn}", (made,), needs=needs)
