"""The reference pass: every layer kind in NumPy, forward and backward, on one tape with the gates of circuits."""

from netcalc.reference.net.net import ReferenceNet
from netcalc.reference.student.student import check_layer
from netcalc.reference.tape.tape import Tape

__all__ = ["ReferenceNet", "Tape", "check_layer"]
