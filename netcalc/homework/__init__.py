"""Homework: sheets, answers as people write them, mistakes and their hints (a forgotten bias), marking."""

from netcalc.homework.grading import grade
from netcalc.homework.marking.marked import Marked, MarkedQuestion

__all__ = ["Marked", "MarkedQuestion", "grade"]
