"""The words other tools use for ours, so that a misspelt or foreign word leads to the right one."""

import re
from collections.abc import Iterable
from typing import Final

from netcalc.problems import nearest

FOREIGN_KINDS: Final = {
    "fc": "dense linear fully_connected fullyconnected inner_product innerproduct affine mlp gemm",
    "conv": "conv1d conv2d conv3d convolution convolutional convolution2d",
    "local": "locally_connected locallyconnected1d locallyconnected2d local2d unshared_conv",
    "conv_transpose": "deconv deconvolution convtranspose convtranspose1d convtranspose2d convtranspose3d"
    " conv2dtranspose conv2d_transpose transposed_conv upconv",
    "pool": "maxpool max_pool maxpool1d maxpool2d maxpool3d maxpooling maxpooling2d max_pooling pooling pool2d",
    "pool: {op: avg}": "avgpool avg_pool avgpool1d avgpool2d avgpool3d averagepooling averagepooling2d average_pool"
    " avg_pooling subsampling subsample downsample",
    "global_pool": "gap globalavgpool global_avg_pool globalaveragepooling2d globalaveragepool adaptiveavgpool2d"
    " adaptive_avg_pool global_average_pool globalpool",
    "global_pool: max": "globalmaxpool global_max_pool globalmaxpooling2d adaptivemaxpool2d",
    "conv: {groups: depth}": "depthwise depthwise_conv depthwiseconv2d dwconv",
    "relu": "rectifier rectified_linear activation",
    "leaky_relu": "leakyrelu lrelu",
    "sigmoid": "logistic",
    "silu": "swish",
    "hard_swish": "hardswish hswish",
    "hard_sigmoid": "hardsigmoid hsigmoid",
    "step": "heaviside threshold sign",
    "batchnorm": "bn batch_norm batchnorm1d batchnorm2d batchnorm3d batchnormalization batch_normalization",
    "layernorm": "ln layer_norm layernormalization layer_normalization",
    "groupnorm": "gn group_norm groupnormalization instancenorm instance_norm",
    "lrn": "localresponsenorm local_response_norm local_response_normalization",
    "dropout": "dropout1d dropout2d drop",
    "flatten": "reshape view",
    "upsample": "upsampling upsampling2d upsamplingnearest2d interpolate resize",
    "zero_pad": "zeropad zeropad2d zeropadding2d padding pad",
    "crop": "cropping cropping1d cropping2d cropping3d center_crop centercrop",
    "add": "sum eltwise plus shortcut",
    "multiply": "mul product",
    "concat": "cat concatenate merge join route",
    "repeat": "times loop",
    "residual": "skip skip_connection resblock residual_block",
    "parallel": "split inception branch branches",
}
FOREIGN_FIELDS: Final = {
    "size": "kernel_size kernel ksize kernel_shape filter_size window f pool_size receptive_field",
    "filters": "out_channels channels out num_filters n_filters filter features num_output depth output_channels k"
    " out_depth",
    "units": "out_features features neurons nodes n num_units hidden num_output size width outputs",
    "pad": "padding pads p zero_padding border left right top bottom front back",
    "stride": "strides s step subsample",
    "dilation": "dilation_rate dilations d rate",
    "groups": "group num_groups g",
    "bias": "use_bias biases with_bias shift",
    "output_pad": "output_padding out_pad",
    "op": "mode type method pooling kind",
    "rate": "p prob probability drop_rate",
    "slope": "negative_slope alpha leak",
    "alpha": "negative_slope slope",
    "factor": "scale_factor scale size",
    "from": "inputs input reads sources bottom",
    "name": "id label title",
    "times": "count n number repeat repeats",
    "layers": "layer body net network steps modules",
    "eps": "epsilon",
    "input": "input_shape input_size in shape",
    "rounding": "round round_mode ceil_mode",
    "expect": "expected claims assert asserts",
    "margin": "pad size cropping crop pixels",
    "branches": "layers paths branch towers",
    "shortcut": "skip downsample identity projection",
    "args": "arguments params parameters defaults",
    "connect": "connections table mapping",
    "pieces": "k num_pieces pools",
}


ADVICE: Final = {
    "activation": "an activation is a layer of its own: write `- relu` after this one",
    "keep_prob": "`rate` is the share that is dropped, 1 - keep_prob",
    "<<": "merge keys are not read: write the fields out, or make a block with arguments",
    "identity": "leave it out: an empty branch changes nothing",
}


def _squeezed(word: str) -> str:
    """Take off what differs between tools: nn., underscores, capitals, the number of axes."""
    bare = word.rpartition(".")[2].lower().replace("-", "").replace("_", "")
    return re.sub(r"(?<=[a-z])[123]d$", "", bare)


def _ours(word: str, foreign: dict[str, str], known: Iterable[str]) -> str | None:
    known = tuple(known)
    plain = word.lower().replace("-", "_")
    if plain in known:
        return plain
    for ours, theirs in foreign.items():
        if plain in theirs.split() and ours.split(":")[0] in known:
            return ours
    bare = _squeezed(word)
    for ours, theirs in foreign.items():
        if ours.split(":")[0] in known and bare in map(_squeezed, (ours, *theirs.split())):
            return ours
    return nearest(word, known)


def meant_kind(word: str, known: Iterable[str]) -> str | None:
    """Find which kind was probably meant, with the field that makes it so: `pool: {op: avg}`."""
    return _ours(word, FOREIGN_KINDS, known)


def kind_hint(word: str, meant: str | None) -> str:
    """Say what to write for the kind that was meant."""
    if word in ADVICE:
        return ADVICE[word]
    return f"write `{meant}`" if meant else "`netcalc kinds` lists them"


def field_hint(word: str, known: Iterable[str]) -> str:
    """Say which field was probably meant, else which there are."""
    known = tuple(known)
    if word in ADVICE:
        return ADVICE[word]
    ours = _ours(word, FOREIGN_FIELDS, known)
    return f"write `{ours}`" if ours else "its fields are " + ", ".join(f"`{field}`" for field in known)


def name_hint(word: str, known: Iterable[str]) -> str:
    """Say which name was probably meant, if any comes near."""
    ours = nearest(word, known)
    return f"did you mean `{ours}`?" if ours else ""
