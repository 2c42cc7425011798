"""Reads ONNX models: operators by their tensors' names; quantised and fused ones, functions, branches."""

from netcalc.models.formats.onnx.reading import read

__all__ = ["read"]
