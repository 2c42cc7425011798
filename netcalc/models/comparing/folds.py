"""Batch norms that one network has, and the other folded into the convolution before: a bias in their place."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from netcalc.models.comparing.aligning import aligned
from netcalc.models.comparing.parts import Key, Part, parts
from netcalc.report.report import Report

EXPORTED: Final = ("onnx",)  # whose exporters fold
FOLDING: Final = ("conv", "conv_transpose", "fc")


class Pair(NamedTuple):
    """A layer, perhaps with the batch norm that alone reads it."""

    part: Part
    norm: Part | None

    @property
    def key(self) -> Key:
        """Give the key of the layer with its norm folded into it: a bias a filter, and no norm."""
        layer = self.part.layer
        if self.norm is None or layer.weights is None or layer.output is None:
            return self.part.key
        return self.part.key._replace(params=layer.weights + layer.output.depth)


class Fold(NamedTuple):
    """A layer of either network, and the batch norm that the exporter of one of them folded into it."""

    ours: Part
    theirs: Part
    norm: Part


class Unfolded(NamedTuple):
    """Two networks without the norms that were folded in one of them, and what was folded."""

    ours: list[Part]
    theirs: list[Part]
    folds: list[Fold]


def unfolded(report: Report, against: Report) -> Unfolded:
    """Take out the norms that one network has, and the exporter of the other folded."""
    ours, theirs = parts(report), parts(against)
    here, there = (each.source is not None and each.source.format in EXPORTED for each in (report, against))
    if not here and not there:
        return Unfolded(ours, theirs, [])
    one, two = _pairs(ours), _pairs(theirs)
    runs = aligned([pair.key for pair in one], [pair.key for pair in two])
    met = [(one[run.place + step], two[run.begin + step])
           for run in runs if run.equal for step in range(run.end - run.place)]  # fmt: skip
    folds = [
        Fold(left.part, right.part, norm)
        for left, right in met
        if (norm := _folded(left, right) if there else None) or (norm := _folded(right, left) if here else None)
    ]
    return Unfolded(
        _listed(one, {fold.ours.layer.name for fold in folds}),
        _listed(two, {fold.theirs.layer.name for fold in folds}),
        folds,
    )


def _folded(one: Pair, two: Pair) -> Part | None:
    """Give the norm of a pair that the other has not."""
    return one.norm if two.norm is None else None


def _pairs(parts: Sequence[Part]) -> list[Pair]:
    """Put batch norms to the layers that they alone read."""
    made: list[Pair] = []
    for part in parts:
        before = made[-1] if made else None
        if before is not None and before.norm is None and _folds(before.part, part):
            made[-1] = before._replace(norm=part)
        else:
            made.append(Pair(part, None))
    return made


def _folds(part: Part, norm: Part) -> bool:
    able = part.layer.kind in FOLDING and not part.layer.shares and norm.layer.kind == "batchnorm"
    return able and norm.layer.from_ == (part.layer.name,)


def _listed(pairs: Sequence[Pair], folded: set[str]) -> list[Part]:
    """List the parts again, those that were folded without their norms."""
    made: list[Part] = []
    for pair in pairs:
        if pair.part.layer.name in folded:
            made.append(pair.part._replace(key=pair.key))
        else:
            made += [pair.part] if pair.norm is None else [pair.part, pair.norm]
    return made
