"""Arguments and options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer


def complete_spec(incomplete: str) -> list[str]:
    """Offer the bundled specs, and the files that begin so."""
    from netcalc.network.bundle import bundled

    folder = Path(incomplete).parent if "/" in incomplete else Path()
    files = (str(path) for end in ("yaml", "yml") for path in folder.glob(f"*.{end}"))
    return sorted(name for name in (*bundled(), *files) if name.startswith(incomplete))


def complete_layer(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the layers of the spec that was given."""
    return [name for name in _names(ctx) if name.startswith(incomplete)]


def complete_query(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer what can be asked of the spec that was given."""
    from netcalc.report.query import LAYER_WORDS, NETWORK_WORDS

    of_layers = (f"{name}.{word}" for name in _names(ctx) for word in LAYER_WORDS)
    return [query for query in (*NETWORK_WORDS, *of_layers) if query.startswith(incomplete)]


def _names(ctx: typer.Context) -> list[str]:
    from netcalc.network.bundle import load
    from netcalc.problems import SpecError

    try:
        return [node.name for node in load(ctx.params.get("spec") or "").graph.nodes]
    except SpecError:
        return []


def _volume(text: str) -> str:
    from netcalc.volume import checked, parse_extents

    try:
        return str(checked(parse_extents(text)))
    except ValueError as error:
        message = f"{text} is not a volume such as 32x32x3: {error}"
        raise typer.BadParameter(message) from None


Spec: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="SPEC",
        help="A YAML file, `-` for standard input, or a bundled spec's name.",
        autocompletion=complete_spec,
        show_default=False,
    ),
]
Input: TypeAlias = Annotated[
    str | None,
    typer.Option("--input", help="Another input volume, such as 256x256x3.", parser=_volume, metavar="VOLUME"),
]
Batch: TypeAlias = Annotated[int, typer.Option("--batch", min=1, max=10**9, help="Inputs in a batch.")]


class Number(StrEnum):
    """The types a number can be stored in."""

    FLOAT64 = "float64"
    FLOAT32 = "float32"
    FLOAT16 = "float16"
    BFLOAT16 = "bfloat16"


class Optimizer(StrEnum):
    """The optimizers whose memory is known."""

    SGD = "sgd"
    MOMENTUM = "momentum"
    ADAM = "adam"


Dtype: TypeAlias = Annotated[Number, typer.Option("--dtype", help="What a number is stored in.")]
Trainer: TypeAlias = Annotated[Optimizer, typer.Option("--optimizer", help="What training keeps for each parameter.")]


def _setting(text: str) -> str:
    if "=" not in text:
        message = f"{text} is not of the form name=value"
        raise typer.BadParameter(message)
    return text


Settings: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--set", help="Another value for one of the spec's vars: width=32.", parser=_setting, metavar="NAME=VALUE"
    ),
]


def overrides(given: str | None, settings: list[str] | None) -> dict[str, Any]:
    """Give what takes the place of the spec's own fields: the input, and vars, whose values are arithmetic."""
    pairs = (setting.partition("=") for setting in settings or ())
    values = {name.strip(): f"${{{value}}}" for name, _, value in pairs}
    return {**({} if given is None else {"input": given}), **({"vars": values} if values else {})}
