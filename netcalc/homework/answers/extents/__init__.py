"""Volumes and extents: in any form, by their names, as other tools print shapes."""
