"""The catalogues' pages: kinds, codes, mistakes."""
