"""Reads Caffe's prototxt files of both generations: layers in the order of the file, blobs by name."""

from netcalc.models.formats.caffe.reading import read

__all__ = ["read"]
