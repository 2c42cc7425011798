"""Gradient descent on the reference net, watched: data, updates, the loop, what the lecture says of a run."""

from netcalc.training.history import Burst, Epoch, LayerWatch
from netcalc.training.run import Run, Verdict
from netcalc.training.train import train

__all__ = ["Burst", "Epoch", "LayerWatch", "Run", "Verdict", "train"]
