"""Kinds with arrays that slide no window: fully connected layers, norms, tables, attention, recurrence."""

from netcalc.models.source.keras.layer import layer_of, shape
from netcalc.models.source.piece import Arg, Make, Piece, Unfit, switch
from netcalc.models.source.written import Written

EPS = 1e-3  # Keras' own, of most norms


def _bias(layer: Written) -> Arg:
    return switch("bias", layer.layer.bias, keyword="use_bias", by_itself=True)


def fc(layer: Written) -> Piece:
    """Write a fully connected layer: on all values, or at each position."""
    given = "layers.Flatten()({0})" if layer.layer.flatten and layer.axes else "{0}"
    return layer_of("layers.Dense", Arg("units", layer.layer.units), _bias(layer), given=given)


def maxout(layer: Written) -> Piece:
    """Write the largest of several sums for each unit."""
    of = layer.layer
    given = "layers.Flatten()({0})" if layer.axes else "{0}"
    call = f"ops.max(layers.Reshape(({of.units}, {of.pieces}))({{module}}({given})), axis=-1)"
    return Piece(call, (Make("layers.Dense", (Arg("units", of.units * of.pieces), _bias(layer))),))


def prelu(layer: Written) -> Piece:
    """Write a ReLU whose slope is learned, one a channel."""
    shared = (Arg("shared_axes", tuple(range(1, layer.axes + 1)), "shared_axes"),) if layer.axes else ()
    return layer_of("layers.PReLU", *shared)


def _affine(layer: Written) -> tuple[Arg, ...]:
    affine = layer.layer.affine
    return (
        switch("center", affine, by_itself=True), switch("scale", affine, by_itself=True),
    )  # fmt: skip


def batchnorm(layer: Written) -> Piece:
    """Write a batch norm."""
    return layer_of("layers.BatchNormalization", Arg("eps", layer.layer.eps, "epsilon", EPS), *_affine(layer))


def layernorm(layer: Written) -> Piece:
    """Write a layer norm over the depth at each position."""
    return layer_of("layers.LayerNormalization", Arg("eps", layer.layer.eps, "epsilon", EPS), *_affine(layer))


def groupnorm(layer: Written) -> Piece:
    """Write a norm over groups of the depth."""
    of = layer.layer
    return layer_of(
        "layers.GroupNormalization", Arg("groups", of.groups), Arg("eps", of.eps, "epsilon", EPS), *_affine(layer)
    )


def instancenorm(layer: Written) -> Piece:
    """Write an instance norm, which is a norm over as many groups as slices."""
    eps = Arg("eps", layer.layer.eps, "epsilon", EPS)
    return layer_of("layers.GroupNormalization", Arg("groups", -1), eps, *_affine(layer))


def rmsnorm(layer: Written) -> Piece:
    """Write a norm by the root of the mean square."""
    eps = float(layer.layer.eps)
    if layer.layer.affine:
        return layer_of("layers.RMSNormalization", Arg("eps", eps, "epsilon", 1e-6))
    return Piece(f"{{0}} / ops.sqrt(ops.mean(ops.square({{0}}), axis=-1, keepdims=True) + {eps})", several=True)


def scale(layer: Written) -> Piece:
    """Write a learned factor, and perhaps a shift, a channel."""
    return layer_of("Scale", switch("bias", layer.layer.bias, by_itself=False), needs=("Scale",))


def embedding(layer: Written) -> Piece:
    """Write a table of which a whole number takes a row."""
    of = layer.layer
    given = f"layers.Reshape(({', '.join(map(str, shape(layer.given[0])[:-1]))},))({{0}})" if layer.axes else "{0}"
    return layer_of("layers.Embedding", Arg("vocabulary", of.vocabulary), Arg("depth", of.depth_), given=given)


def learned(layer: Written) -> Piece:
    """Write an array that is learned, the same for each example."""
    return Piece("{module}({batch})", (Make("Learned", (Arg("shape", shape(layer.made)),)),), ("Learned",))


def attention(layer: Written) -> Piece:
    """Write attention over all positions."""
    of = layer.layer
    if of.window_ is not None or of.relative_bias:
        raise Unfit("attention in windows is written for PyTorch alone")
    kv, size = of.kv_heads or of.heads, of.head_size or layer.depth // of.heads
    keys = "{1}" if len(layer.given) > 1 else "{0}"
    causal = ", use_causal_mask=True" if of.causal else ""
    if layer.axes != 1 and (of.causal or kv != of.heads):
        raise Unfit("Keras' attention that is causal, or of heads that share keys, works over one axis alone")
    call = f"{{module}}({{0}}, {keys}{causal})"
    if not layer.axes:
        raise Unfit("Keras' attention works over positions, and here there are none")
    if kv == of.heads:
        alike = (Arg("heads", of.heads), Arg("head_size", size), _bias(layer))
        return Piece(call, (Make("layers.MultiHeadAttention", alike),))
    args = (Arg("head_size", size), Arg("heads", of.heads), Arg("kv_heads", kv), _bias(layer))
    return Piece(call, (Make("layers.GroupQueryAttention", args),))


def recurrent(layer: Written) -> Piece:
    """Write a recurrent layer, whose biases are as Keras has them: two a gate of a GRU, else one."""
    of = layer.layer
    two = of.kind == "gru" and of.reset == "after"
    if str(of.bias).lower() not in ("false", "true" if two else "one"):
        has = "two biases" if two else "one bias"
        message = f"Keras' {of.kind.upper()} has {has} a gate"
        raise Unfit(message, f"write `bias: {'true' if two else 'one'}` to have it so, or `bias: false`")
    callee = {"rnn": "layers.SimpleRNN", "lstm": "layers.LSTM", "gru": "layers.GRU"}[of.kind]
    back = of.direction == "backward"
    args = [
        Arg("units", of.units),
        *([Arg("activation", of.activation, "activation", "tanh")] if of.kind == "rnn" else []),
        *([switch("reset_after", two, by_itself=True)] if of.kind == "gru" else []),
        switch("bias", str(of.bias).lower() != "false", keyword="use_bias", by_itself=True),
        switch("sequences", of.output_ != "last", keyword="return_sequences", by_itself=False),
        switch("backward", back, keyword="go_backwards", by_itself=False),
    ]  # fmt: skip
    if of.direction == "both":
        return layer_of(f"layers.Bidirectional({callee}", *args)
    made = layer_of(callee, *args)
    return made._replace(call=f"ops.flip({made.call}, axis=1)") if back and of.output_ != "last" else made
