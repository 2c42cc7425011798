"""The one table of operators: what an operator of another tool is, in a word of ours.

A word is a kind of layer where nothing is to be read but its name, else what readers know by that word; beside it
stand the names in the tools that have it.
"""

from functools import cache
from typing import Final, NamedTuple


class Operator(NamedTuple):
    """An operator: our word, and its names in the tools that have it, apart by spaces."""

    word: str
    onnx: str = ""
    aten: str = ""
    keras: str = ""
    caffe: str = ""
    darknet: str = ""
    convnetjs: str = ""


TABLE: Final = (
    # what weighs its inputs
    Operator("conv", "Conv", "conv1d conv2d conv3d convolution _convolution",
             "Conv1D Conv2D Conv3D Convolution1D Convolution2D Convolution3D AtrousConvolution2D AtrousConvolution1D",
             "Convolution CONVOLUTION", "convolutional conv", "conv"),
    Operator("conv_transpose", "ConvTranspose", "conv_transpose1d conv_transpose2d conv_transpose3d",
             "Conv1DTranspose Conv2DTranspose Conv3DTranspose Deconvolution2D Deconvolution3D",
             "Deconvolution DECONVOLUTION", "deconvolutional"),
    Operator("depthwise", keras="DepthwiseConv1D DepthwiseConv2D", caffe="DepthwiseConvolution ConvolutionDepthwise"),
    Operator("deformed", caffe="DeformableConvolution"),
    Operator("separable", keras="SeparableConv1D SeparableConv2D SeparableConvolution2D"),
    Operator("local", keras="LocallyConnected1D LocallyConnected2D", darknet="local"),
    Operator("fc", "Gemm FusedMatMul", "linear addmm", "Dense TimeDistributedDense", "InnerProduct INNER_PRODUCT",
             "connected conn", "fc"),
    Operator("matmul", "MatMul", "matmul bmm mm baddbmm"),
    Operator("einsum", "Einsum", "einsum", "EinsumDense"),
    Operator("maxout", keras="MaxoutDense", convnetjs="maxout"),
    Operator("embedding", "", "embedding", "Embedding ReversibleEmbedding", "Embed"),
    Operator("rnn", "RNN", "rnn_tanh rnn_relu", "SimpleRNN", "RNN", "rnn"),
    Operator("lstm", "LSTM", "lstm", "LSTM CuDNNLSTM", "LSTM", "lstm"),
    Operator("gru", "GRU", "gru", "GRU CuDNNGRU", "", "gru"),
    Operator("cells", keras="RNN"),
    Operator("looped", keras="ConvLSTM1D ConvLSTM2D ConvLSTM3D"),
    Operator("cell", "", "lstm_cell gru_cell rnn_tanh_cell rnn_relu_cell"),
    Operator("attention", "Attention", "scaled_dot_product_attention",
             "MultiHeadAttention GroupedQueryAttention GroupQueryAttention"),
    Operator("scores", keras="Attention"),
    Operator("additive", keras="AdditiveAttention"),
    # windows without weights
    Operator("max_pool", "MaxPool", "max_pool1d max_pool2d max_pool3d max_pool2d_with_indices max_pool3d_with_indices",
             "MaxPooling1D MaxPooling2D MaxPooling3D MaxPool1D MaxPool2D MaxPool3D", "", "maxpool max", "pool"),
    Operator("avg_pool", "AveragePool", "avg_pool1d avg_pool2d avg_pool3d",
             "AveragePooling1D AveragePooling2D AveragePooling3D AvgPool1D AvgPool2D AvgPool3D", "",
             "local_avgpool local_avg"),
    Operator("pool", caffe="Pooling POOLING"),
    Operator("pyramid", caffe="SPP"),
    Operator("global_avg", "GlobalAveragePool", "",
             "GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D GlobalAvgPool1D GlobalAvgPool2D "
             "GlobalAvgPool3D", "", "avgpool avg"),
    Operator("global_max", "GlobalMaxPool", "", "GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D "
             "GlobalMaxPool1D GlobalMaxPool2D GlobalMaxPool3D"),
    Operator("adaptive_avg", "", "adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d _adaptive_avg_pool2d "
             "_adaptive_avg_pool3d", "AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveAveragePooling3D"),
    Operator("adaptive_max", "", "adaptive_max_pool1d adaptive_max_pool2d adaptive_max_pool3d",
             "AdaptiveMaxPooling1D AdaptiveMaxPooling2D AdaptiveMaxPooling3D"),
    # norms
    Operator("batchnorm", "BatchNormalization",
             "batch_norm _native_batch_norm_legit_no_training native_batch_norm _native_batch_norm_legit "
             "_native_batch_norm_legit_functional", "BatchNormalization", "BatchNorm", "batchnorm"),
    Operator("bn", caffe="BN"),
    Operator("layernorm", "LayerNormalization", "layer_norm native_layer_norm", "LayerNormalization", "", "layernorm"),
    Operator("groupnorm", "GroupNormalization", "group_norm native_group_norm", "GroupNormalization"),
    Operator("instancenorm", "InstanceNormalization", "instance_norm", "", "MVN"),
    Operator("rmsnorm", "RMSNormalization SimplifiedLayerNormalization", "rms_norm _fused_rms_norm",
             "RMSNormalization"),
    Operator("lrn", "LRN", "", "", "LRN", "normalization norm", "lrn"),
    Operator("scale", keras="LayerScale", caffe="Scale SCALE"),
    Operator("bias", caffe="Bias"),
    # functions value by value
    Operator("relu", "Relu", "relu", "relu ReLU", "ReLU RELU", "relu", "relu"),
    Operator("relu6", "", "relu6", "relu6 ReLU6", "ReLU6", "relu6"),
    Operator("leaky_relu", "LeakyRelu", "leaky_relu", "leaky_relu LeakyReLU", "", "leaky relie"),
    Operator("elu", "Elu", "elu", "elu ELU", "ELU", "elu"),
    Operator("prelu", "PRelu", "prelu _prelu_kernel", "PReLU", "PReLU"),
    Operator("sigmoid", "Sigmoid", "sigmoid", "sigmoid", "Sigmoid SIGMOID", "logistic", "sigmoid"),
    Operator("tanh", "Tanh", "tanh", "tanh", "TanH TANH", "tanh", "tanh"),
    Operator("softmax", "Softmax", "softmax _softmax special_softmax", "softmax Softmax",
             "Softmax SOFTMAX SoftmaxWithLoss SOFTMAX_LOSS", "softmax soft", "softmax"),
    Operator("log_softmax", "LogSoftmax", "log_softmax _log_softmax", "log_softmax", "LogSoftmax"),
    Operator("gelu", "Gelu", "gelu", "gelu", "GELU", "gelu"),
    Operator("silu", "Swish", "silu", "swish silu", "Swish", "swish"),
    Operator("hard_swish", "HardSwish", "hardswish", "hard_swish hard_silu", "HardSwish", "hard_swish"),
    Operator("hard_sigmoid", "HardSigmoid", "hardsigmoid", "hard_sigmoid", "HardSigmoid"),
    Operator("selu", "Selu", "selu", "selu", "", "selu"),
    Operator("softplus", "Softplus", "softplus", "softplus", "BNLL Softplus"),
    Operator("mish", "Mish", "mish", "mish", "Mish", "mish"),
    Operator("hard_tanh", "", "hardtanh", "hard_tanh", "", "hardtan"),
    Operator("clip", "Clip", "clamp clamp_min clamp_max", "", "Clip"),
    Operator("exp", "Exp", "exp", "exponential exp", "Exp"),
    Operator("abs", "Abs", "abs", "", "AbsVal ABSVAL"),
    Operator("square", "", "square"),
    Operator("glu", "", "glu", "glu GLU"),
    Operator("step", "GreaterOrEqual", "ge", "", "Threshold THRESHOLD"),
    Operator("dropout", "Dropout", "dropout alpha_dropout feature_dropout native_dropout feature_alpha_dropout",
             "Dropout SpatialDropout1D SpatialDropout2D SpatialDropout3D AlphaDropout GaussianDropout",
             "Dropout DROPOUT", "dropout", "dropout"),
    # joins
    Operator("add", "Add Sum", "add", "Add CustomScaleLayer"),
    Operator("subtract", "Sub", "sub rsub", "Subtract"),
    Operator("multiply", "Mul", "mul", "Multiply"),
    Operator("eltwise", caffe="Eltwise ELTWISE"),
    Operator("dot", keras="Dot"),
    Operator("divide", "Div", "div true_divide"),
    Operator("modulo", "Mod", "remainder fmod"),
    Operator("concat", "Concat", "cat concat concatenate", "Concatenate", "Concat CONCAT", "route"),
    Operator("stack", "", "stack"),
    # shapes
    Operator("flatten", "Flatten", "", "Flatten", "Flatten FLATTEN"),
    Operator("view", "Reshape", "view reshape _unsafe_view flatten unflatten reshape_as view_as as_strided", "Reshape",
             "Reshape"),
    Operator("permute", "Transpose", "permute transpose t numpy_T mT swapaxes swapdims movedim moveaxis",
             "Permute", "Permute"),
    Operator("unsqueeze", "Unsqueeze", "unsqueeze"),
    Operator("squeeze", "Squeeze", "squeeze"),
    Operator("expand", "Expand Tile", "expand expand_as repeat tile broadcast_to repeat_interleave",
             "RepeatVector", "Tile"),
    Operator("pad", "Pad", "pad constant_pad_nd zero_pad2d", "ZeroPadding1D ZeroPadding2D ZeroPadding3D"),
    Operator("crop", keras="Cropping1D Cropping2D Cropping3D", caffe="Crop", darknet="crop"),
    Operator("cropped", keras="CenterCrop RandomCrop"),
    Operator("resized", keras="Resizing"),
    Operator("categories", keras="CategoryEncoding"),
    Operator("slice", "Slice", "slice narrow", "", "Slice SLICE"),
    Operator("select", "", "select"),
    Operator("index", "Gather", "index index_select gather"),
    Operator("places", "GatherND"),
    Operator("sampled", "GridSample", "grid_sampler grid_sampler_2d grid_sampler_3d"),
    Operator("split", "Split", "split split_with_sizes chunk unbind tensor_split"),
    Operator("place", "ArgMax ArgMin"),
    Operator("top", "TopK"),
    Operator("one_hot", "OneHot"),
    Operator("gathered", "GatherElements"),
    Operator("scattered", "ScatterElements ScatterND Scatter"),
    Operator("folded", "Col2Im"),
    Operator("widest", "Max Min Mean"),
    Operator("apart", "SplitToSequence"),
    Operator("listed", "SequenceConstruct"),
    Operator("taken", "SequenceAt"),
    Operator("together", "ConcatFromSequence"),
    Operator("upsample", "Resize Upsample", "upsample_nearest1d upsample_nearest2d upsample_nearest3d "
             "upsample_bilinear2d upsample_linear1d upsample_trilinear3d upsample_bicubic2d _upsample_nearest_exact2d",
             "UpSampling1D UpSampling2D UpSampling3D", "Upsample", "upsample"),
    Operator("interpolated", caffe="Interp"),
    Operator("pixel_shuffle", "DepthToSpace", "pixel_shuffle"),
    Operator("space_to_depth", "SpaceToDepth", "pixel_unshuffle", "", "Reorg", "reorg reorg3d reorg_old"),
    Operator("channel_shuffle", "", "channel_shuffle native_channel_shuffle", "", "ShuffleChannel"),
    Operator("reduce", "ReduceMean ReduceMax ReduceSum ReduceL2", "mean amax sum linalg_vector_norm max",
             "", "Reduction"),
    Operator("roll", "", "roll flip"),
    Operator("unfold", "", "unfold"),
    Operator("compare", "Equal Greater Less LessOrEqual IsNaN IsInf And Or Xor", "eq ne lt gt le any all isinf isnan "
             "logical_not logical_and logical_or logical_xor bitwise_and bitwise_or"),
    Operator("where", "Where", "where"),
    # what hangs on no input, though it may ask one for its shape
    Operator("noise", "RandomNormal RandomNormalLike", "randn randn_like normal_functional"),
    Operator("nothing", "EyeLike RandomUniform RandomUniformLike",
             "zeros ones full arange new_zeros new_ones new_full new_empty zeros_like ones_like full_like empty "
             "empty_like rand_like scalar_tensor linspace eye sym_size assert_async _assert_async "
             "_assert_scalar _assert_tensor_metadata sym_constrain_range_for_size"),
    Operator("normalization", keras="Normalization"),
    Operator("activation", keras="Activation"),
    Operator("code", keras="Lambda SlicingOpLambda TFOpLambda"),
    # what changes nothing that is counted
    Operator("same", "Identity Cast CastLike Sign Ceil Floor Round Neg Sqrt Reciprocal Log Sin Cos Erf Pow Softsign "
             "Not Celu ThresholdedRelu Shrink Hardmax CumSum Trilu ReverseSequence LpNormalization "
             "MeanVarianceNormalization Tan Asin Acos Atan Sinh Cosh Asinh Acosh Atanh",
             "contiguous alias clone detach to _to_copy lift_fresh_copy neg sqrt rsqrt reciprocal log sin cos pow erf "
             "type_as detach_ ceil floor round sign bitwise_not masked_fill nan_to_num softsign "
             "log1p expm1 sigmoid_backward cumsum fill celu log_sigmoid softshrink hardshrink tanhshrink threshold tan "
             "sinh cosh asin acos atan exp2 log2 log10 sgn trunc frac resolve_conj resolve_neg",
             "InputLayer Masking GaussianNoise ActivityRegularization Rescaling Identity RandomFlip RandomRotation "
             "RandomZoom RandomContrast RandomTranslation RandomBrightness RandomShear RandomColorJitter RandomHue "
             "RandomSaturation RandomSharpness RandomPosterization RandomColorDegeneration RandomGrayscale "
             "RandomErasing RandomInvert RandomGaussianBlur RandomPerspective RandomElasticTransform AutoContrast "
             "Solarization Equalization RandAugment AugMix CutMix MixUp RandomHeight RandomWidth UnitNormalization "
             "Discretization Hashing IntegerLookup StringLookup softsign celu log_sigmoid soft_shrink hard_shrink "
             "tanh_shrink squareplus sparsemax sparse_plus sparse_sigmoid threshold",
             "Power POWER Log LOG Split SPLIT", "activation"),
    Operator("passed", darknet="silence empty"),
    Operator("implicit", darknet="implicit implicit_add implicit_mul"),
    # what finds things, in Caffe's forks
    Operator("priors", caffe="PriorBox DensityPriorBox"),
    Operator("regions", caffe="ROIPooling RoIPooling ROIAlign"),
    Operator("placed_regions", caffe="PSROIPooling"),
    Operator("proposals", caffe="Proposal"),
    Operator("normalized", caffe="Normalize"),
    Operator("gated", caffe="Axpy"),
)  # fmt: skip


@cache
def words(tool: str) -> dict[str, str]:
    """Give our words by a tool's names.

    >>> words("onnx")["Conv"], words("aten")["linear"], words("keras")["Dense"]
    ('conv', 'fc', 'fc')
    """
    return {name: each.word for each in TABLE for name in getattr(each, tool).split()}
