"""What each operation of `keras.ops` is made by: the one list."""

from collections.abc import Mapping
from typing import Final

from netcalc.models.formats.keras.call import Makes
from netcalc.models.formats.keras.ops import moves, products, values

FUNCTIONS: Final = {
    "Relu": "relu", "Relu6": "relu6", "Sigmoid": "sigmoid", "Tanh": "tanh", "Softmax": "softmax",
    "LogSoftmax": "log_softmax", "Silu": "silu", "Gelu": "gelu", "Elu": "elu", "Selu": "selu", "Softplus": "softplus",
    "HardSigmoid": "hard_sigmoid", "HardSilu": "hard_swish", "LeakyRelu": "leaky_relu", "HardTanh": "hard_tanh",
    "Absolute": "abs", "Abs": "abs", "Square": "square", "Exp": "exp",
}  # fmt: skip
SAME: Final = (  # what changes no count
    "Cast SaturateCast ConvertToTensor StopGradient Copy Negative Sqrt Rsqrt Reciprocal Log Log10 Log1p Log2 Expm1 "
    "Exp2 Erf Erfc Erfinv Sin Cos Tan Arcsin Arccos Arctan Arcsinh Arccosh Arctanh Sinh Cosh Sign Floor Ceil Round "
    "Trunc Isnan Isinf Isfinite LogicalNot BitwiseNot NanToNum OnesLike ZerosLike FullLike Cumsum Cumprod Roll Flip "
    "Sort Argsort Softsign Celu LogSigmoid SoftShrink HardShrink TanhShrink Threshold Squareplus Sparsemax SparsePlus "
    "SparseSigmoid Normalize Tril Triu Cbrt Deg2rad Rad2deg Fabs Real Conj Conjugate Sinc I0 Signbit"
)
ALONG: Final = (  # what makes one value of several
    "Min Amin Prod Std Var Any All Argmax Argmin Logsumexp Median CountNonzero Nanmax Nanmin Nanmean Nansum Nanstd "
    "Nanvar Ptp"
)
BETWEEN: Final = {
    "Maximum": "the larger value", "Minimum": "the smaller value", "Fmax": "the larger value",
    "Fmin": "the smaller value", "Power": "a power", "Mod": "a remainder", "Fmod": "a remainder",
    "FloorDivide": "a whole quotient", "Arctan2": "an angle", "Hypot": "a length", "Logaddexp": "a sum of logarithms",
    **dict.fromkeys(("Greater", "GreaterEqual", "Less", "LessEqual", "Equal", "NotEqual", "LogicalAnd", "LogicalOr",
                     "LogicalXor", "Isclose"), "a comparison"),
}  # fmt: skip
OPS: Final[Mapping[str, Makes]] = {
    **{name: values.plain(kind) for name, kind in FUNCTIONS.items()},
    **dict.fromkeys(SAME.split(), values.passed),
    **dict.fromkeys(ALONG.split(), values.along),
    **{name: values.taken(op) for name, op in values.TAKEN.items()},
    **{name: values.join(kind, f"{kind} of values that are stretched") for name, kind in values.JOINS.items()},
    **{name: values.join("", what) for name, what in BETWEEN.items()},
    "Clip": values.clip,
    "Glu": values.glu,
    "Where": values.chosen,
    "Norm": values.norm,
    "Moments": values.moments,
    "OneHot": values.one_hot,
    "TopK": values.largest,
    "Reshape": moves.reshape,
    "Ravel": moves.reshape,
    "ExpandDims": moves.expanded,
    "Squeeze": moves.squeezed,
    "Transpose": moves.transpose,
    "Swapaxes": moves.swapped,
    "Moveaxis": moves.moved,
    "GetItem": moves.item,
    "Split": moves.split,
    "ArraySplit": moves.split,
    "Unstack": moves.unstacked,
    "Stack": moves.stack,
    "Concatenate": moves.concat,
    "Pad": moves.pad,
    "Repeat": moves.repeated,
    "Tile": moves.tiled,
    "BroadcastTo": moves.stretched_to,
    "Take": moves.looked_up,
    "TakeAlongAxis": moves.looked_up,
    "Matmul": products.matmul,
    "Dot": products.dot,
    "Einsum": products.einsum,
    "DotProductAttention": products.attention,
    "MaxPool": products.pooled("max"),
    "AveragePool": products.pooled("avg"),
    "Resize": products.resized,
    "ExtractPatches": products.patches,
    "DepthToSpace": products.shuffled("pixel_shuffle"),
    "SpaceToDepth": products.shuffled("space_to_depth"),
    "CropImages": products.cropped,
}
