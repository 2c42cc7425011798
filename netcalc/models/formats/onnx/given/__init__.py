"""The attributes and constant inputs of ONNX's operators, in the words that all graphs have."""
