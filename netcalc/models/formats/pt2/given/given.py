"""What an operator reads and is given, put in our words."""

from typing import Any, Final

from netcalc.models.formats.pt2.given.arguments import Arguments, Readers, Words, plain, read_first, tensors
from netcalc.models.formats.pt2.given.axes import AXES
from netcalc.models.formats.pt2.given.functions import FUNCTIONS
from netcalc.models.formats.pt2.given.windows import WINDOWS

READERS: Final[Readers] = {**AXES, **FUNCTIONS, **WINDOWS}


def given_of(word: str, name: str, arguments: Arguments) -> tuple[str, list[str], dict[str, Any]]:
    """Give the word, the tensors that are read, and what else is given."""
    if name == "convolution" and plain(arguments, "transposed"):
        word = "conv_transpose"
    if name in ("hardtanh", "clamp", "clamp_min", "clamp_max"):
        word = "clip"
    reads, given = READERS.get(word, _first)(arguments, name)
    return word, reads, given


def _first(arguments: Arguments, _: str) -> Words:
    reads = read_first(arguments)
    others = [name for each in arguments for name in tensors(arguments, each) if name and name not in reads]
    return [*reads, *others], {}
