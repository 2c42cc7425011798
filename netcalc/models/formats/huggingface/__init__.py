"""Reads Hugging Face's config.json: the family of the model says which layers its numbers make."""

from netcalc.models.formats.huggingface.reading import read

__all__ = ["read"]
