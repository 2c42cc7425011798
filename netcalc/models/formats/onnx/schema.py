"""The fields of ONNX models that are read, by the format's own numbers."""

from functools import cache
from io import BytesIO
from typing import Any, Final

from netcalc.files.damaged import Damaged
from netcalc.files.messages import read_bytes, schema
from netcalc.files.slim import ARRAY, Inside, mapped, slimmed
from netcalc.models.given import Given

TABLE: Final = {
    "Pair": {"key": (1, "string"), "value": (2, "string")},
    "Tensor": {
        "dims": (1, "int64*"), "data_type": (2, "int32"), "float_data": (4, "float*"), "int32_data": (5, "int32*"),
        "int64_data": (7, "int64*"), "name": (8, "string"), "raw_data": (9, "bytes"),
    },
    "Dim": {"dim_value": (1, "int64"), "dim_param": (2, "string"), "denotation": (3, "string")},
    "Shape": {"dim": (1, "Dim*")},
    "TensorType": {"elem_type": (1, "int32"), "shape": (2, "Shape")},
    "Type": {"tensor_type": (1, "TensorType")},
    "Info": {"name": (1, "string"), "type": (2, "Type")},
    "Attribute": {
        "name": (1, "string"), "f": (2, "float"), "i": (3, "int64"), "s": (4, "bytes"), "t": (5, "Tensor"),
        "g": (6, "Graph"), "floats": (7, "float*"), "ints": (8, "int64*"), "strings": (9, "bytes*"),
        "type": (20, "int32"), "ref_attr_name": (21, "string"),
    },
    "Node": {
        "input": (1, "string*"), "output": (2, "string*"), "name": (3, "string"), "op_type": (4, "string"),
        "attribute": (5, "Attribute*"), "domain": (7, "string"), "metadata_props": (9, "Pair*"),
    },
    "Graph": {
        "node": (1, "Node*"), "name": (2, "string"), "initializer": (5, "Tensor*"), "input": (11, "Info*"),
        "output": (12, "Info*"), "value_info": (13, "Info*"),
    },
    "Function": {
        "name": (1, "string"), "input": (4, "string*"), "output": (5, "string*"), "node": (7, "Node*"),
        "domain": (10, "string"), "attribute_proto": (11, "Attribute*"),
    },
    "Opset": {"domain": (1, "string"), "version": (2, "int64")},
    "Model": {"ir_version": (1, "int64"), "producer_name": (2, "string"), "graph": (7, "Graph"),
              "opset_import": (8, "Opset*"), "functions": (25, "Function*")},
}  # fmt: skip
VOLUME: Final[Inside] = {2: {1: {2: {1: ARRAY}}}}  # its extents are counted, as all that is looked into
BRANCH: Final[Inside] = {5: ARRAY, 1: {5: {5: ARRAY}}}
ATTRIBUTE: Final[Inside] = {5: ARRAY, 6: BRANCH}
# A graph's arrays, those in the attributes of its nodes, what it says of its volumes; the model's own functions.
INSIDE: Final[Inside] = {
    7: {5: ARRAY, 1: {5: ATTRIBUTE}, 11: VOLUME, 12: VOLUME, 13: VOLUME},
    25: {7: {5: ATTRIBUTE}, 11: ATTRIBUTE},
}
SMALL: Final = 2 << 20
MOST_OPERATORS: Final = 100_000


@cache
def _model() -> Any:
    return schema("onnx", TABLE)["Model"]


def read_model(given: Given) -> Any:
    """Read a model; of a large one the arrays' numbers are left out as it is read."""
    with given.opened() as file:
        data = file.read(SMALL + 1)
        if len(data) > SMALL:
            data = slimmed(file.getvalue() if isinstance(file, BytesIO) else mapped(file), INSIDE)
    model = read_bytes(data, _model())
    if len(model.graph.node) > MOST_OPERATORS:
        message = f"has more than {MOST_OPERATORS:,} operators"
        raise Damaged(message)
    return model
