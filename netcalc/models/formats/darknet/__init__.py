"""Reads Darknet's .cfg files: sections in the order of the graph."""

from netcalc.models.formats.darknet.reading import read

__all__ = ["read"]
