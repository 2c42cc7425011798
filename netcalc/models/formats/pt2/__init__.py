"""Reads PyTorch's exports, .pt2: the graph that `torch.export` saw, each operator in the module that it stands in."""

from netcalc.models.formats.pt2.reading import read

__all__ = ["read"]
