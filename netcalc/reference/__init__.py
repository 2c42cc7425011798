"""The only NumPy: layers and gates, forward and backward (the gradient of a max), on one tape."""

from netcalc.reference.net.net import ReferenceNet
from netcalc.reference.student.assignment.check import check_file
from netcalc.reference.student.nets.check import check_net
from netcalc.reference.student.student import check_layer
from netcalc.reference.tape.gate import Gate
from netcalc.reference.tape.setting import Setting
from netcalc.reference.tape.tape import Tape

__all__ = ["Gate", "ReferenceNet", "Setting", "Tape", "check_file", "check_layer", "check_net"]
