"""The window that a layer slides, from the fields of its spec and the extents that it reads, and from nothing else."""

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

from netcalc.reference.tape.setting import Setting
from netcalc.reference.windows.window import Window

Margins: TypeAlias = tuple[int, int]


def sliding(setting: Setting) -> tuple[Window, ...]:
    """Give the window of a layer that slides forward, an axis after the other, as arrays have them."""
    strides = "size" if setting.of("stride") is None else "stride"
    ceil = setting.rounding == "ceil"
    bare = [
        Window(F, S, d=d, ceil=ceil)
        for F, S, d in zip(*(per_axis(setting, field) for field in ("size", strides, "dilation")), strict=True)
    ]
    rule = BY_WORD.get(setting.of("pad"))
    if rule is None:
        pads = margins(setting, "pad")
        return tuple(one._replace(before=b, after=a) for one, (b, a) in zip(bare, pads, strict=True))
    return tuple(rule(W, one) for W, one in zip(setting.extents, bare, strict=True))


def spreading(setting: Setting) -> tuple[Window, ...]:
    """Give the window that each value of a transposed convolution lays down."""
    fields = ("size", "stride", "dilation", "output_pad")
    numbers = zip(*(per_axis(setting, field) for field in fields), margins(setting, "pad"), strict=True)
    return tuple(Window(F, S, b, a, d, transposed=True, extra=extra) for F, S, d, extra, (b, a) in numbers)


def per_axis(setting: Setting, field: str) -> tuple[int, ...]:
    """Give a field's number for each axis; specs have width first, arrays last. What a kind has not is 1."""
    value = getattr(setting.layer, field, 1)
    return (value,) * len(setting.extents) if isinstance(value, int) else tuple(reversed(value))


def margins(setting: Setting, field: str) -> tuple[Margins, ...]:
    """Give the pixels before and after each axis, written as one number, one an axis, or sides."""
    value: Any = setting.of(field)
    axes = len(setting.extents)
    pairs: Sequence[Any] = (value,) * axes if isinstance(value, int) else value[:axes]
    return tuple((one, one) if isinstance(one, int) else tuple(one) for one in reversed(pairs))


def _same(W: int, window: Window) -> Window:
    """Pad so that W/S windows, rounded up, fit evenly; an odd pixel goes after."""
    windows = -(-W // window.S)
    missing = max(0, (windows - 1) * window.S + window.reach - W)
    return window._replace(before=missing // 2, after=missing - missing // 2, ceil=False)


BY_WORD: Final[dict[Any, Callable[[int, Window], Window]]] = {"same": _same}
