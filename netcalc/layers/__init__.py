"""The catalogue: the one list of layer kinds. A new kind is a class in a file beside this one, and its name below."""

from typing import Final

from netcalc.layers import activation, conv, fc, join, local, norm, pool, shape
from netcalc.layers.base import Layer

KINDS: Final[tuple[type[Layer], ...]] = (
    fc.FC,
    fc.Maxout,
    conv.Conv,
    local.Local,
    conv.ConvTranspose,
    pool.Pool,
    pool.GlobalPool,
    activation.ReLU,
    activation.ReLU6,
    activation.LeakyReLU,
    activation.ELU,
    activation.PReLU,
    activation.Sigmoid,
    activation.Tanh,
    activation.Softmax,
    activation.Step,
    activation.GELU,
    activation.SiLU,
    activation.HardSwish,
    activation.HardSigmoid,
    activation.Dropout,
    norm.BatchNorm,
    norm.LayerNorm,
    norm.GroupNorm,
    norm.Scale,
    norm.LRN,
    shape.Flatten,
    shape.Upsample,
    shape.ZeroPad,
    join.Add,
    join.Multiply,
    join.Concat,
)
CATALOGUE: Final = {kind.kind: kind for kind in KINDS}
