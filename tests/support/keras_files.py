"""Keras files as tests write them: a model of one layer, a model of nodes in the words of Keras 3."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from netcalc import Report, calculate, load

Json: TypeAlias = dict[str, Any]


def summed(tmp_path: Path, model: object, **more: str) -> Report:
    """Read a model from a file, and calculate it."""
    (tmp_path / "net.json").write_text(json.dumps(model), encoding="utf-8")
    return calculate(load(tmp_path / "net.json", **more))


def alone(kind: str, shape: Sequence[int], **config: Any) -> Json:
    """Write a model of one layer."""
    layers = [{"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [None, *shape]}},
              {"class_name": kind, "config": {"name": "a", **config}}]  # fmt: skip
    return {"class_name": "Sequential", "config": {"name": "net", "layers": layers}}


def inside(kind: str, **config: Any) -> Json:
    """Write a layer that stands in another."""
    return {"class_name": kind, "config": {"name": "inner", **config}}


def tensor(name: str, shape: Sequence[int], node: int = 0, place: int = 0) -> Json:
    """Write a tensor that a layer makes."""
    config = {"shape": [None, *shape], "keras_history": [name, node, place]}
    return {"class_name": "__keras_tensor__", "config": config}


def node(  # a call, or an operation of keras.ops
    kind: str, name: str, *args: object, words: Mapping[str, object] | None = None, op: str = "", **config: Any
) -> Json:
    """Write a layer that is called once."""
    calls = [{"args": list(args), "kwargs": dict(words or {})}] if args or words else []
    module = f"keras.src.ops.{op}" if op else "keras.layers"
    return {"class_name": kind, "module": module, "name": name, "config": {"name": name, **config},
            "inbound_nodes": calls}  # fmt: skip


def came(name: str, shape: Sequence[int]) -> Json:
    """Write an input."""
    return node("InputLayer", name, batch_shape=[None, *shape])


def nodes(*layers: Json, outputs: Sequence[tuple[str, int, int]]) -> Json:
    """Write a model of layers that are called by nodes."""
    inputs = [[each["name"], 0, 0] for each in layers if each["class_name"] == "InputLayer"]
    config = {"name": "net", "layers": list(layers), "input_layers": inputs, "output_layers": list(outputs)}
    return {"class_name": "Functional", "config": config}
