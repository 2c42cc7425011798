"""The only NumPy: layers and gates, forward and backward (the gradient of a max), on one tape."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from netcalc.reference.net.net import ReferenceNet
from netcalc.reference.tape.gate import Gate
from netcalc.reference.tape.setting import Setting
from netcalc.reference.tape.tape import Tape

if TYPE_CHECKING:
    from netcalc.reference.student.assignment.check import check_file
    from netcalc.reference.student.nets.check import check_net
    from netcalc.reference.student.student import check_layer

__all__ = ["Gate", "ReferenceNet", "Setting", "Tape", "check_file", "check_layer", "check_net"]
STUDENT: Final = {"check_file": "assignment.check", "check_layer": "student", "check_net": "nets.check"}


def __getattr__(name: str) -> Any:
    """Load what checks a student's code when it is wanted: fifty modules that no other command needs."""
    if name in STUDENT:
        return getattr(import_module(f"netcalc.reference.student.{STUDENT[name]}"), name)
    message = f"module 'netcalc.reference' has no attribute '{name}'"
    raise AttributeError(message)
