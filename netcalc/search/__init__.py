"""Many networks at once: unknowns and their ranges, conditions, an order; the exact calculator says every line."""

from netcalc.conventions.why import why
from netcalc.search.found import Found, Miss, Variant
from netcalc.search.searching import search

__all__ = ["Found", "Miss", "Variant", "search", "why"]
