"""The words of other tools, and misspelt ones, lead to ours; what is not there is said to be not there."""

import re

import pytest
import yaml

from netcalc import Network, calculate
from netcalc.layers import CATALOGUE
from netcalc.network.composition import FORMS, form_of
from netcalc.text.meanings import fields, kinds, values
from netcalc.text.nearness import slipped
from netcalc.text.words import also, field_hint, kind_hint, kind_of, meant_kind, meant_value, name_hint, squeezed
from tests.support.marks import found
from tests.support.work import lines_run

FLATTENS = ", which flattens, as Linear and Dense do not: `flatten: false` keeps the positions"
PLACES = ", with the places of the axes from 0: no batch is counted, and the depth is the last"
ALSO = {
    **dict.fromkeys(("dense", "linear", "Linear", "nn.Linear"), FLATTENS),
    **dict.fromkeys(("Permute", "Rearrange"), PLACES),
    "ReduceMean": ", with what it works over: `reduce: depth`, `reduce: space`, or places from 0",
}


@pytest.mark.parametrize(
    ("word", "ours"),
    [
        ("dense", "fc"),
        ("linear", "fc"),
        ("Linear", "fc"),
        ("nn.Linear", "fc"),
        ("InnerProduct", "fc"),
        ("maxpool", "pool"),
        ("MaxPool2d", "pool"),
        ("MaxPooling2D", "pool"),
        ("max-pool", "pool"),
        ("avgpool", "pool: {op: avg}"),
        ("conv2d", "conv"),
        ("Conv", "conv"),
        ("convv", "conv"),
        ("deconv", "conv_transpose"),
        ("Conv2DTranspose", "conv_transpose"),
        ("depthwise", "conv: {groups: depth}"),
        ("DepthwiseConv2D", "conv: {groups: depth}"),
        ("gap", "global_pool"),
        ("GlobalAveragePooling2D", "global_pool"),
        ("bn", "batchnorm"),
        ("BatchNorm2d", "batchnorm"),
        ("leakyrelu", "leaky_relu"),
        ("swish", "silu"),
        ("Hardswish", "hard_swish"),
        ("rleu", "relu"),
        ("cat", "concat"),
        ("flaten", "flatten"),
        ("batch_nrom", "batchnorm"),
        ("times", "repeat"),
        ("nn.Hardtanh", "hard_tanh"),
        ("LogSoftmax", "log_softmax"),
        ("adaptive_avg_pool", "adaptive_pool"),
        ("AdaptiveAvgPool2d", "adaptive_pool"),
        ("UpSampling2D", "upsample"),
        ("UpsamplingBilinear2d", "upsample: {mode: bilinear}"),
        ("CausalConv1D", "conv: {pad: causal}"),
        ("SwiGLU", "glu: {op: silu}"),
        ("geglu", "glu: {op: gelu}"),
        ("InstanceNorm2d", "instancenorm"),
        ("RMSNormalization", "rmsnorm"),
        ("MultiheadAttention", "attention"),
        ("MultiHeadAttention", "attention"),
        ("SelfAttention", "attention"),
        ("LSTM", "lstm"),
        ("nn.GRU", "gru"),
        ("SimpleRNN", "rnn: {bias: one}"),
        ("Bidirectional", "lstm: {direction: both}"),
        ("bilstm", "lstm: {direction: both}"),
        ("TimeDistributed", "fc: {flatten: false}"),
        ("nn.Embedding", "embedding"),
        ("cls_token", "learned"),
        ("PositionEmbedding", "learned"),
        ("randn", "noise"),
        ("dot", "matmul"),
        ("torch.bmm", "matmul"),
        ("depth_to_space", "pixel_shuffle"),
        ("nn.PixelShuffle", "pixel_shuffle"),
        ("PixelUnshuffle", "space_to_depth"),
        ("Permute", "transpose"),
        ("Rearrange", "transpose"),
        ("torch.narrow", "slice"),
        ("view", "reshape"),
        ("Reshape", "reshape"),
        ("Subtract", "subtract"),
        ("ReduceMean", "reduce"),
    ],
)
def test_a_foreign_or_misspelt_kind_leads_to_ours(word: str, ours: str) -> None:
    (problem,) = found(f"input: 8x8x4\nlayers:\n  - {word}")
    assert (problem.code, problem.hint) == ("unknown-layer", f"write `{ours}`" + ALSO.get(word, ""))


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("se", "`parallel: {join: multiply"),
        ("split", "take each part by itself"),
        ("chunk", "take each part by itself"),
        ("unpool", "netcalc has no unpooling"),
        ("share", "write it among a layer's fields"),
        ("sample", "netcalc has no sampling"),
        ("sign", "netcalc has no sign"),
        ("ReflectionPad2d", "pad_mode: reflect}`"),
        ("threshold", "netcalc has no threshold"),
        ("AdditiveAttention", "`attention` multiplies them"),
        ("ConvLSTM2D", "netcalc has no recurrence of convolutions"),
        ("TransformerEncoderLayer", "`residual: [attention: 8]`, `layernorm`, `residual: [fc:"),
        ("sampling", "draw with `noise`"),
        ("reparameterize", "`multiply` it by the spread, and `add` the mean"),
        ("identity", "leave it out"),
        ("Lambda", "`stated`"),
        ("unsqueeze", "`reshape`"),
        ("PositionalEncoding", "leave it out: sines"),
        ("rope", "leave it out: rotary"),
        ("activation", "write the activation itself"),
        ("CrossEntropyLoss", "`loss: softmax`"),
        ("<<", "merge keys"),
    ],
)
def test_what_is_not_there_is_said_to_be_not_there(word: str, said: str) -> None:
    problem = found(f'input: 8x8x4\nlayers:\n  - "{word}": {{}}')[0]
    assert problem.code == "unknown-layer"
    assert said in problem.hint
    assert meant_kind(word, FORMS) is None


