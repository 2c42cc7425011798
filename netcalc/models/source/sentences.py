"""What a program says of its network: its title, and what comes in and what leaves."""

from netcalc.network.network import Network
from netcalc.report.report import Report
from netcalc.volume import coming_in


def title(network: Network) -> str:
    """Call the network, in words that a docstring can hold."""
    return (network.called or "A network").replace("\\", "").replace('"', "'")


def passes(report: Report) -> str:
    """Say what comes in, what leaves, and how many parameters there are."""
    several = len(report.outputs) > 1
    outputs = ", ".join(f"{each.name} {each.output}" if several else str(each.output) for each in report.outputs)
    return f"{coming_in(report.inputs)} -> {outputs}, {report.totals.params or 0:,} parameters."
