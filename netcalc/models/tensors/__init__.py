"""Operators on tensors, of ONNX and of PyTorch's exports, made into layers on volumes."""
