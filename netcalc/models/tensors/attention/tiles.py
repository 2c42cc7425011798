"""A map laid out in tiles before attention, and put together behind it, perhaps rolled: Swin's windows."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from netcalc.models.tensors.program import Held, Op, Program, Shape

TURNED: Final = (0, 1, 3, 2, 4, 5)  # rows of tiles, rows, columns of tiles, columns: tiles come together
FARTHEST: Final = 10
STILL: Final = ("same", "dropout")


class Tiles(NamedTuple):
    """How a map is laid out: what is read, the last operator, rows and columns of a tile, how far it is rolled."""

    reads: str
    last: Op
    window: tuple[int, int]
    shift: tuple[int, int]
    ops: tuple[Op, ...]

    def fits(self, table: Held | None, heads: int) -> bool:
        """Say whether a table of biases has a row for each way from one position of a tile to another."""
        rows, columns = self.window
        return table is None or table.shape == ((2 * rows - 1) * (2 * columns - 1), heads)


def tiled(program: Program, makers: Mapping[str, Op], readers: Mapping[str, Sequence[Op]], source: str,
          made: str) -> Tiles | None:  # fmt: skip
    """Find how what attention reads was laid out in tiles, and how what it makes is put together."""
    before = _back(makers, source)
    split = before[-1] if before else None
    six = program.shapes.get(split.makes[0], ()) if split else ()
    turned = any(tuple(op.given.get("axes") or ()) == TURNED for op in before if op.word == "permute")
    if split is None or len(six) != len(TURNED) or not turned:
        return None
    whole = (six[0], six[1] * six[2], six[3] * six[4], six[5])
    behind = _on(program, readers, made, whole)
    if not behind or program.shapes.get(source) != (six[0] * six[1] * six[3], six[2] * six[4], six[5]):
        return None
    reads, shift = split.reads[0], (0, 0)
    roll, back = makers.get(reads), readers.get(behind[-1].makes[0], ())
    if roll is not None and roll.word == "roll" and roll.name == "roll" and len(roll.given["shifts"]) == len(shift):
        if len(back) != 1 or back[0].name != "roll":
            return None
        rows, columns = roll.given["shifts"]
        reads, shift, before, behind = roll.reads[0], (-rows, -columns), [*before, roll], [*behind, back[0]]
    return Tiles(reads, behind[-1], (six[2], six[4]), shift, (*before, *behind))


def _back(makers: Mapping[str, Op], name: str) -> list[Op]:
    """Go back from what attention reads to the operator that takes the map apart."""
    passed: list[Op] = []
    while len(passed) < FARTHEST and (op := makers.get(name)) is not None and op.word in ("view", "permute", *STILL):
        passed.append(op)
        name = op.reads[0]
    while passed and passed[-1].word != "view":
        passed.pop()
    return passed


def _on(program: Program, readers: Mapping[str, Sequence[Op]], name: str, whole: Shape) -> list[Op]:
    """Go on from what attention makes to the operator that makes the map whole; nothing where none does."""
    passed: list[Op] = []
    while len(passed) < FARTHEST and len(found := readers.get(name, ())) == 1:
        if found[0].word not in ("view", "permute", *STILL):
            break
        passed.append(found[0])
        name = found[0].makes[0]
        if program.shapes.get(name) == whole:
            return passed
    return []
