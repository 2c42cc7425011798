"""A class of submissions as it comes: files, folders, archives, tables of other systems."""
