"""The bundled specs, read and calculated once for all tests of a file that need every one of them."""

from functools import cache

from netcalc import Network, Report, calculate, load
from netcalc.network.bundle import bundled


@cache
def sized(name: str) -> tuple[Network, Report]:
    """Give a bundled network and its report."""
    network = load(name)
    return network, calculate(network)


def fitting() -> list[str]:
    """Name the bundled networks that fit."""
    return [name for name in sorted(bundled()) if sized(name)[1].valid]
