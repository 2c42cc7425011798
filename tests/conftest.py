"""The examples of a property are bounded, so that the whole suite stays quick."""

from hypothesis import settings

settings.register_profile("netcalc", deadline=None, max_examples=150, print_blob=True)
settings.load_profile("netcalc")
