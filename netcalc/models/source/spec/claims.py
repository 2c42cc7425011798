"""What a spec claims, in the names of the spec that was written; of a model file, its totals."""

from collections.abc import Mapping
from typing import Any, Final

from netcalc.network.graph import Graph
from netcalc.network.network import Network
from netcalc.report.report import Report
from netcalc.text.source import Source

TOTALS: Final = ("params", "macs")


def claims(network: Network, report: Report, spec: str) -> dict[str, Any]:
    """Give the claims that hold for what was written, by its names."""
    if network.origin is not None:
        counts = {count: getattr(report.totals, count) for count in TOTALS}
        known = {count: found for count, found in counts.items() if found is not None and not report.at_least}
        return {f"totals.{count}": found for count, found in known.items()}
    if not network.claims:
        return {}
    made_of = Network.read(Source(spec, "-")).graph
    names = renamed(network.graph, made_of)
    lasts = {name: made_of.nodes[group.span.stop - 1].name for name, group in network.graph.groups.items()}
    made: dict[str, Any] = {}
    for claim in network.claims:
        query = claim.query
        name = names.get(query.layer or "") or (lasts.get(query.layer or "") if query.word == "output" else None)
        if query.layer is None or name is not None:
            text = query.text if name is None else f"{name}.{query.word}"
            made[text] = network.written["expect"][query.text]
    return made


def renamed(came: Graph, made: Graph) -> Mapping[str, str]:
    """Say what each layer and each group of one graph is called in another of the same layers."""
    names = {old.name: new.name for old, new in zip(came.nodes, made.nodes, strict=True)}
    spans = {(group.span.start, group.span.stop): name for name, group in reversed(made.groups.items())}
    groups = {name: spans.get((group.span.start, group.span.stop)) for name, group in came.groups.items()}
    return (
        names
        | {name: found for name, found in groups.items() if found}
        | dict(zip(came.inputs, made.inputs, strict=True))
    )
