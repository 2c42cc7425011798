"""Numbers as people write them, with units that know what they measure: `61,706`, `1.5M`, `8 MiB`, `35K`, `3.49e4`."""

import re
from fractions import Fraction
from typing import Final, NamedTuple

from netcalc.volume import SEPARATOR

DIGITS: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9_]*[0-9])"
NUMBER: Final = re.compile(
    rf"(?P<sign>[+-]?)(?P<digits>{DIGITS}(?:\.[0-9]*)?|\.[0-9]+)(?:[eE](?P<power>[+-]?[0-9]{{1,2}}))?\s*(?P<unit>[^0-9.].*)?"
)
EXACT: Final = re.compile(r"\s*([+-]?[0-9]+(?:\.[0-9]+|/[0-9]*[1-9][0-9]*)?)\s*")
LONGEST: Final = 100
BYTES: Final = "bytes"
BILLION: Final = "B"  # a byte where bytes are asked
SCALES: Final = {"k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9, "B": 10**9, "T": 10**12}
SAID: Final = {"thousand": 10**3, "million": 10**6, "mil": 10**6, "mio": 10**6, "billion": 10**9, "bn": 10**9}
OF_BYTES: Final = {
    "B": 1, "kB": 10**3, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12,
    "kiB": 2**10, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40,
}  # fmt: skip
NOUNS: Final = {
    "neurons": "neuron neurons unit units",
    "weights": "weight weights",
    "biases": "bias biases",
    "params": "param params parameter parameters",
    "connections": "connection connections",
    "macs": "mac macs multiply-add multiply-adds multiply-accumulates mult-adds multiplications madds",
    "flops": "flop flops operations ops",
    "activations": "activation activations",
    "buffers": "buffer buffers",
    "values": "value values",
    "layers": "layer layers",
    "pixels": "px pixel pixels",
    BYTES: "byte bytes",
}
MEASURED: Final = {word: measured for measured, words in NOUNS.items() for word in words.split()}
PARTS: Final = {"params": frozenset({"weights", "biases"}), "values": frozenset({"activations", "buffers"})}


class NotANumber(ValueError):
    """The text is no number with a unit."""


class WrongUnit(ValueError):
    """The unit measures something else than what is asked; `measures` says what."""

    def __init__(self, written: str, measures: str, asked: str) -> None:
        """Say what was written, what that is, and what was asked."""
        super().__init__(f"`{written}` is a number of {measures}, not of {asked}")
        self.measures = measures


class Quantity(NamedTuple):
    """A number, half a unit of the last digit that was written, and what it measures (None: a number alone)."""

    value: Fraction
    half: Fraction
    measures: str | None


def read(text: str, asked: str | None = None) -> Quantity:
    """Read a number of what is `asked` (`bytes`, `neurons` ...); NotANumber or WrongUnit where it is none.

    >>> int(read("1.5M").value), int(read("40 B", "bytes").value), int(read("5B", "params").value)
    (1500000, 40, 5000000000)
    """
    match = NUMBER.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if not match:
        message = f"not a number: {text[:LONGEST]}"
        raise NotANumber(message)
    scale, measures = unit(match["unit"] or "", asked)
    if measures is not None and asked is not None and not suits(measures, asked):
        raise WrongUnit(text.strip(), measures, asked)
    digits, power = match["digits"].replace(",", "").replace("_", ""), int(match["power"] or 0)
    step = Fraction(10) ** (power - len(digits.partition(".")[2])) * scale
    return Quantity(Fraction(match["sign"] + digits) * Fraction(10) ** power * scale, step / 2, measures)


def unit(written: str, asked: str | None = None) -> tuple[int, str | None]:
    """Give the scale of what stands behind a number, and what it measures; NotANumber where it is no unit.

    >>> unit("MiB"), unit("B", "params"), unit("B", "bytes"), unit("M params")
    ((1048576, 'bytes'), (1000000000, None), (1, 'bytes'), (1000000, 'params'))
    >>> unit("MFLOPs"), unit("mil")
    ((1000000, 'flops'), (1000000, None))
    """
    said = written.strip()
    first, _, noun = said.partition(" ")
    if said in OF_BYTES and (said != BILLION or asked == BYTES):
        return OF_BYTES[said], BYTES
    if first in SCALES or first.lower() in SAID:
        return SCALES.get(first) or SAID[first.lower()], _noun(noun)
    glued = said[1:].lower()
    if said[:1] in SCALES and glued in MEASURED and said.lower() not in MEASURED:
        return SCALES[said[0]], MEASURED[glued]
    return 1, _noun(said)


def _noun(written: str) -> str | None:
    """Give what a noun measures; None where there is none."""
    word = " ".join(written.lower().split())
    if word and word not in MEASURED:
        message = f"not a unit: {written[:LONGEST]}"
        raise NotANumber(message)
    return MEASURED.get(word)


def suits(measures: str | None, asked: str | None) -> bool:
    """Say whether a number of this may answer a question for that; weights and biases are params too.

    >>> suits("bytes", "neurons"), suits("params", "weights"), suits(None, "bytes")
    (False, True, True)
    """
    if measures is None or asked is None or measures == asked:
        return True
    return asked in PARTS.get(measures, ()) or (asked == "values" and measures in PARTS["values"])


def amount(text: str, asked: str | None = None) -> Fraction:
    """Read a number as `read` does, and give its value alone.

    >>> int(amount("8 MiB", "bytes"))
    8388608
    """
    return read(text, asked).value


def exact(text: str) -> Fraction:
    """Read a number without a unit, or a fraction; NotANumber where it is none.

    >>> exact("1/8"), exact("2.5")
    (Fraction(1, 8), Fraction(5, 2))
    """
    match = EXACT.fullmatch(text) if len(text) <= LONGEST else None
    if not match:
        message = f"not a number: {text[:LONGEST]}"
        raise NotANumber(message)
    return Fraction(match[1])


def several(text: str) -> tuple[Fraction, ...]:
    """Read numbers joined by x, as a volume is written; NotANumber where they are none.

    >>> several("28x28x1/2")
    (Fraction(28, 1), Fraction(28, 1), Fraction(1, 2))
    """
    parts = SEPARATOR.split(text) if len(text) <= LONGEST else ("",)
    return tuple(map(exact, parts))
