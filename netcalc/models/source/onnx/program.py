"""A network as an ONNX model: what comes in, a layer after the other, what leaves; all shapes are stated."""

from collections.abc import Sequence
from typing import Any, Final

from netcalc.files.messages import schema
from netcalc.models.formats.onnx_schema import TABLE
from netcalc.models.source.lending import owned
from netcalc.models.source.onnx.graph import FLOAT, WHOLE, Graph, Shape, Tensor
from netcalc.models.source.onnx.layer import Layer
from netcalc.models.source.onnx.table import WRITERS
from netcalc.models.source.piece import Unfit
from netcalc.models.source.refused import refused
from netcalc.models.source.sharing import writer_of
from netcalc.network.graph import Node
from netcalc.network.network import Network
from netcalc.report.report import Report
from netcalc.volume import Volume

OPSET: Final = 22
VERSION: Final = 10  # of the format itself
SLIDING: Final = ("conv", "conv_transpose", "pool", "batchnorm", "groupnorm", "instancenorm", "global_pool",
                  "adaptive_pool", "local", "lrn", "prelu", "scale")  # fmt: skip


def program(network: Network, report: Report) -> bytes:
    """Write a valid network as an ONNX model; SpecError names the layers that cannot be written."""
    model = schema("onnx", TABLE)["Model"]()
    made: Any = model
    made.ir_version, made.producer_name = VERSION, "netcalc"
    made.opset_import.add(domain="", version=OPSET)
    made.graph.name = network.called or "network"
    graph = Graph(made.graph)
    tensors = _inputs(network, graph)
    nodes = owned(network.graph)
    written = refused(network, lambda place: _layer(nodes, report, graph, tensors, place))
    for output in network.graph.outputs:
        tensor = tensors[output.node] if output.node < 0 else written[output.node]
        graph.at = tensor.name
        tensor = graph.first(tensor) if len(tensor.volume.spatial) > 1 else tensor
        _stated(made.graph.output, tensor.name, tensor.shape)
    leaving = {output.name for output in made.graph.output}
    for name, shape in graph.shapes.items():
        if name not in leaving and not name.startswith("constant_"):
            _stated(made.graph.value_info, name, shape)
    return bytes(model.SerializeToString(deterministic=True))


def _inputs(network: Network, graph: Graph) -> dict[int, Tensor]:
    """State what comes in: whole numbers for a table, a sequence's depth last unless a window slides over it."""
    made = {}
    for name, number in network.graph.numbers.items():
        readers = [node.layer.kind for node in network.graph.nodes if number in node.given]
        volume = network.inputs[name]
        last = len(volume.spatial) == 1 and not any(kind in SLIDING for kind in readers)
        made[number] = Tensor(name, volume, last)
        whole = bool(readers) and set(readers) == {"embedding"}
        shape = (1, *reversed(volume.spatial)) if whole else made[number].shape
        _stated(graph.message.input, name, shape, WHOLE if whole else FLOAT)
        graph.names.add(name)
    return made


def _stated(infos: Any, name: str, shape: Shape, kind: int = FLOAT) -> None:
    info = infos.add(name=name)
    info.type.tensor_type.elem_type = kind
    for extent in shape:
        info.type.tensor_type.shape.dim.add(dim_value=extent)


def _layer(nodes: Sequence[Node], report: Report, graph: Graph, tensors: dict[int, Tensor], place: int) -> Tensor:
    """Write a layer by its number; Unfit where ONNX cannot say it."""
    node, layer = nodes[place], report.layers[place]
    tensors[place] = Tensor(node.name, layer.output or Volume((1,)))  # for those behind, where it is refused
    write, of = writer_of(layer, WRITERS, "ONNX")
    if layer.kind == "embedding" and node.reads[0] >= 0:
        raise Unfit("ONNX looks up whole numbers, and it reads what a layer makes")
    graph.at = node.name
    owner = nodes[node.share.owner] if node.share else node
    if owner.share is not None:
        message = f"its arrays are those of {owner.name}, which turns those of {nodes[owner.share.owner].name}"
        raise Unfit(message)
    reads = tuple(tensors[read] for read in node.reads)
    made = write(
        Layer(graph, of, node.name, reads, owner.name, owner.layer.kind, bool(node.share and node.share.transpose))
    )
    tensors[place] = made
    return made
