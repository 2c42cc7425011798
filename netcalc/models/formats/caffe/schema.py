"""The fields of Caffe's networks that are read, of both generations; numbers are ours, since only text is read."""

import re
from functools import cache
from typing import Any, Final

from netcalc.files.messages import read_text, schema

BARE: Final = re.compile(r"\btype\s*:\s*([A-Z]\w*)")  # the first generation's kinds stand without quotes
ENUMS: Final = {
    "Phase": (("TRAIN", 0), ("TEST", 1)),
    "PoolMethod": (("MAX", 0), ("AVE", 1), ("STOCHASTIC", 2)),
    "EltwiseOp": (("PROD", 0), ("SUM", 1), ("MAX", 2), ("MIN", 3)),
    "RoundMode": (("CEIL", 0), ("FLOOR", 1)),
    "NormRegion": (("ACROSS_CHANNELS", 0), ("WITHIN_CHANNEL", 1)),
    "ReductionOp": (("NONE", 0), ("SUM", 1), ("ASUM", 2), ("SUMSQ", 3), ("MEAN", 4)),
}


def _fields(text: str) -> dict[str, tuple[int, str]]:
    """Give the fields of a line, `name:type name:type* ...`, their numbers."""
    pairs = (each.partition(":") for each in text.split())
    return {name: (number, kind) for number, (name, _, kind) in enumerate(pairs, 1)}


TABLE: Final = {
    "Shape": _fields("dim:int64*"),
    "Rule": _fields("phase:Phase min_level:int32 max_level:int32 stage:string* not_stage:string*"),
    "Blob": _fields("name:string"),
    "InputOf": _fields("shape:Shape*"),
    "Data": _fields("batch_size:uint32 crop_size:uint32 channels:uint32* height:uint32* width:uint32* "
                    "new_height:uint32 new_width:uint32 is_color:bool shape:Shape* num:uint32*"),
    "Resized": _fields("height:uint32 width:uint32"),
    "Transform": _fields("crop_size:uint32 resize_param:Resized force_color:bool force_gray:bool"),
    "Window": _fields(
        "num_output:uint32 bias_term:bool kernel_size:uint32* kernel_h:uint32 kernel_w:uint32 stride:uint32* "
        "stride_h:uint32 stride_w:uint32 pad:uint32* pad_h:uint32 pad_w:uint32 group:uint32 dilation:uint32* "
        "hole:uint32* axis:int32 pad_l:uint32 pad_r:uint32 pad_t:uint32 pad_b:uint32 deformable_group:uint32"
    ),
    "PoolingOf": _fields(
        "pool:PoolMethod kernel_size:uint32 kernel_h:uint32 kernel_w:uint32 stride:uint32 stride_h:uint32 "
        "stride_w:uint32 pad:uint32 pad_h:uint32 pad_w:uint32 global_pooling:bool round_mode:RoundMode ceil_mode:bool"
    ),
    "Inner": _fields("num_output:uint32 bias_term:bool axis:int32 transpose:bool"),
    "Eltwise": _fields("operation:EltwiseOp coeff:float*"),
    "Axis": _fields("axis:int32 end_axis:int32 num_axes:int32 tiles:int32"),
    "ConcatOf": _fields("axis:int32 concat_dim:uint32"),
    "SliceOf": _fields("axis:int32 slice_point:uint32* slice_dim:uint32"),
    "LRNOf": _fields("local_size:uint32 alpha:float beta:float norm_region:NormRegion k:float"),
    "ReLUOf": _fields("negative_slope:float"),
    "ScaleOf": _fields("axis:int32 num_axes:int32 bias_term:bool"),
    "BatchNormOf": _fields("use_global_stats:bool eps:float scale_bias:bool"),
    "MVNOf": _fields("normalize_variance:bool across_channels:bool"),
    "Shared": _fields("channel_shared:bool across_spatial:bool"),
    "ClipOf": _fields("min:float max:float"),
    "ReshapeOf": _fields("shape:Shape axis:int32 num_axes:int32"),
    "PermuteOf": _fields("order:uint32*"),
    "ReductionOf": _fields("operation:ReductionOp axis:int32"),
    "EmbedOf": _fields("num_output:uint32 input_dim:uint32 bias_term:bool"),
    "RecurrentOf": _fields("num_output:uint32 expose_hidden:bool"),
    "CropOf": _fields("axis:int32 offset:uint32*"),
    "Upsampling": _fields("scale:uint32 height:uint32 width:uint32 upsample_h:uint32 upsample_w:uint32 "
                          "pad_out_h:bool pad_out_w:bool"),
    "InterpOf": _fields(
        "height:int32 width:int32 zoom_factor:int32 shrink_factor:int32 pad_beg:int32 pad_end:int32"
    ),
    "Groups": _fields("group:uint32"),
    "Stride": _fields("stride:uint32 reverse:bool"),
    "Pyramid": _fields("pyramid_height:uint32"),
    "Priors": _fields("min_size:float* max_size:float* aspect_ratio:float* flip:bool fixed_size:float* "
                      "fixed_ratio:float* density:float*"),
    "Regions": _fields("pooled_h:uint32 pooled_w:uint32 output_dim:uint32 group_size:uint32"),
    "PythonOf": _fields("module:string layer:string"),
    "V0Layer": _fields("name:string"),
    "Layer": {},
    "V1Layer": {},
    "Net": _fields("name:string input:string* input_dim:int32* input_shape:Shape* layer:Layer* layers:V1Layer*"),
}  # fmt: skip
PARAMS: Final = _fields(
    "input_param:InputOf convolution_param:Window deformable_convolution_param:Window pooling_param:PoolingOf "
    "inner_product_param:Inner eltwise_param:Eltwise concat_param:ConcatOf slice_param:SliceOf lrn_param:LRNOf "
    "relu_param:ReLUOf scale_param:ScaleOf bias_param:Axis flatten_param:Axis tile_param:Axis "
    "batch_norm_param:BatchNormOf mvn_param:MVNOf prelu_param:Shared norm_param:Shared clip_param:ClipOf "
    "reshape_param:ReshapeOf permute_param:PermuteOf reduction_param:ReductionOf embed_param:EmbedOf "
    "recurrent_param:RecurrentOf crop_param:CropOf upsample_param:Upsampling interp_param:InterpOf "
    "shuffle_channel_param:Groups reorg_param:Stride spp_param:Pyramid prior_box_param:Priors "
    "roi_pooling_param:Regions roi_align_param:Regions psroi_pooling_param:Regions python_param:PythonOf "
    "transform_param:Transform data_param:Data image_data_param:Data memory_data_param:Data hdf5_data_param:Data "
    "dummy_data_param:Data window_data_param:Data include:Rule* exclude:Rule* name:string type:string bottom:string* "
    "top:string* loss_weight:float*"
)
BESIDE: Final = 90  # numbers for what the two generations have in other forms


@cache
def _net() -> Any:
    layer = {**PARAMS, "param": (BESIDE, "Blob*")}
    older = {**PARAMS, "param": (BESIDE, "string*"), "layer": (BESIDE + 1, "V0Layer")}
    return schema("caffe", {**TABLE, "Layer": layer, "V1Layer": older}, ENUMS)["Net"]


def read_net(text: str) -> Any:
    """Read the text of a network; Damaged where it is none."""
    return read_text(BARE.sub(r'type: "\1"', text), _net())
