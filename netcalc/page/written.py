"""The spec that a file is: its own text, or, of another tool's model, the spec that says the same."""

from netcalc.models.writing import convert
from netcalc.network.bundle import load, text
from netcalc.network.network import Network
from netcalc.text.source import Foreign


def spec_of(name: str) -> str:
    """Give the text of a spec; what another tool's file holds is written as one. SpecError where that cannot be."""
    try:
        return text(name)
    except Foreign:
        return convert(load(name), "yaml")


def spec_for(network: Network) -> str:
    """Write the spec of a network that was changed as it was loaded; SpecError where it cannot be written."""
    return network.to_yaml() if network.origin is None else convert(network, "yaml")
