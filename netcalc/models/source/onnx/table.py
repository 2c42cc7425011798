"""How each kind is written in ONNX: the one list."""

from typing import Final

from netcalc.models.source.onnx import arrays, functions, shapes, windows
from netcalc.models.source.onnx.attention import attention
from netcalc.models.source.onnx.functions import PLAIN, plain
from netcalc.models.source.onnx.graph import Tensor
from netcalc.models.source.onnx.layer import Layer, Writer
from netcalc.models.source.onnx.recurrent import recurrent
from netcalc.models.source.onnx.shapes import joined
from netcalc.models.source.piece import Unfit


def stated(_: Layer) -> Tensor:
    """Refuse what nobody can write: numbers that somebody states."""
    raise Unfit("its numbers are stated, and nobody knows what it computes")


WRITERS: Final[dict[str, Writer]] = {
    **{kind: plain(operator) for kind, operator in PLAIN.items()},
    **dict.fromkeys(("relu6", "hard_tanh"), functions.bounded),
    **dict.fromkeys(("softmax", "log_softmax"), functions.shares),
    **dict.fromkeys(("rnn", "lstm", "gru"), recurrent),
    "add": joined("Add"),
    "subtract": joined("Sub"),
    "multiply": joined("Mul"),
    "slice": shapes.sliced,
    **{
        writer.__name__: writer
        for writer in (
            functions.hard_sigmoid, functions.leaky_relu, functions.elu, functions.gelu, functions.silu,
            functions.square, functions.step, functions.dropout, functions.glu, functions.lrn, functions.noise,
            shapes.concat, shapes.matmul, shapes.flatten, shapes.reshape, shapes.transpose, shapes.crop,
            shapes.zero_pad, shapes.upsample, shapes.reduce, shapes.pixel_shuffle, shapes.space_to_depth,
            shapes.channel_shuffle, windows.conv, windows.conv_transpose, windows.pool, windows.global_pool,
            windows.adaptive_pool, windows.local, arrays.fc, arrays.maxout, arrays.prelu, arrays.batchnorm,
            arrays.instancenorm, arrays.groupnorm, arrays.layernorm, arrays.rmsnorm, arrays.scale, arrays.embedding,
            arrays.learned, attention, stated,
        )
    },
}  # fmt: skip
