"""Shared arrays: whose a layer uses, as a spec says it, and which kinds' weights a kind takes the other way round."""

from collections.abc import Mapping
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from netcalc.layers.written.offers import REFERENCE_SCHEMA
from netcalc.layers.written.values import REFERENCE, wrong

# The owner's weights as they are, or with outputs and inputs in each other's place.
Turn: TypeAlias = Literal["kept", "swapped"]
TAKES: Final = "the name of a layer, or {layer: NAME, transpose: true}"
SHARE_SCHEMA: Final[dict[str, Any]] = {
    "anyOf": [
        REFERENCE_SCHEMA,
        {
            "type": "object",
            "properties": {"layer": REFERENCE_SCHEMA, "transpose": {"type": "boolean"}},
            "required": ["layer"],
            "additionalProperties": False,
        },
    ]
}


class Share(NamedTuple):
    """The layer whose arrays are used, by name; `transpose`: the weights from outputs to inputs."""

    layer: str
    transpose: bool = False

    def plain(self) -> Any:
        """Write it as a spec does."""
        return {"layer": self.layer, "transpose": True} if self.transpose else self.layer


def read_share(value: object) -> Share:
    """Read whose arrays are used: a name, or a name and whether the other way round."""
    if isinstance(value, Share):
        return value
    fields = value if isinstance(value, Mapping) else {"layer": value}
    name, transpose = fields.get("layer"), fields.get("transpose", False)
    if not set(fields) <= {"layer", "transpose"} or not isinstance(transpose, bool):
        raise wrong(TAKES, value)
    if not isinstance(name, str) or not REFERENCE.fullmatch(name):
        raise wrong(TAKES, value)
    return Share(name, transpose)


def meant_share(written: object) -> str:
    """Say whose arrays were meant: the one name in a list, or among fields in other words."""
    if isinstance(written, list | tuple) and len(written) == 1 and isinstance(written[0], str):
        return f"write `share: {written[0]}`"
    if not isinstance(written, Mapping):
        return ""
    names = [each for each in written.values() if isinstance(each, str)]
    if len(names) != 1:
        return ""
    turned = any(value is True for value in written.values())
    return f"write `share: {{layer: {names[0]}, transpose: true}}`" if turned else f"write `share: {names[0]}`"
