"""A weight used the other way round, from outputs to inputs: the array of its owner, transposed."""

from netcalc.reference.tape.gate import Array, Gate, Gradients


class Turned(Gate):
    """w.T: its gradient comes back transposed."""

    def forward(self, *inputs: Array) -> tuple[Array, None]:
        """Exchange the axes: (out, in) to (in, out)."""
        return inputs[0].T, None

    def backward(self, dout: Array, cache: None) -> Gradients:
        """Exchange them back."""
        return (dout.T,)
