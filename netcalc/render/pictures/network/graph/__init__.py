"""The graph of a network: boxes, the wires between them, and where both go."""
