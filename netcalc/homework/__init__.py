"""Homework: questions on networks and circuits, answers as people write them, marked with a diagnosis."""

from netcalc.homework.grading import grade
from netcalc.homework.marking.marked import Marked, MarkedQuestion

__all__ = ["Marked", "MarkedQuestion", "grade"]
