"""The witness: arrays and gradients held against the calculator and against differences."""
