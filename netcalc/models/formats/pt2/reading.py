"""Reads PyTorch's exports, .pt2: a zip archive with the graph in JSON; arrays and examples in it are not opened."""

import re
from collections.abc import Iterator, Mapping
from struct import unpack
from typing import Any, Final

from netcalc.files import json_text
from netcalc.files.archive import Archive
from netcalc.files.damaged import Damaged
from netcalc.models.draft import Draft
from netcalc.models.entry import Path
from netcalc.models.formats.pt2.given import given_of
from netcalc.models.formats.pt2.places import line_of, module_of
from netcalc.models.given import Given
from netcalc.models.operators import words
from netcalc.models.tensors.made import made
from netcalc.models.tensors.program import Fixed, Held, Op, Program, Shape

KNOWN_MAJOR: Final = 8
STATISTICS: Final = ("running_mean", "running_var")
OVERLOADED: Final = re.compile(r"torch\.ops\.(?:aten|prims|higher_order)\.(\w+?)_?(?:\.\w+)?")
FACTORS: Final = re.compile(r"[\w\s*+()/-]{1,200}")
LETTERS: Final = re.compile(r"[A-Za-z_]\w*")
INT64, INT64_BYTES, LONGEST = 5, 8, 64
WHOLE: Final = frozenset({1, 2, 3, 4, 5, 12})  # the numbers of types of whole numbers and truths


def read(given: Given) -> Draft:
    """Read the graph of an export."""
    with given.opened() as file:
        archive = Archive(file)
        name = archive.find("models/model.json") or next(
            (each for each in archive.names if "/models/" in each and each.endswith(".json")), None
        )
        name = name or archive.find("serialized_exported_program.json")
        if name is None:
            message = "is a zip archive without `models/model.json`: no export of PyTorch"
            raise Damaged(message)
        graph = _parsed(archive.read(name))
        weights, constants = _same(archive), dict(_constants(archive))
    draft = made(_program(graph, weights, constants), given.file)
    major = (graph.get("schema_version") or {}).get("major")
    if major != KNOWN_MAJOR:
        draft.notes.append(f"written in version {major} of the format, not {KNOWN_MAJOR}: read as well as it goes")
    return draft


def _parsed(text: bytes) -> dict[str, Any]:
    try:
        found = json_text.parsed(text)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("graph_module"), dict):
        message = "has no sound graph in it"
        raise Damaged(message)
    return found


def _same(archive: Archive) -> dict[str, str]:
    """Say which arrays are one: those that lie in the same member from the same place."""
    name = archive.find("model_weights_config.json")
    if name is None:
        return {}
    config = json_text.parsed(archive.read(name)).get("config", {})
    found = {}
    for array, entry in config.items():
        meta = entry.get("tensor_meta") or {}
        if (meta.get("device") or {}).get("type") == "meta":  # without numbers: all lie in one member
            continue
        start = meta.get("storage_offset", {}).get("as_int", 0)
        found[array] = f"{entry.get('path_name')}:{start}"
    return found


def _constants(archive: Archive) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Read the short lists of whole numbers that stand in the code, such as that of `x[:, [-1]]`."""
    name = archive.find("model_constants_config.json")
    config = json_text.parsed(archive.read(name)).get("config", {}) if name is not None else {}
    for constant, entry in config.items():
        meta = entry.get("tensor_meta") or {}
        sizes, member = _shape(meta.get("sizes") or []), archive.find(f"data/constants/{entry.get('path_name')}")
        if meta.get("dtype") != INT64 or len(sizes) != 1 or sizes[0] > LONGEST or entry.get("use_pickle") or not member:
            continue
        data = archive.beginning(member, INT64_BYTES * LONGEST)
        if len(data) == INT64_BYTES * sizes[0]:
            yield constant, unpack(f"<{sizes[0]}q", data)


def _program(graph: Mapping[str, Any], weights: Mapping[str, str], constants: Mapping[str, tuple[int, ...]]) -> Program:
    inside = graph["graph_module"]["graph"]
    values = inside["tensor_values"]
    shapes = {name: _shape(entry["sizes"]) for name, entry in values.items()}
    held: dict[str, Held] = {}
    fixed: dict[str, Fixed] = {}
    inputs: list[tuple[str, Shape, bool]] = []
    first: dict[str, str] = {}
    for spec in graph["graph_module"]["signature"]["input_specs"]:
        kind, entry = next(iter(spec.items()))
        argument = entry["arg"].get("as_tensor", entry["arg"])
        name = argument.get("name") if isinstance(argument, dict) else None
        if name is None or name not in shapes:
            continue
        if kind == "user_input":
            inputs.append((name, shapes[name], values[name].get("dtype") in WHOLE))
        elif kind in ("parameter", "buffer"):
            full = entry[f"{kind}_name"]
            key = first.setdefault(weights.get(full, full), full)
            held[name] = Held(key, shapes[name], learned=kind == "parameter")
        else:
            fixed[name] = Fixed(shapes[name], constants.get(str(entry.get("tensor_constant_name"))))
    if not inputs:
        message = "has no input"
        raise Damaged(message)
    classes: dict[Path, str] = {}
    ops = tuple(_op(node, number, classes) for number, node in enumerate(inside["nodes"]))
    listed = (each.get("as_tensor", {}).get("name") for each in inside["outputs"])
    outputs = tuple(name for name in listed if name)
    unread = tuple(each for each in held.values() if each.learned or each.key.endswith(STATISTICS))
    return Program(tuple(inputs), outputs, held, fixed, shapes, ops, classes, unread)


def _shape(sizes: list[Any]) -> Shape:
    return tuple(_size(size) for size in sizes)


def _size(size: Mapping[str, Any]) -> int:
    """Give an extent; one that is left open is 1, as the batch's is."""
    if "as_int" in size:
        return int(size["as_int"])
    written = str((size.get("as_expr") or {}).get("expr_str", ""))
    hint = (size.get("as_expr") or {}).get("hint") or {}
    if not FACTORS.fullmatch(written):
        return int(hint.get("as_int", 1))
    made = 1
    for factor in LETTERS.sub("1", written).strip("()").split("*"):
        made *= int(factor.strip(" ()")) if factor.strip(" ()").isdecimal() else 1
    return made


def _op(node: Mapping[str, Any], number: int, classes: dict[Path, str]) -> Op:
    """Read one node: its operator, what it reads and makes, the module that it stands in."""
    target = str(node["target"])
    name = OVERLOADED.fullmatch(target)
    short = name[1] if name else target.rpartition(".")[2]
    word = words("aten").get(short) or words("aten").get(f"_{short}") or words("aten").get(short.rstrip("_")) or ""
    arguments = {each["name"]: each["arg"] for each in node["inputs"]}
    word, reads, given = given_of(word, short, arguments)
    makes = tuple(_names(node["outputs"]))
    metadata = node.get("metadata") or {}
    path = module_of(str(metadata.get("nn_module_stack") or ""), classes)
    place = f"node `{makes[0] if makes else number}` ({target.removeprefix('torch.ops.')})"
    return Op(word, short, tuple(reads), makes, given, path, f"{place}{line_of(metadata)}")


def _names(outputs: list[Mapping[str, Any]]) -> Iterator[str]:
    for each in outputs:
        if "as_tensor" in each:
            yield str(each["as_tensor"]["name"])
        for inner in each.get("as_tensors") or ():
            yield str(inner["name"])
