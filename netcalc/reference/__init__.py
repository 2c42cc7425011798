"""The reference pass: every layer kind in NumPy, forward and backward, on one tape with the gates of circuits."""

from netcalc.reference.net import ReferenceNet

__all__ = ["ReferenceNet"]
