"""Devices: how many operations and bytes a second, as somebody types it, or as the maker's datasheet has it."""

import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final, NamedTuple

from netcalc.problems import INVALID_VALUE, Problem, Unreadable
from netcalc.text.words import name_hint

T: Final = 10**12
SCALES: Final = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": T, "P": 10**15}
NUMBER: Final = r"([0-9]{1,9}(?:\.[0-9]{1,9})?)\s*"
OPERATIONS: Final = re.compile(NUMBER + r"([kKMGTP]?)(?:FLOPS|FLOPs|FLOP/s|flops|OPS|OP/s)")
BANDWIDTH: Final = re.compile(NUMBER + r"([kKMGTP]?)(i?)(?:B/s|Bps|B/sec)")
FORM: Final = 'write it as "312 TFLOPS, 2 TB/s"'
LONGEST: Final = 100


class Device(NamedTuple):
    """A device: its name, operations a second by the type of number, bytes a second, and who says so."""

    name: str
    rates: Mapping[str, int]
    bandwidth: int
    source: str


class Speed(NamedTuple):
    """What a device does in a second with one type of number."""

    name: str
    operations: Fraction
    bandwidth: Fraction
    source: str


def _device(name: str, bandwidth: int, source: str, **teras: Fraction) -> Device:
    return Device(name, MappingProxyType({dtype: int(rate * T) for dtype, rate in teras.items()}), bandwidth, source)


def _half(rate: str) -> dict[str, Fraction]:
    return dict.fromkeys(("float16", "bfloat16", "mixed"), Fraction(rate))


DEVICES: Final = {
    device.name: device
    for device in (
        _device(
            "v100", 900 * 10**9, "NVIDIA V100 datasheet, SXM2 (tensor cores for float16)",
            float64=Fraction("7.8"), float32=Fraction("15.7"), float16=Fraction(125), mixed=Fraction(125),
        ),
        _device(
            "t4", 320 * 10**9, "NVIDIA T4 datasheet (tensor cores for float16 and int8)",
            float32=Fraction("8.1"), float16=Fraction(65), mixed=Fraction(65), int8=Fraction(130),
        ),
        _device(
            "a100", 2039 * 10**9, "NVIDIA A100 datasheet, SXM 80GB (tensor cores, dense; float32 without TF32)",
            float64=Fraction("19.5"), float32=Fraction("19.5"), **_half("312"), int8=Fraction(624),
        ),
        _device(
            "h100", 3350 * 10**9, "NVIDIA H100 datasheet, SXM5 80GB (tensor cores, dense; float32 without TF32)",
            float64=Fraction(67), float32=Fraction(67), **_half("989.5"), int8=Fraction(1979),
        ),
    )
}  # fmt: skip


def understood(text: str, dtype: str) -> Speed:
    """Read a device, by its name or its two speeds; Unreadable where it is neither, or knows no such numbers.

    >>> speed = understood("312 TFLOPS, 2 TB/s", "float16")
    >>> int(speed.operations), int(speed.bandwidth)
    (312000000000000, 2000000000000)
    """
    known = DEVICES.get(text.strip().lower())
    if known is None:
        return _typed(text[: LONGEST + 1])
    if dtype not in known.rates:
        message = f"nobody says how fast {known.name} is with {dtype}"
        raise _wrong(message, f"it knows {', '.join(known.rates)}")
    return Speed(known.name, Fraction(known.rates[dtype]), Fraction(known.bandwidth), known.source)


def _typed(text: str) -> Speed:
    parts = [part.strip() for part in re.split(r"[,;]|\band\b", text)]
    operations = [found for part in parts if (found := OPERATIONS.fullmatch(part))]
    bandwidth = [found for part in parts if (found := BANDWIDTH.fullmatch(part))]
    if len(parts) != 2 or not operations or not bandwidth:
        near = name_hint(text.strip().lower(), DEVICES)
        message = f"`{text[:40]}` is no device that netcalc knows ({', '.join(DEVICES)}), nor two speeds"
        raise _wrong(message, near or FORM)
    speeds = (_scaled(operations[0]), _scaled(bandwidth[0]) * (1 if not bandwidth[0][3] else _binary(bandwidth[0])))
    if 0 in speeds:
        raise _wrong("a device of speed 0 takes for ever", FORM)
    return Speed(text.strip(), *speeds, "as typed")


def _scaled(found: re.Match[str]) -> Fraction:
    return Fraction(found[1]) * SCALES[found[2].upper()]


def _binary(found: re.Match[str]) -> Fraction:
    """Give how much more a binary unit is than a decimal one: TiB and TB."""
    power = list(SCALES).index(found[2].upper())
    return Fraction(1024**power, 1000**power)


def _wrong(message: str, hint: str) -> Unreadable:
    return Unreadable([Problem(code=INVALID_VALUE, message=message, hint=hint)])
