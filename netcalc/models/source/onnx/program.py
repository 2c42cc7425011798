"""A network as an ONNX model: what comes in, a layer after the other, what leaves; all shapes are stated."""

from collections.abc import Sequence
from typing import Any, Final

from netcalc.files.messages import schema
from netcalc.models.formats.onnx.schema import TABLE
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

VERSION: Final = 10  # of the format itself
CHANNEL: Final = "DATA_CHANNEL"  # the format's word for the depth
SLIDING: Final = ("conv", "conv_transpose", "pool", "batchnorm", "groupnorm", "instancenorm", "global_pool",
                  "adaptive_pool", "local", "lrn", "prelu", "scale")  # fmt: skip


def program(network: Network, report: Report) -> bytes:
    """Write a valid network as an ONNX model; SpecError names the layers that cannot be written."""
    model = schema("onnx", TABLE)["Model"]()
    made: Any = model
    made.ir_version, made.producer_name = VERSION, "netcalc"
    made.graph.name = network.called or "network"
    graph = Graph(made.graph)
    tensors = _inputs(network, graph)
    nodes = owned(network.graph)
    written = refused(network, lambda place: _layer(nodes, report, graph, tensors, place))
    for output in network.graph.outputs:
        graph.at = output.name
        _leaves(graph, tensors[output.node] if output.node < 0 else written[output.node])
    leaving = {output.name for output in made.graph.output}
    for name, shape in graph.shapes.items():
        if name not in leaving:
            _stated(graph, made.graph.value_info, name, shape)
    made.opset_import.add(domain="", version=graph.opset)
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
        graph.names.add(name)
        if whole:
            graph.typed(name, WHOLE)
        else:
            graph.depths[name] = made[number].axis
        _stated(graph, graph.message.input, name, (1, *reversed(volume.spatial)) if whole else made[number].shape)
    return made


def _leaves(graph: Graph, tensor: Tensor) -> None:
    """State what leaves: a map's depth second; under a name of its own where it comes in, or leaves twice."""
    made = graph.first(tensor) if len(tensor.volume.spatial) > 1 else tensor
    if made.name not in graph.shapes or made.name in {output.name for output in graph.message.output}:
        made = made._replace(name=graph.node("Identity", [made.name], made.shape))
    graph.depths[made.name] = made.axis
    _stated(graph, graph.message.output, made.name, made.shape)


def _stated(graph: Graph, infos: Any, name: str, shape: Shape) -> None:
    """State the type and the shape of a tensor, and which axis the depth is, where a reader could not tell."""
    info, depth = infos.add(name=name), graph.depths.get(name)
    info.type.tensor_type.elem_type = graph.types.get(name, FLOAT)
    for axis, extent in enumerate(shape):
        info.type.tensor_type.shape.dim.add(dim_value=extent, denotation=CHANNEL if axis == depth else "")


def _layer(nodes: Sequence[Node], report: Report, graph: Graph, tensors: dict[int, Tensor], place: int) -> Tensor:
    """Write a layer by its number; Unfit where ONNX cannot say it."""
    node, layer = nodes[place], report.layers[place]
    tensors[place] = Tensor(node.name, layer.output or Volume((1,)))  # for those behind, where it is refused
    write, of = writer_of(layer, WRITERS, "ONNX")
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
