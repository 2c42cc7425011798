"""A table as another tool counts: below it what is counted otherwise, and what that brings."""

from collections.abc import Iterable
from typing import Final

from netcalc.conventions.counting import CountedNetwork
from netcalc.conventions.tools.tool import Tool
from netcalc.network.network import Network
from netcalc.render.document import Aside, Document, aside

SAID: Final = {"macs": "MACs", "flops": "FLOPs", "params": "params"}


def told(document: Document, network: Network, tool: Tool) -> Document:
    """Add to a page what this tool counts otherwise."""
    return document._replace(parts=lambda: (*document.parts(), *_differences(network, tool)))


def _differences(network: Network, tool: Tool) -> Iterable[Aside]:
    found, alike = CountedNetwork(network), []
    for gives in tool.gives:
        parts = found.parts(gives.total, tool.usual.conventions)
        called = "" if gives.word in (gives.total, SAID[gives.total]) else f" (its {gives.word})"
        yield from (aside(f"{SAID[gives.total]}{called} {part.text}") for part in parts)
        alike += [] if parts else [f"{SAID[gives.total]}{called}"]
    if alike:
        yield aside(f"{' and '.join(alike)}: as netcalc counts")
