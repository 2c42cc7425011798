"""Losses: gates that make one number of the scores, a mean over the batch and over positions, where there are some."""
