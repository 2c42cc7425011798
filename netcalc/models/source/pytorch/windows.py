"""Kinds that slide a window: convolutions and pools, with the padding that PyTorch's modules cannot do before them."""

from collections.abc import Sequence
from typing import Final

from netcalc.arithmetic import Slide
from netcalc.models.source.piece import Arg, Make, Piece, Unfit, switch, turned
from netcalc.models.source.pytorch.layer import module, nd, pads
from netcalc.models.source.written import Written

MODES: Final = {"reflect": "reflect", "replicate": "replicate", "circular": "circular"}


def _even(sides: Sequence[tuple[int, int]]) -> bool:
    return all(before == after >= 0 for before, after in sides)


def _numbers(window: Sequence[Slide], padding: Sequence[int]) -> tuple[Arg, ...]:
    return (
        Arg("stride", turned([slide.stride for slide in window]), "stride", 1),
        Arg("pad", turned(padding), "padding", 0),
        Arg("dilation", turned([slide.dilation for slide in window]), "dilation", 1),
    )


def conv(layer: Written) -> Piece:
    """Write a convolution, of chosen slices too; unequal padding stands before it."""
    of, sides = layer.layer, layer.sides
    even = _even(sides)
    padding = [before if even else 0 for before, _ in sides]
    callee, reads = _reading(layer)
    made = Make(
        callee,
        (
            *reads, Arg("size", turned([s.size for s in layer.window])),
            *_numbers(layer.window, padding), Arg("groups", layer.groups, "groups", 1),
            switch("bias", of.bias, by_itself=True),
            Arg("pad_mode", of.pad_mode if even else "zeros", "padding_mode", "zeros"),
        ),
    )  # fmt: skip
    own = () if callee.startswith("nn.") else (callee,)
    if even:
        return Piece("self.{name}({0})", (made,), needs=own)
    mode = f', mode="{MODES[of.pad_mode]}"' if of.pad_mode in MODES else ""
    return Piece(f"self.{{name}}(F.pad({{0}}, {pads(sides)}{mode}))", (made,), needs=own)


def _reading(layer: Written) -> tuple[str, tuple[Arg, ...]]:
    """Name the class of a convolution, with what says which slices its filters read."""
    of, plain = layer.layer, nd(layer, "Conv")
    if of.connect is None:
        return plain, (Arg("depth", layer.depth), Arg("filters", of.filters))
    return plain.replace("nn.", "Chosen"), (Arg("slices", tuple(map(tuple, of.connect))),)


def conv_transpose(layer: Written) -> Piece:
    """Write a transposed convolution; what it makes too much at the end is left out behind it."""
    of, window = layer.layer, layer.window
    more = [slide.before - slide.after + slide.extra for slide in window]
    args = (
        Arg("depth", layer.depth), Arg("filters", of.filters), Arg("size", turned([slide.size for slide in window])),
        Arg("stride", turned([slide.stride for slide in window]), "stride", 1),
        Arg("pad", turned([max(0, slide.before) for slide in window]), "padding", 0),
        Arg("output_pad", turned([max(0, each) for each in more]), "output_padding", 0),
        Arg("groups", layer.groups, "groups", 1), switch("bias", of.bias, by_itself=True),
        Arg("dilation", turned([slide.dilation for slide in window]), "dilation", 1),
    )  # fmt: skip
    cut = "".join(f", :{extent}" for extent in reversed(layer.made.spatial)) if min(more) < 0 else ""
    return Piece(f"self.{{name}}({{0}}){f'[:, :{cut}]' if cut else ''}", (Make(nd(layer, "ConvTranspose"), args),))


def local(layer: Written) -> Piece:
    """Write a convolution whose filters are not shared."""
    of, sides = layer.layer, layer.sides
    mode = f', mode="{MODES[of.pad_mode]}"' if of.pad_mode in MODES else ""
    args = (
        Arg("depth", layer.depth), Arg("filters", of.filters), Arg("extents", tuple(reversed(layer.made.spatial))),
        Arg("size", tuple(reversed([slide.size for slide in layer.window]))),
        Arg("stride", tuple(reversed([slide.stride for slide in layer.window]))),
        switch("bias", of.bias, by_itself=True),
    )  # fmt: skip
    given = "{0}" if not any(map(any, sides)) else f"F.pad({{0}}, {pads(sides)}{mode})"
    return Piece(f"self.{{name}}({given})", (Make("Local", args),), needs=("Local",))


def pool(layer: Written) -> Piece:
    """Write a pool; padding that PyTorch's does not take stands before it, for a maximum as minus infinity."""
    of, window, sides = layer.layer, layer.window, layer.sides
    ceil = all(slide.rounding == "ceil" for slide in window)
    size = turned([slide.size for slide in window])
    written = [(slide.before, slide.after) for slide in window]
    plain = _even(written) and all(2 * slide.before <= slide.size for slide in window)
    plain = plain and (ceil or sides == written)
    padding = [slide.before if plain else 0 for slide in window]
    stride = Arg("stride", turned([slide.stride for slide in window]), "stride", size)
    pad, dilation = _numbers(window, padding)[1:]
    ceiling = switch("ceil", ceil and plain, keyword="ceil_mode", by_itself=False)
    largest = of.op == "max"
    given = "{0}" if plain else f"F.pad({{0}}, {pads(sides)}{', value=-torch.inf' if largest else ''})"
    args = (Arg("size", size), stride, pad, *([dilation] if largest else []), ceiling)
    callee = nd(layer, "MaxPool" if largest else "AvgPool")
    if of.trainable:
        return _trainable(layer, callee, given, args)
    if not largest and any(slide.dilation > 1 for slide in window):
        return _dilated_mean(layer, given, padding)
    return Piece(f"self.{{name}}({given})", (Make(callee, args),))


def _trainable(layer: Written, callee: str, given: str, window: tuple[Arg, ...]) -> Piece:
    """Write a pool that learns: a factor and a shift a channel behind a pool (LeNet-5, 1998)."""
    if layer.layer.op != "max" and any(slide.dilation > 1 for slide in layer.window):
        raise Unfit("a mean of values that stand apart learns nothing in PyTorch")
    own = callee.replace("nn.", "Trained")
    return Piece(f"self.{{name}}({given})", (Make(own, (Arg("depth", layer.depth), *window)),), needs=(own,))


def _dilated_mean(layer: Written, given: str, padding: Sequence[int]) -> Piece:
    sizes = [slide.size for slide in layer.window]
    args = (Arg("depth", layer.depth), Arg("size", tuple(reversed(sizes))), *_numbers(layer.window, padding))
    return Piece(f"self.{{name}}({given})", (Make("DilatedMean", args),), needs=("DilatedMean",))


def global_pool(layer: Written) -> Piece:
    """Write a pool over all positions."""
    if layer.axes == 0:
        return Piece("{0}")
    word = "Avg" if layer.layer.op == "avg" else "Max"
    return module(nd(layer, f"Adaptive{word}Pool"), Arg("size", 1))


def adaptive_pool(layer: Written) -> Piece:
    """Write a pool that makes so many positions."""
    word = "Avg" if layer.layer.op == "avg" else "Max"
    return module(nd(layer, f"Adaptive{word}Pool"), Arg("size", turned(layer.made.spatial)))
