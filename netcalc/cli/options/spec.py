"""The argument SPEC, and what the shell offers for it: files, bundled specs, layers, what can be asked of them."""

from pathlib import Path
from typing import Annotated, TypeAlias

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


Spec: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="SPEC",
        help="A YAML file, another tool's model file, `-` for standard input, or a bundled spec's name.",
        autocompletion=complete_spec,
        show_default=False,
    ),
]
