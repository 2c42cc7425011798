"""Circuits and small nets as Python, forward and backward, the way the lecture writes it; it runs by itself."""

from netcalc.circuits.code.circuit import code

__all__ = ["code"]
