"""The one walk, a network in, a report out: counts, why a window does not fit, receptive fields, memory."""
