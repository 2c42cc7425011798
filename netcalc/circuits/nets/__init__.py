"""Small fully connected nets as circuits and as programs: forward, then delta by delta backward (ELEC 576)."""

from netcalc.circuits.nets.in_stages import stages
from netcalc.circuits.nets.matrix import matrix_code
from netcalc.circuits.nets.planned import Plan, plan
from netcalc.circuits.nets.scalar import scalar_code

__all__ = ["Plan", "matrix_code", "plan", "scalar_code", "stages"]
