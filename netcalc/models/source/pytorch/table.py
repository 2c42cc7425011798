"""How each kind is written in PyTorch: the one list."""

from collections.abc import Callable
from typing import Final

from netcalc.models.source.joining import joined, plain
from netcalc.models.source.piece import Piece
from netcalc.models.source.pytorch import arrays, functions, windows
from netcalc.models.source.pytorch.functions import PLAIN, spread
from netcalc.models.source.written import Written

WRITERS: Final[dict[str, Callable[[Written], Piece]]] = {
    **{kind: plain(call) for kind, call in PLAIN.items()},
    "add": joined("+", spread),
    "subtract": joined("-", spread),
    "multiply": joined("*", spread),
    "softmax": functions.softmax,
    "log_softmax": functions.softmax,
    "slice": functions.sliced,
    "rnn": arrays.recurrent,
    "lstm": arrays.recurrent,
    "gru": arrays.recurrent,
    **{
        writer.__name__: writer
        for writer in (
            windows.conv, windows.conv_transpose, windows.local, windows.pool, windows.global_pool,
            windows.adaptive_pool, functions.leaky_relu, functions.elu, functions.gelu, functions.glu,
            functions.dropout, functions.concat, functions.matmul, functions.reshape, functions.transpose,
            functions.zero_pad, functions.crop, functions.upsample, functions.reduce, functions.pixel_shuffle,
            functions.space_to_depth, functions.channel_shuffle, functions.noise, functions.stated, functions.maxout,
            arrays.fc, arrays.prelu, arrays.batchnorm, arrays.instancenorm, arrays.layernorm, arrays.rmsnorm,
            arrays.groupnorm, arrays.lrn, arrays.scale, arrays.embedding, arrays.learned, arrays.attention,
        )
    },
}  # fmt: skip
