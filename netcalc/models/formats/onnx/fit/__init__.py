"""Says why an operator of ONNX cannot take the shapes that it reads, by the format's own rules."""

from netcalc.models.formats.onnx.fit.misfit import misfit

__all__ = ["misfit"]
