"""The sentences about two networks that differ: both sides, and in a hint what differs."""

from collections.abc import Sequence
from typing import Final

from netcalc.models.comparing.aligning import Run
from netcalc.models.comparing.folds import Fold
from netcalc.models.comparing.parts import CHOSEN, Part, Side
from netcalc.problems import NETWORKS_DIFFER, Problem

ODD: Final = "Keras's `same` puts what is odd behind, PyTorch pads both sides alike: one volume, other values"


def unlike(run: Run, ours: Sequence[Part], theirs: Sequence[Part], called: str) -> Problem:
    """Say both sides of a difference, or which layers one of them has more."""
    some, others = ours[run.place : run.end], theirs[run.begin : run.stop]
    if some and others:
        return both(some[0], others[0], called, apart(some[0], others[0]))
    listed = some or others
    more = f", and {len(listed) - 1} more" if len(listed) > 1 else ""
    shown = f"{listed[0].layer.name}, {_shown(listed[0])}{more},"
    if some:
        return problem(f"{shown} is not in {called}", some[0].layer.name)
    behind = f"behind {ours[run.place - 1].layer.name}" if run.place else "at the beginning"
    return problem(f"{shown[:-1]}, of {called} is missing here, {behind}")


def folded(folds: Sequence[Fold], called: str) -> Problem:
    """Say that an exporter folded batch norms of one network, and which first."""
    ours, theirs, norm = folds[0]
    biases = (theirs.layer.biases or 0) - (ours.layer.biases or 0)
    more = f"; so it is with {len(folds) - 1} more" if len(folds) > 1 else ""
    added = f"{abs(biases):,} biases are in place of" if biases else "its biases hold"
    hint = (f"the exporter folded the batch norm {norm.layer.name} into it: {added} the norm's "
            f"{norm.layer.params or 0:,} params{more}")  # fmt: skip
    return both(ours, theirs, called, hint)


def both(one: Part, two: Part, called: str, hint: str) -> Problem:
    """Say a layer of either network."""
    message = f"{one.layer.name} is {_shown(one)} here, and {two.layer.name} is {_shown(two)} in {called}"
    return problem(message, one.layer.name, hint)


def rewired(one: Part, reads: Sequence[str], two: Part, others: Sequence[str], called: str) -> Problem:
    """Say that a layer reads others, or uses the arrays of another."""
    left, right = (" and ".join(names) or "nothing" for names in (reads, others))
    message = f"{one.layer.name} reads {left} here, and {two.layer.name} reads {right} in {called}"
    return problem(message, one.layer.name, "the layers are the same, what they read is not")


def apart(one: Part, two: Part) -> str:
    """Say in what two layers differ, and where tools pad otherwise."""
    if one.key.kind != two.key.kind:
        return f"{one.key.kind} against {two.key.kind}"
    found = [
        *_sides(one.key.sides, two.key.sides),
        *_number("op", one.key.op, two.key.op),
        *_number("groups", one.key.groups, two.key.groups),
        *(each for name, left, right in zip(CHOSEN.get(one.key.kind, ()), one.key.chosen, two.key.chosen, strict=True)
          for each in _number(name, left, right)),
        *_shares(one.layer.shares, two.layer.shares),
        *_number("params", one.layer.params, two.layer.params),
        *(_number("biases", one.layer.biases, two.layer.biases) if one.layer.weights == two.layer.weights else []),
        *_number("output", one.layer.output, two.layer.output),
        *_number("macs", one.layer.macs, two.layer.macs),
    ]  # fmt: skip
    odd = [f" ({ODD})"] if any(map(_odd, one.key.sides, two.key.sides)) else []
    return ", ".join(found) + "".join(odd)


def _number(name: str, left: object, right: object) -> list[str]:
    return [] if left == right else [f"{name} {_word(left)} against {_word(right)}"]


def _shares(one: str | None, two: str | None) -> list[str]:
    """Say where one layer alone uses the arrays of another."""
    return [] if bool(one) == bool(two) else _number("arrays", one or "its own", two or "its own")


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _sides(one: Sequence[Side], two: Sequence[Side]) -> list[str]:
    """Say in what windows differ, along the first axis where they do."""
    left, right = next((pair for pair in zip(one, two, strict=False) if pair[0] != pair[1]), (None, None))
    if left is None or right is None:
        return []
    return [
        *_number("size", left.size, right.size),
        *_number("stride", left.stride, right.stride),
        *_number("pad", _pad(left), _pad(right)),
        *_number("dilation", left.dilation, right.dilation),
    ]


def _pad(side: Side) -> str:
    return f"{side.before}" if side.before == side.after else f"{side.before}+{side.after}"


def _odd(one: Side, two: Side) -> bool:
    """Say whether one side pads one more behind than before, and the other as much all around."""
    uneven = [side for side in (one, two) if side.after == side.before + 1]
    even = [side for side in (one, two) if side.after == side.before]
    alike = one._replace(before=0, after=0) == two._replace(before=0, after=0)
    return alike and len(uneven) == len(even) == 1 and even[0].after == uneven[0].after


def _shown(part: Part) -> str:
    """Write a layer: its kind, its window, what leaves it, what it stores."""
    layer, sides = part.layer, part.key.sides
    size = " " + "x".join(str(side.size) for side in sides) if sides else ""
    strides = {side.stride for side in sides} - {1}
    pads = {(side.before, side.after) for side in sides} - {(0, 0)}
    padding = "x".join(map(_pad, sides if len(pads) > 1 else sides[:1]))
    window = size + (f" /{min(strides)}" if strides else "") + (f" p{padding}" if pads else "")
    return f"{layer.kind}{window} -> {layer.output or '-'} with {layer.params or 0:,} params"


def problem(message: str, layer: str | None = None, hint: str = "") -> Problem:
    """Make the problem that two networks differ."""
    return Problem(code=NETWORKS_DIFFER, message=message, layer=layer, hint=hint)
