"""A circuit as a notebook shows it."""

from html import escape

from netcalc.circuits.result import Circuit
from netcalc.render.formats.markup import html
from netcalc.render.pages.circuit import has_arrays, remarks, tables, title
from netcalc.render.pictures.circuit_svg import svg

MOST_DRAWN = 40


def circuit_html(circuit: Circuit) -> str:
    """Write a circuit as a piece of HTML: its picture where it has not too many gates, its tables, its remarks."""
    picture = [] if has_arrays(circuit) or len(circuit.gates) > MOST_DRAWN else [f"<div>{svg(circuit)}</div>"]
    parts = [f"<p><b>{escape(title(circuit))}</b></p>", *picture, *map(html, tables(circuit))]
    return "\n".join([*parts, *(f"<div>{escape(remark)}</div>" for remark in remarks(circuit))])
