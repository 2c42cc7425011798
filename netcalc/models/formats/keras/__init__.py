"""Reads Keras' models: how layers are called, what each of them makes, and the operations of `keras.ops`."""

from netcalc.models.formats.keras.reading import read

__all__ = ["read"]
