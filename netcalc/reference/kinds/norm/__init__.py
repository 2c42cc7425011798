"""Normalisation: values are centred and scaled over some axes, then scaled and shifted a slice at a time."""
