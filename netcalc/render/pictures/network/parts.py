"""The parts of a network as it is drawn: what comes in, layers, and layers put together."""

from collections.abc import Iterable
from typing import NamedTuple

from netcalc.render.pictures.colours import Role
from netcalc.render.pictures.network.pieces import Piece, ends
from netcalc.render.pictures.network.words import faults, names_of, operation, role_of
from netcalc.report.report import LayerReport, Report
from netcalc.volume import Volume


class Part(NamedTuple):
    """A part: its name, what it does in words, the parts that it reads, the volume that leaves it.

    `layers` are those within, none of what comes in; `leaves` says that it is an output of the network.
    """

    name: str
    words: tuple[str, ...]
    reads: tuple[int, ...]
    output: Volume | None
    role: Role
    layers: tuple[LayerReport, ...] = ()
    leaves: bool = False
    folded: bool = False

    @property
    def meant(self) -> str:
        """The layer that it stands for: the one that is drawn, the last of those that are folded; none for an input."""
        return self.layers[-1 if self.folded else 0].name if self.layers else ""


def parts_of(report: Report, pieces: Iterable[Piece]) -> list[Part]:
    """Make the parts of these pieces, in order, what comes in before them."""
    made = [Part(name, ("input",), (), volume, "given") for name, volume in report.inputs.items()]
    places = {name: place for place, name in enumerate(report.inputs)}
    outputs = ends(report)
    wrong = [each for each in report.problems if each.severity == "error"]
    for piece in pieces:
        held = report.layers[piece.span]
        own = {layer.name for layer in held}
        sources = (name for layer in held for name in layer.from_ if name not in own)
        reads = tuple(dict.fromkeys(places[name] for name in sources if name in places))
        places |= dict.fromkeys(own, len(made))
        followed = names_of(held[len(held) - piece.followed :])
        words = (*(piece.about or (operation(held[0]),)), *followed, *faults(held, wrong))
        role = role_of(held) if held[-1].output is not None else "fault"
        leaves = not own.isdisjoint(outputs)
        made.append(Part(piece.name, words, reads, held[-1].output, role, held, leaves, folded=bool(piece.about)))
    return made