def test_a_kind_like_no_other_leads_to_the_list() -> None:
    (problem,) = found("input: 8x8x4\nlayers: [quux]")
    assert problem.hint == kind_hint("quux", None) == "`netcalc kinds` lists them"


def test_a_hint_is_looked_up_and_not_searched_for() -> None:
    kind_hint("quux", None)
    assert lines_run(lambda: kind_hint("xuuq", None)) < len(kinds.ABSENT) / 2


@pytest.mark.parametrize("word", sorted(kinds.ABSENT.keys() - set(FORMS)))
def test_no_word_that_is_not_there_is_led_to_a_kind(word: str) -> None:
    assert meant_kind(word, FORMS) is None
    assert kind_hint(word, None) == kinds.ABSENT[word]


@pytest.mark.parametrize("word", kinds.MEANT)
def test_every_foreign_kind_leads_to_ours_or_is_said_to_be_not_there(word: str) -> None:
    ours = kind_of(kinds.MEANT[word])
    meant = meant_kind(word, FORMS)
    assert ours in FORMS
    assert meant == (kinds.MEANT[word] if ours in FORMS else None)
    assert kind_hint(word, meant) == (f"write `{meant}`" + also(word, ours) if meant else kinds.ABSENT[ours])


def test_a_table_holds_words_as_they_are_looked_up() -> None:
    for table in (kinds.MEANT, fields.MEANT, fields.SAID, values.MEANT):
        assert [word for word in table if word != squeezed(word) and word != "<<"] == []
    assert kinds.MEANT.keys() & kinds.ABSENT.keys() == set()
    assert kinds.MEANT.keys() & set(FORMS) == set()
    assert kinds.ABSENT.keys() & set(FORMS) == set()


