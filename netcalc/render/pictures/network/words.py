"""What is said of a layer in a picture, in few words, and what it stands for."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from netcalc.problems import Problem
from netcalc.render.pages.report.window import window
from netcalc.render.pictures.colours import Role
from netcalc.report.report import LayerReport
from netcalc.text.counted import counted

OPS: Final = ("max", "avg", "mean", "sum", "l2")  # what stands before the kind: max pool
BARE: Final = ("units", "size", "factor")  # fields whose number says enough: fc 120


def operation(layer: LayerReport) -> str:
    """Say what a layer does: `conv 5x5 p2`, `max pool 2x2 /2`, `fc 120`, `lstm 64`."""
    of = layer.working.layer
    op = getattr(of, "op", None)
    before = f"{op} " if op in OPS else ""
    shared = f", as {layer.shares}" if layer.shares else ""
    about = _about(layer)
    kind = () if about.startswith((f"{layer.kind} ", f"{layer.kind}:")) else (f"{before}{layer.kind}",)
    return " ".join((*kind, *filter(None, (about,)))) + shared


def _about(layer: LayerReport) -> str:
    """Give the window, else the number that a kind is written with."""
    of = layer.working.layer
    slides = window(layer)
    if slides:
        return slides
    field = of.main or ""
    main = getattr(of, field, None)
    if not isinstance(main, int) or isinstance(main, bool):
        return ""
    return str(main) if field in BARE else counted(main, field.removesuffix("s"))


def names_of(layers: Iterable[LayerReport]) -> tuple[str, ...]:
    """Name the kinds of layers that only change values, in a line; none where there are none."""
    runs = ((kind, len(list(run))) for kind, run in groupby(layer.kind for layer in layers))
    kinds = [kind if count == 1 else f"{kind} ×{count:,}" for kind, count in runs]
    return (", ".join(kinds),) if kinds else ()


def role_of(layers: Sequence[LayerReport]) -> Role:
    """Say what layers stand for: most of their multiplications slide a window or do not; else they pool, or neither."""
    sliding = sum(_work(layer) for layer in layers if layer.working.layer.slides())
    dense = sum(_work(layer) for layer in layers if not layer.working.layer.slides())
    if sliding or dense:
        return "sliding" if sliding >= dense else "dense"
    pools = any("pool" in layer.kind or layer.kind == "reduce" for layer in layers)
    return "pooled" if pools else "plain"


def _work(layer: LayerReport) -> int:
    """Give the multiplications of what has neurons; where nobody knows them, one."""
    if layer.neurons is None:
        return 1 if layer.macs is None else layer.macs
    return layer.macs or 0 if layer.neurons else 0


def faults(layers: Iterable[LayerReport], problems: Iterable[Problem]) -> tuple[str, ...]:
    """Give the codes of what is wrong with layers."""
    names = {layer.name for layer in layers}
    codes = (each.code for each in problems if each.severity == "error" and each.layer in names)
    return tuple(f"error: {code}" for code in dict.fromkeys(codes))
