"""The arguments of an operator: numbers, truths, texts, tensors by name; those at their default are left out."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

Arguments: TypeAlias = Mapping[str, Mapping[str, Any]]
Words: TypeAlias = tuple[list[str], dict[str, Any]]
Readers: TypeAlias = Mapping[str, Callable[[Arguments, str], Words]]  # by our word for an operator
PLAIN: Final = ("as_int", "as_ints", "as_float", "as_floats", "as_bool", "as_bools", "as_string")
FIRST: Final = ("input", "self", "x", "tensors", "tensor")


def plain(arguments: Arguments, name: str, default: Any = None) -> Any:
    """Give an argument that is a number, a truth, a text, or a list of those."""
    found = arguments.get(name) or {}
    kind = next((each for each in PLAIN if each in found), None)
    if kind is not None:
        return found[kind]
    if "as_sym_ints" in found:
        return [each.get("as_int", -1) for each in found["as_sym_ints"]]
    return default


def tensors(arguments: Arguments, name: str) -> list[str]:
    """Give the tensors of an argument, an empty name where one is left out."""
    found = arguments.get(name) or {}
    if "as_tensor" in found:
        return [str(found["as_tensor"]["name"])]
    if "as_tensors" in found:
        return [str(each["name"]) for each in found["as_tensors"]]
    if "as_optional_tensors" in found:
        return [str(each.get("as_tensor", {}).get("name", "")) for each in found["as_optional_tensors"]]
    optional = found.get("as_optional_tensor")
    return [str(optional.get("as_tensor", {}).get("name", ""))] if optional else []


def one(arguments: Arguments, *names: str) -> list[str]:
    """Give a tensor for each of these arguments, an empty name where it is left out."""
    return [(tensors(arguments, name) or [""])[0] for name in names]


def read_first(arguments: Arguments) -> list[str]:
    """Give what an operator reads first."""
    return next((tensors(arguments, name) for name in FIRST if tensors(arguments, name)), [])
