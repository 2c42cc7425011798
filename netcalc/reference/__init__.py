"""The reference pass: every layer kind in NumPy, forward and backward, on one tape with the gates of circuits."""

from netcalc.reference.net import ReferenceNet
from netcalc.reference.student import check_layer
from netcalc.reference.tape import Tape

__all__ = ["ReferenceNet", "Tape", "check_layer"]
