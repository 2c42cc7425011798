"""A number as somebody states it, `4.13G`, `4.1 GMac`, `3.8×10⁹ FLOPs`, `97.8 MB`: what it is, and how exactly."""

import re
from fractions import Fraction
from typing import Final, NamedTuple

from netcalc.text.numbers import quantity
from netcalc.text.numbers.quantity import BYTES, LONGEST, NotANumber

BEFORE: Final = re.compile(r"^(?:~|≈|about|around|approx(?:\.|imately)?|ca\.|roughly)\s*", re.IGNORECASE)
POWER: Final = re.compile(r"\s*[x×·*]\s*10\s*(?:\^|\*\*)?\s*\{?(-?[0-9]{1,2})\}?")
RAISED: Final = re.compile(r"(?<=10)[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
LOWERED: Final = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
GROUPED: Final = re.compile(r"(?<=[0-9])[\u00a0\u202f '](?=[0-9]{3}(?![0-9]))")
DOTTED: Final = re.compile(r"^[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9.])")
COMMA: Final = re.compile(r"^([0-9]+),([0-9]{1,2})(?![0-9,])")
FILLERS: Final = re.compile(r"\([^)]*\)|\b(?:trainable|learnable|total|in total|in all|per image)\b", re.IGNORECASE)
SMALL: Final = re.compile(r"(?<=[0-9])(\s*)([mgt])(?![a-z])")
UNIT: Final = re.compile(r"([kKMGT])B(?:yte)?s?$")
TELLING: Final = 2  # digits, of which the last may have been cut off
BINARY: Final = {"k": 2**10, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}


class Stated(NamedTuple):
    """A number, a unit of its last digit, how many digits count, what it measures (None: a number alone).

    `letter` is that of its decimal unit of bytes, M of MB, which may mean 2^20; nothing where it has none.
    """

    written: str
    value: Fraction
    step: Fraction
    digits: int
    measures: str | None
    letter: str = ""

    @property
    def exact(self) -> bool:
        """Whether it was written to the last unit."""
        return self.step <= 1

    @property
    def binary(self) -> "Stated | None":
        """The number as it is where MB means 2^20 bytes; None where that is no question."""
        if not self.letter:
            return None
        times = Fraction(BINARY[self.letter], quantity.OF_BYTES[f"{self.letter}B"])
        return self._replace(value=self.value * times, step=self.step * times, letter="")

    def in_binary(self, found: int | Fraction) -> str:
        """Write bytes in the binary unit that its own may mean.

        >>> read("98 MB").in_binary(102_440_608)
        '97.7 MiB'
        """
        return f"{float(found / Fraction(BINARY[self.letter])):,.1f} {self.letter}iB"

    def is_about(self, found: int | Fraction) -> bool:
        """Say whether a number is this one, rounded as it was."""
        return abs(self.value - found) <= self.step / 2

    def is_cut(self, found: int | Fraction) -> bool:
        """Say whether a number is this one, cut off rather than rounded."""
        return self.digits >= TELLING and self.value <= found < self.value + self.step

    def is_coarsely(self, found: int | Fraction) -> bool:
        """Say whether a number is this one where its last zeros are no digits."""
        spare = self._coarse
        return spare > self.step and self.digits > 2 and abs(self.value - found) <= spare / 2

    def is_nearly(self, found: int | Fraction) -> bool:
        """Say whether a number is this one, rounded or cut off, its last zeros being perhaps no digits."""
        return self.is_about(found) or self.is_cut(found) or self.is_coarsely(found)

    @property
    def _coarse(self) -> Fraction:
        """A unit of the last digit that is no zero, or of the second."""
        step, kept = self.step, self.digits
        while kept > 2 and self.value and (self.value / step) % 10 == 0:
            step, kept = step * 10, kept - 1
        return step


def read(text: str) -> Stated:
    """Read a number as people write it; NotANumber where it is none.

    >>> int(read("4.1 GMac").value), read("3.8×10⁹ FLOPs").measures, read("97.8 MB").measures
    (4100000000, 'flops', 'bytes')
    """
    if len(text) > LONGEST:
        message = f"not a number: {text[:LONGEST]}"
        raise NotANumber(message)
    found = quantity.read(_plain(text))
    if found.value < 0:
        message = f"{text.strip()} is less than nothing"
        raise NotANumber(message)
    step = 2 * found.half
    digits = len(str(int(found.value / step))) if step else 1
    unit = UNIT.search(text.strip()) if found.measures == BYTES else None
    return Stated(text.strip(), found.value, step, digits, found.measures, unit[1] if unit else "")


def _plain(text: str) -> str:
    """Write a number without words before it, signs of powers and blanks between its digits."""
    plain = BEFORE.sub("", FILLERS.sub(" ", text).strip())
    plain = SMALL.sub(lambda found: found[1] + found[2].upper(), plain)
    plain = POWER.sub(r"e\1", RAISED.sub(lambda found: found[0].translate(LOWERED), plain))
    plain = GROUPED.sub("", plain)
    plain = DOTTED.sub(lambda found: found[0].replace(".", ""), plain)
    return COMMA.sub(r"\1.\2", plain)
