"""The options that memory is counted for: the batch, the type of a number, the optimizer."""

from enum import StrEnum
from typing import Annotated, Any, TypeAlias

import typer

Batch: TypeAlias = Annotated[int, typer.Option("--batch", min=1, max=10**9, help="Inputs in a batch.")]


class Dtype(StrEnum):
    """The types a number can be stored in."""

    FLOAT64 = "float64"
    FLOAT32 = "float32"
    FLOAT16 = "float16"
    BFLOAT16 = "bfloat16"
    MIXED = "mixed"
    INT8 = "int8"


class Optimizer(StrEnum):
    """The optimizers whose memory is known."""

    SGD = "sgd"
    MOMENTUM = "momentum"
    ADAM = "adam"
    ADAMW = "adamw"


def _one_of(kinds: type[Dtype] | type[Optimizer], name: str, about: str) -> Any:
    """Make an option that takes one of a few words, in other tools' words too: `bf16`, `Adam`."""

    def chosen(text: str) -> StrEnum:
        from netcalc.text.words import meant_value

        meant = meant_value(text, list(kinds))
        if meant is None:
            message = f"{text[:40]!r} is not one of {', '.join(map(repr, map(str, kinds)))}"
            raise typer.BadParameter(message)
        return kinds(meant)

    def offered(incomplete: str) -> list[str]:
        return [kind for kind in kinds if kind.startswith(incomplete)]

    return typer.Option(name, help=about, parser=chosen, metavar=f"[{'|'.join(kinds)}]", autocompletion=offered)


Stored: TypeAlias = Annotated[Dtype, _one_of(Dtype, "--dtype", "What a number is stored in.")]
Trainer: TypeAlias = Annotated[Optimizer, _one_of(Optimizer, "--optimizer", "What training keeps for each parameter.")]
