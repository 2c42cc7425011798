"""A circuit as a picture: its nodes with their words, lines of it where it is long, wires, forks, a legend."""

from netcalc.render.pictures.circuit.placing import picture

__all__ = ["picture"]
