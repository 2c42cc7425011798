"""Homework: questions on networks and circuits, answers as people write them, marked with a diagnosis."""

from netcalc.homework.marking.grading import grade

__all__ = ["grade"]