@pytest.mark.parametrize(
    ("layer", "ours"),
    [
        ("fc: {out_features: 3}", "units"),
        ("conv: {filters: 3, kernel_size: 3}", "size"),
        ("conv: {out_channels: 3, size: 3}", "filters"),
        ("conv: {filters: 3, size: 3, padding: 1}", "pad"),
        ("conv: {filters: 3, size: 3, strides: 1}", "stride"),
        ("conv: {filters: 3, size: 3, dilation_rate: 1}", "dilation"),
        ("conv: {filters: 3, size: 3, use_bias: false}", "bias"),
        ("conv: {filtres: 3, size: 3}", "filters"),
        ("conv: {Filters: 3, size: 3}", "filters"),
        ("pool: {size: 2, mode: avg}", "op"),
        ("dropout: {p: 0.5}", "rate"),
        ("leaky_relu: {negative_slope: 0.1}", "slope"),
        ("upsample: {scale_factor: 2}", "factor"),
        ("embedding: {num_embeddings: 9, depth: 3}", "vocabulary"),
        ("embedding: {input_dim: 9, depth: 3}", "vocabulary"),
        ("embedding: {vocabulary: 9, embedding_dim: 3}", "depth"),
        ("embedding: {vocabulary: 9, output_dim: 3}", "depth"),
        ("learned: {size: 8x8x4}", "shape"),
        ("attention: {num_heads: 8}", "heads"),
        ("attention: {heads: 8, key_dim: 64}", "head_size"),
        ("attention: {heads: 8, is_causal: true}", "causal"),
        ("lstm: {hidden_size: 8}", "units"),
        ("rnn: {units: 8, nonlinearity: relu}", "activation"),
        ("repeat: {count: 2, layers: [relu]}", "times"),
        ("repeat: {times: 2, body: [relu]}", "layers"),
        ("slice: {start: 0, end: 4}", "stop"),
        ("fc: {units: 3, tied_to: fc1}", "share"),
    ],
)
def test_a_foreign_or_misspelt_field_leads_to_ours_and_is_the_only_problem(layer: str, ours: str) -> None:
    (problem,) = found(f"input: 8x8x4\nlayers:\n  - {layer}")
    assert (problem.code, problem.hint) == ("unknown-field", f"write `{ours}`")


@pytest.mark.parametrize(
    ("layer", "said"),
    [
        ("conv: {filters: 3, size: 3, activation: relu}", "an activation is a layer of its own"),
        ("conv: {filters: 3, size: 3, in_channels: 4}", "leave it out"),
        ("conv: {filters: 3, size: 3, input_shape: 8x8x4}", "`input: 32x32x3`"),
        ("dropout: {keep_prob: 0.5}", "1 - keep_prob"),
        ("pool: {size: 2, ceil_mode: true}", "`rounding: ceil`"),
        ("batchnorm: {momentum: 0.1}", "leave it out"),
        ("softmax: {dim: 1}", "leave it out"),
        ("attention: {heads: 2, embed_dim: 4}", "leave it out: a layer reads the whole depth"),
        ("gru: {units: 2, reset_after: true}", "`reset: after`"),
        ("lstm: {units: 2, return_sequences: true}", "`output: all`"),
        ("lstm: {units: 2, bidirectional: true}", "`direction: both`"),
        ("gru: {units: 2, dropout: 0.2}", "write `- dropout: 0.2` after"),
        ("conv: {filters: 3, size: 3, activation: sigmoid}", "write `- sigmoid` after"),
        ("concat: {from: [input, input], dim: 1}", "`axis: depth` for the channels"),
        ("slice: {dim: 1, start: 0}", "PyTorch's channels are its dim 1"),
        ("reduce: {over: depth, dim: 1}", "write `over: depth`, `over: space`"),
        ("transpose: {order: [1, 0, 2], dims: [1, 0]}", "the depth is the last"),
    ],
)
def test_a_field_that_means_something_else_gets_its_sentence(layer: str, said: str) -> None:
    (problem,) = found(f"input: 8x8x4\nlayers:\n  - {layer}")
    assert problem.code == "unknown-field"
    assert said in problem.hint


@pytest.mark.parametrize("line", ["slice: {dim: 1, start: 0, end: 4}", "concat: {dim: 1, inputs: [input, input]}"])
def test_a_line_is_not_written_anew_where_a_field_of_it_would_be_lost(line: str) -> None:
    assert not any("`- " in problem.hint for problem in found(f"input: 8x8x4\nlayers:\n  - {line}"))


ENCODER = "{d_model: 64, nhead: 4, dim_feedforward: 128"


