"""Updates that go down the gradient: plain, with momentum, with Nesterov's look ahead (PyTorch's SGD)."""

from netcalc.reference.tape.gate import Array


class Update:
    """What is done to an array with its gradient: w changes in place."""

    def __call__(self, name: str, w: Array, dw: Array, rate: float) -> None:
        """Change w, whose gradient is dw, at this learning rate."""
        raise NotImplementedError


class SGD(Update):
    """w += - rate * dw."""

    def __call__(self, name: str, w: Array, dw: Array, rate: float) -> None:
        """Step against the gradient."""
        w += -rate * dw


class Momentum(Update):
    """v = mu * v + dw; w += - rate * v."""

    def __init__(self, mu: float) -> None:
        """Keep this share of the speed; it starts at rest."""
        self.mu = mu
        self.v: dict[str, Array] = {}

    def __call__(self, name: str, w: Array, dw: Array, rate: float) -> None:
        """Speed up along the gradient, and step so."""
        w += -rate * self.faster(name, dw)

    def faster(self, name: str, dw: Array) -> Array:
        """Give the new speed of an array."""
        self.v[name] = self.mu * self.v[name] + dw if name in self.v else dw.copy()
        return self.v[name]


class Nesterov(Momentum):
    """v = mu * v + dw; w += - rate * (dw + mu * v)."""

    def __call__(self, name: str, w: Array, dw: Array, rate: float) -> None:
        """Step as from where the speed would lead."""
        w += -rate * (dw + self.mu * self.faster(name, dw))
