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
    pad = setting.of("pad")
    rule = BY_WORD.get(pad) if isinstance(pad, str) else None
    if rule is None:
        pads = margins(setting, "pad")
        return tuple(one._replace(before=b, after=a) for one, (b, a) in zip(bare, pads, strict=True))
    return tuple(rule(W, one) for W, one in zip(setting.extents, bare, strict=True))


def spreading(setting: Setting) -> tuple[Window, ...]:
    """Give the window that each value of a transposed convolution lays down."""
    fields = ("size", "stride", "dilation", "output_pad")
    numbers = zip(*(per_axis(setting, field) for field in fields), strict=True)
    bare = [Window(F, S, d=d, transposed=True, extra=extra) for F, S, d, extra in numbers]
    if setting.of("pad") == "same":
        return tuple(map(_times_stride, bare))
    pads = margins(setting, "pad")
    return tuple(one._replace(before=b, after=a) for one, (b, a) in zip(bare, pads, strict=True))


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


def _same_start(W: int, window: Window) -> Window:
    """Pad as `same` does, the odd pixel before."""
    laid = _same(W, window)
    return laid._replace(before=laid.after, after=laid.before)


def _causal(_: int, window: Window) -> Window:
    """Pad before alone, so that the first window ends at the first pixel."""
    return window._replace(before=window.reach - 1, after=0)


def _times_stride(window: Window) -> Window:
    """Take off, or put on, so much that W·S pixels are left; the odd pixel goes at the end."""
    less = window.reach - window.S
    if less < 0:
        return window._replace(extra=-less)
    return window._replace(before=less // 2, after=less - less // 2)


BY_WORD: Final[dict[Any, Callable[[int, Window], Window]]] = {
    "same": _same,
    "same_start": _same_start,
    "causal": _causal,
}
