"""Circuits: an expression as gates, values forward and gradients backward, on the tape that networks run on."""

from netcalc.circuits.build import circuit
from netcalc.circuits.result import Circuit, GateReport, InputReport, StageReport
from netcalc.circuits.truth import TruthTable, truth_table

__all__ = ["Circuit", "GateReport", "InputReport", "StageReport", "TruthTable", "circuit", "truth_table"]
