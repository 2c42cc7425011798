"""The fields of Caffe's networks that are read, of both generations; numbers are ours, since only text is read."""

from functools import cache
from typing import Any, Final

from netcalc.files.messages import read_text, schema

V1: Final = (
    "NONE ACCURACY BNLL CONCAT CONVOLUTION DATA DROPOUT EUCLIDEAN_LOSS ELTWISE FLATTEN HDF5_DATA HDF5_OUTPUT IM2COL "
    "IMAGE_DATA INFOGAIN_LOSS INNER_PRODUCT LRN MEMORY_DATA MULTINOMIAL_LOGISTIC_LOSS POOLING POWER RELU SIGMOID "
    "SIGMOID_CROSS_ENTROPY_LOSS SOFTMAX SOFTMAX_LOSS SPLIT TANH WINDOW_DATA ARGMAX ABSVAL HINGE_LOSS SILENCE SLICE MVN "
    "DUMMY_DATA EXP DECONVOLUTION THRESHOLD CONTRASTIVE_LOSS PADDING INPUT BN PRELU ELU LOG REDUCTION SCALE RESHAPE"
)
ENUMS: Final = {
    "LayerType": tuple((word, number) for number, word in enumerate(V1.split())),
    "Phase": (("TRAIN", 0), ("TEST", 1)),
    "PoolMethod": (("MAX", 0), ("AVE", 1), ("STOCHASTIC", 2)),
    "EltwiseOp": (("PROD", 0), ("SUM", 1), ("MAXIMUM", 2)),
    "RoundMode": (("CEIL", 0), ("FLOOR", 1)),
    "ReductionOp": (("SUM_OF", 0), ("ASUM", 1), ("SUMSQ", 2), ("MEAN", 3)),
}


def _fields(text: str) -> dict[str, tuple[int, str]]:
    """Give the fields of a line, `name:type name:type* ...`, their numbers."""
    pairs = (each.partition(":") for each in text.split())
    return {name: (number, kind) for number, (name, _, kind) in enumerate(pairs, 1)}


TABLE: Final = {
    "Shape": _fields("dim:int64*"),
    "Rule": _fields("phase:Phase stage:string* not_stage:string*"),
    "Blob": _fields("name:string"),
    "InputOf": _fields("shape:Shape*"),
    "Data": _fields("batch_size:uint32 crop_size:uint32 channels:uint32 height:uint32 width:uint32 new_height:uint32 "
                    "new_width:uint32 is_color:bool shape:Shape* num:uint32*"),
    "Transform": _fields("crop_size:uint32"),
    "Window": _fields(
        "num_output:uint32 bias_term:bool kernel_size:uint32* kernel_h:uint32 kernel_w:uint32 stride:uint32* "
        "stride_h:uint32 stride_w:uint32 pad:uint32* pad_h:uint32 pad_w:uint32 group:uint32 dilation:uint32* axis:int32"
    ),
    "PoolingOf": _fields(
        "pool:PoolMethod kernel_size:uint32 kernel_h:uint32 kernel_w:uint32 stride:uint32 stride_h:uint32 "
        "stride_w:uint32 pad:uint32 pad_h:uint32 pad_w:uint32 global_pooling:bool round_mode:RoundMode ceil_mode:bool"
    ),
    "Inner": _fields("num_output:uint32 bias_term:bool axis:int32 transpose:bool"),
    "Eltwise": _fields("operation:EltwiseOp coeff:float*"),
    "ConcatOf": _fields("axis:int32 concat_dim:uint32"),
    "SliceOf": _fields("axis:int32 slice_point:uint32* slice_dim:uint32"),
    "LRNOf": _fields("local_size:uint32 alpha:float beta:float k:float"),
    "ReLUOf": _fields("negative_slope:float"),
    "DropoutOf": _fields("dropout_ratio:float"),
    "ScaleOf": _fields("axis:int32 num_axes:int32 bias_term:bool"),
    "BatchNormOf": _fields("use_global_stats:bool eps:float"),
    "PReLUOf": _fields("channel_shared:bool"),
    "ReshapeOf": _fields("shape:Shape axis:int32 num_axes:int32"),
    "PermuteOf": _fields("order:uint32*"),
    "ReductionParam": _fields("operation:string axis:int32"),
    "EmbedOf": _fields("num_output:uint32 input_dim:uint32 bias_term:bool"),
    "CropOf": _fields("axis:int32 offset:uint32*"),
    "Upsampling": _fields("scale:uint32 height:uint32 width:uint32 zoom_factor:uint32"),
    "Groups": _fields("group:uint32"),
    "Layer": {},
    "V1Layer": {},
    "Net": _fields("name:string input:string* input_dim:int32* input_shape:Shape* layer:Layer* layers:V1Layer*"),
}  # fmt: skip
PARAMS: Final = _fields(
    "input_param:InputOf convolution_param:Window pooling_param:PoolingOf inner_product_param:Inner "
    "eltwise_param:Eltwise concat_param:ConcatOf slice_param:SliceOf lrn_param:LRNOf relu_param:ReLUOf "
    "dropout_param:DropoutOf scale_param:ScaleOf batch_norm_param:BatchNormOf bn_param:BatchNormOf prelu_param:PReLUOf "
    "reshape_param:ReshapeOf permute_param:PermuteOf reduction_param:ReductionParam embed_param:EmbedOf "
    "crop_param:CropOf upsample_param:Upsampling interp_param:Upsampling shuffle_channel_param:Groups "
    "transform_param:Transform data_param:Data image_data_param:Data memory_data_param:Data hdf5_data_param:Data "
    "dummy_data_param:Data window_data_param:Data include:Rule* exclude:Rule* name:string bottom:string* top:string*"
)
BESIDE: Final = 60  # numbers for what the two generations have in other forms


@cache
def _net() -> Any:
    layer = {**PARAMS, "type": (BESIDE, "string"), "param": (BESIDE + 1, "Blob*"), "phase": (BESIDE + 2, "Phase")}
    older = {**PARAMS, "type": (BESIDE, "LayerType"), "param": (BESIDE + 1, "string*")}
    return schema("caffe", {**TABLE, "Layer": layer, "V1Layer": older}, ENUMS)["Net"]


def read_net(text: str) -> Any:
    """Read the text of a network; Damaged where it is none."""
    return read_text(text, _net())
