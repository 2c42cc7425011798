"""The arguments of PyTorch's operators, in the words that all graphs have."""

from netcalc.models.formats.pt2.given.given import given_of

__all__ = ["given_of"]
