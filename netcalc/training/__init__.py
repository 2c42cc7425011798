"""Gradient descent on the reference net, watched: data, updates, the loop, what the lecture says of a run."""

from netcalc.training.history import Burst, Epoch, LayerWatch
from netcalc.training.run import Run, Verdict
from netcalc.training.train import train
from netcalc.training.trials.sweep import sweep
from netcalc.training.trials.swept import Swept, Trial

__all__ = ["Burst", "Epoch", "LayerWatch", "Run", "Swept", "Trial", "Verdict", "sweep", "train"]
