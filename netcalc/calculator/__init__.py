"""The one walk: a network in, a report out."""