# PyTorch's default: x = norm(x + attention(x)), then x = norm(x + fully(x)).
@pytest.mark.parametrize(
    ("written", "bend"), [("}", "relu"), (", activation: gelu}", "gelu"), (", norm_first: true}", "relu")]
)
def test_the_parts_of_an_encoder_are_of_its_own_depth(written: str, bend: str) -> None:
    (problem,) = found(f"input: 8x64\nlayers:\n  - TransformerEncoderLayer: {ENCODER}{written}")
    parts = [yaml.safe_load(part) for part in re.findall("`(.*?)`", problem.hint)]
    report = calculate(Network(input="8x64", layers=parts))
    assert report.valid
    assert [layer.kind for layer in report.layers].count(bend) == 1
    assert report.output == (8, 64)
    assert report.totals.params == 4 * (64 * 64 + 64) + 128 * (64 + 1) + 64 * (128 + 1) + 2 * 2 * 64
    assert (report.layers[-1].kind == "layernorm") == ("norm_first" not in written)


def test_a_field_like_no_other_leads_to_the_list() -> None:
    (problem,) = found("input: 8x8x4\nlayers: [fc: {units: 3, zzz: 1}]")
    assert problem.hint == "its fields are `units`, `bias`, `flatten`, `name`, `from`, `share`"


def test_every_field_of_ours_exists() -> None:
    ours = {field for form in FORMS for field in form_of(form).fields()}
    led = {field for words in fields.MEANT.values() for field in words.split()}
    assert led <= ours | {"input", "expect", "args", "vars", "loss", "when"}


def test_every_foreign_field_leads_to_one_of_the_layer() -> None:
    for kind in CATALOGUE.values():
        for word, ours in fields.MEANT.items():
            if set(ours.split()) & set(kind.fields()):
                assert field_hint(word, kind.fields()).strip("`").removeprefix("write `") in kind.fields()


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("Adam", ["sgd", "momentum", "adam"], "adam"),
        ("bf16", ["float64", "float32", "float16", "bfloat16"], "bfloat16"),
        ("half", ["float32", "float16"], "float16"),
        ("SAME", ["same", "valid"], "same"),
        ("CrossEntropyLoss", ["softmax", "svm", "mse"], "softmax"),
        ("hinge", ["softmax", "svm", "mse"], "svm"),
        ("binary_crossentropy", ["softmax", "svm", "mse"], None),
        ("average", ["max", "avg"], "avg"),
        ("quux", ["max", "avg"], None),
    ],
)
def test_a_value_of_another_tool_leads_to_ours(word: str, known: list[str], meant: str | None) -> None:
    assert meant_value(word, known) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("fcc", "fc"), ("flaten", "flatten"),
        ("relo", "relu"), ("rleu", "relu"), ("reluu", "relu"), ("dropuot", "dropout"), ("fltaten", "flatten"),
        ("el", None), ("dot", None), ("log10", None), ("mention", None), ("sample", None), ("soft", None),
    ],
)  # fmt: skip
def test_only_slips_of_one_or_two_letters_come_near(word: str, meant: str | None) -> None:
    assert slipped(word, FORMS) == meant


@pytest.mark.parametrize(
    ("word", "meant"), [("convv", "conv"), ("CONV", "conv"), ("polo", "pool"), ("zzz", None), ("", None)]
)
def test_the_nearest_word_is_the_one_meant(word: str, meant: str | None) -> None:
    assert slipped(word, ["conv", "pool"]) == meant


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("resnet9", ["resnet18", "resnet50", "resnet152"], None),
        ("vgg19", ["vgg16"], None),
        ("conv3", ["conv1", "conv2"], None),
        ("log2", ["log"], None),
        ("cnov12", ["conv1", "conv12"], "conv12"),
        ("lenet", ["lenet5"], "lenet5"),
    ],
)
def test_another_number_is_another_thing(word: str, known: list[str], meant: str | None) -> None:
    assert slipped(word, known) == meant


@pytest.mark.parametrize(("word", "hint"), [("stme", "did you mean `stem`?"), ("quux", "")])
def test_a_name_that_comes_near_is_suggested(word: str, hint: str) -> None:
    assert name_hint(word, ["stem", "head"]) == hint


def test_the_gate_that_a_hint_writes_is_one() -> None:
    written = re.search("`(.*)`", kinds.GATE)
    assert written is not None
    report = calculate(Network(input="8x8x64", layers=yaml.safe_load(f"- {written[1]}")))
    assert report.valid
    assert report.output == (8, 8, 64)
