"""A network as an ONNX model: an operator or some for each layer, arrays without numbers."""
