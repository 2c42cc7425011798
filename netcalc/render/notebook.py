"""What a result shows of itself in a notebook: its page as HTML."""

from collections.abc import Callable
from importlib import import_module
from typing import Final

from netcalc.render.document import Document
from netcalc.render.write import write

PAGES: Final = {
    "Network": ("pictures.network.shown", "of_network"),
    "Report": ("pictures.network.shown", "of_report"),
    "Circuit": ("pages.circuit.circuit", "drawn"),
    "Run": ("pictures.training.files", "shown"),
    "Found": ("pages.search.search", "page"),
    "Swept": ("pictures.training.files", "shown"),
}


def html(result: object) -> str:
    """Write a result's page as a piece of HTML."""
    module, name = PAGES[type(result).__name__]
    page: Callable[[object], Document] = getattr(import_module(f"netcalc.render.{module}"), name)
    return write(page(result), "html")
