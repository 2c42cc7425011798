"""Circuits on the tape that networks run on: values forward, gradients backward, differences to hold them to."""
