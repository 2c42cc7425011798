"""A network that runs: the arrays its layers store, a forward pass onto a tape, the gradients back."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from netcalc.calculator.calculator import calculate
from netcalc.network.network import Network
from netcalc.network.training.loss import Loss
from netcalc.problems import SHAPE_MISMATCH, Problem, SpecError
from netcalc.reference.kinds.source import NotARow
from netcalc.reference.losses.catalogue import L2, LOSSES
from netcalc.reference.net.coming import Arrays, coming_in, going_back, shaped
from netcalc.reference.net.files import at_hand, read_arrays
from netcalc.reference.net.setting import setting_of
from netcalc.reference.net.start import INITS, allocated, spread_of
from netcalc.reference.net.turned import Turned
from netcalc.reference.products.table import gate_for
from netcalc.reference.tape.gate import Array, Gate
from netcalc.reference.tape.gates import Add
from netcalc.reference.tape.tape import Step, Tape

DTYPES: Final = ("float64", "float32")
ALONE: Final = "there are arrays alone: nobody says what reads what, so that nothing can be run"
EMPTY: Final = "nothing comes into the network: `inputs: none` gives no batch that could be run"


class WrongShape(ValueError):
    """A layer made something else than the volume calculated."""

    def __init__(self, place: int, shape: tuple[int, ...]) -> None:
        """Keep which layer, and the shape of what it made."""
        super().__init__(f"layer {place + 1} made {shape}, not what is calculated")
        self.place, self.shape = place, shape


class ReferenceNet:
    """A network in NumPy: correct to the last digits, PyTorch's names and layouts.

    `params` and `buffers` are arrays by name, `conv1.weight` (K, D/groups, F_h, F_w); what stands in
    them is used as it stands. SpecError where a layer has no volume to make.

    >>> net = ReferenceNet(Network(input="4x4x2", layers=[{"conv": {"filters": 3, "size": 3}}, {"fc": 5}]))
    >>> net.params["conv1.weight"].shape, net.forward(np.ones((2, 2, 4, 4))).shape
    ((3, 2, 3, 3), (2, 5))
    """

    def __init__(self, network: Network, seed: int = 0, dtype: str = "float64", init: str = "he") -> None:
        """Allocate the arrays, drawn from the seed; `dtype` is float64 or float32, `init` he, xavier or normal:0.01."""
        _one_of("dtype", str(dtype), DTYPES)
        _known_start(init)
        self.network, self.report = network, calculate(network)
        if not network.inputs:
            alone = all(layer.working.layer.alone for layer in self.report)
            raise SpecError([Problem(code=SHAPE_MISMATCH, message=ALONE if alone else EMPTY)])
        known = (layer for layer in self.report if not layer.working.layer.alone)
        if any(layer.output is None or layer.working.parameters is None for layer in known):
            raise SpecError(problem for problem in self.report.problems if problem.severity == "error")
        if any(leaving.output is None for leaving in self.report.outputs):
            raise SpecError([Problem(code=SHAPE_MISMATCH, message=ALONE)])
        self.dtype, self.seed = np.dtype(dtype), seed
        self.params: Arrays = {}
        self.buffers: Arrays = {}
        self.gates = tuple(gate_for(setting_of(layer, network)) for layer in self.report)
        self.tape = Tape()
        self._numbers: list[int] = []
        self._inputs: tuple[int, ...] = ()
        self._passes, self._training, self._scored = 0, False, False
        self._given: dict[str, int] = {}
        arrays = (array for layer in self.report for array in layer.working.parameters or ())
        self.shared = frozenset(array.borrowed.array for array in arrays if array.borrowed)
        for role, name, values in allocated(self.report, np.random.default_rng(seed), init, self.dtype):
            (self.buffers if role == "statistic" else self.params)[name] = values

    def forward(self, x: Any, training: bool = False) -> Any:  # noqa: FBT001, FBT002  the course's call
        """Run x, (N, D, H, W) or (N, D), through the layers and give the scores; ValueError where x does not fit.

        Several inputs come as a mapping by name, several outputs come out as one. In training, dropout draws anew
        each time; only a pass right after a loss was taken sees what that loss saw.
        """
        given = coming_in(x, self.network.inputs, self.dtype)
        self.tape = Tape()
        self._given = {name: self.tape.give(array, name) for name, array in given.items()}
        self._inputs = tuple(self._given.values())
        self._draw(training=training)
        self._numbers = []
        for place, gate in enumerate(self.gates):
            self._run(place, (gate.in_training if training else gate.at_rest)((self.seed, place, self._passes)))
        return self.scores if len(self.network.graph.outputs) == 1 else self.outputs

    def _draw(self, *, training: bool) -> None:
        """Draw anew in training, but not right after a loss was taken: its differences need what it saw."""
        if training and not (self._scored and self._passes):
            self._passes += 1
        self._training, self._scored = training, False

    def _run(self, place: int, gate: Gate) -> None:
        node = self.network.graph.nodes[place]
        reads = [self.number(number) for number in node.reads or (-1,)]  # for the number of examples
        for array in self.report.layers[place].working.arrays:
            name = array.borrowed.array if array.borrowed else f"{node.name}.{array.name}"
            if name not in self._given:
                self._given[name] = self.tape.give(self.array(name), name)
            turned = array.borrowed is not None and array.borrowed.turned
            given = self._given[name]
            reads.append(self.tape.run(Turned(), given, name=f"{name}, turned") if turned else given)
        try:
            made = self.tape.run(gate, *reads, name=node.name)
        except NotARow as found:
            message = f"{node.name}: {found}"
            raise NotARow(message, place) from None
        self._numbers.append(made)
        expected = self.report.layers[place].output
        shape = self.tape[made].value.shape
        alone = self.report.layers[place].working.layer.alone
        if not alone and (expected is None or shape[1:] != shaped(expected, 1)[1:]):
            raise WrongShape(place, shape)
        gate.settle(tuple(self.tape[number].value for number in reads), self.tape[made].cache)

    def number(self, node: int) -> int:
        """Give the number on the tape of what a layer made; -1 is the first input's, -2 the second's."""
        return self._inputs[-1 - node] if node < 0 else self._numbers[node]

    def step(self, node: int) -> Step:
        """Give the step of a layer in the last forward pass; -1 is the first input's, -2 the second's."""
        return self.tape[self.number(node)]

    def array(self, name: str) -> Array:
        """Give a parameter or buffer by its name."""
        return self.params[name] if name in self.params else self.buffers[name]

    def value(self, node: int) -> Array:
        """Give what a layer made in the last forward pass; -1 is the first input."""
        return self.step(node).value

    @property
    def outputs(self) -> Arrays:
        """What came out in the last forward pass, by name."""
        return {output.name: self.value(output.node) for output in self.network.graph.outputs}

    @property
    def scores(self) -> Array:
        """What came out last in the last forward pass: what the loss reads."""
        return self.value(self.network.graph.outputs[-1].node)

    def backward(self, dscores: Any) -> Arrays:
        """Send the gradient of the scores back: that of every parameter by name, and of every input by its own.

        Of several outputs, a mapping by name; what is left out of it is 0.
        """
        if not self._numbers and self.gates:
            message = "backward needs a forward pass before it"
            raise RuntimeError(message)
        douts = going_back(dscores, self.outputs)
        nodes = {output.name: output.node for output in self.network.graph.outputs}
        self.tape.back((self.number(nodes[name]), dout) for name, dout in douts.items())
        return self.gradients()

    def gradients(self) -> Arrays:
        """Give the gradients of the last backward pass; 0 for what nothing came back to."""
        steps = {name: self.tape[number] for name, number in self._given.items() if name not in self.buffers}
        return {
            name: np.zeros_like(step.value) if step.gradient is None else step.gradient for name, step in steps.items()
        }

    def loss(self, x: Any, y: Any, training: bool = False) -> tuple[float, Arrays]:  # noqa: FBT001, FBT002
        """Give the loss that the spec names (softmax, where it names none) and the gradients of everything.

        y is labels, (N,); for `logistic`, 0 or 1, and for `mse`, targets, shaped as the scores.
        """
        self._scored = False
        self.forward(x, training)
        number = self.score(y)
        self.tape.backward(number)
        return float(self.tape[number].value), self.gradients()

    def learn(self, x: Any, y: Any) -> tuple[float, Arrays]:
        """Give the loss in training and the gradients of the parameters; those of the inputs are spared."""
        self._scored = False
        self.forward(x, training=True)
        number = self.score(y)
        self.tape.learn(number, self._inputs)
        return float(self.tape[number].value), self.gradients()

    def score(self, y: Any) -> int:
        """Put the loss of the last forward pass on the tape; its number comes back."""
        self._scored = self._training
        loss = self.network.loss or Loss("softmax")
        number = self.tape.run(LOSSES[loss.kind](y), self.number(self.network.graph.outputs[-1].node), name="loss")
        weights = [self._given[name] for name in self.weights] if loss.l2 else []
        if not weights:
            return number
        decay = self.tape.run(L2(loss.l2), *weights, name="decay")
        return self.tape.run(Add(), number, decay, name="loss + decay")

    @property
    def weights(self) -> tuple[str, ...]:
        """The names of the arrays of role `weight`, which are decayed."""
        return tuple(
            f"{layer.name}.{array.name}"
            for layer in self.report
            for array in layer.working.arrays
            if array.role == "weight" and not array.borrowed
        )

    def _alone(self) -> frozenset[str]:
        """Name the arrays of which nobody knows what they are used for."""
        return frozenset(layer.name for layer in self.report if layer.working.layer.alone)

    def load(self, source: str | Path | Mapping[str, Any]) -> None:
        """Take the arrays of a `state_dict`, as .pth, .safetensors, .npz or at hand, by name, else in their order.

        UnreadableArrays, and nothing taken, where an array is missing, of another shape, of no layer, or holds
        anything but real numbers; batchnorm's count of batches is passed over.
        """
        held = {**self.params, **self.buffers}
        given = at_hand(source, held) if isinstance(source, Mapping) else read_arrays(source, held, self._alone())
        ready = {name: values.astype(self.dtype) for name, values in given.items()}
        for name, array in held.items():
            array[...] = ready[name]


def _known_start(init: str) -> None:
    try:
        spread_of(init, 1)
    except (KeyError, ValueError):
        _one_of("init", init, INITS)


def _one_of(what: str, given: str, known: Sequence[str]) -> None:
    if given not in known:
        message = f"{what} is {' or '.join(known)}, not {given}"
        raise ValueError(message)
