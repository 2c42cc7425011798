"""Mistakes about recurrent layers: their gates, their two sets of weights, their biases, their directions."""

from typing import ClassVar

from netcalc.calculator.changes import Arrays, At
from netcalc.conventions.tools.common import one_bias_vector
from netcalc.homework.mistakes.arrays import reshaped, without
from netcalc.homework.mistakes.base import Example, Mistake
from netcalc.layers.array import Axis, Parameter
from netcalc.layers.recurrent import Recurrent
from netcalc.volume import Volume

LSTM = "network: {input: 16x3, layers: [lstm: {units: 8}]}"
GRU = "network: {input: 16x3, layers: [gru: {units: 8}]}"
BOTH = "network: {input: 16x3, layers: [lstm: {units: 8, direction: both}]}"
SETS = "sets"


class OneBiasVector(Mistake):
    """PyTorch stores two vectors of biases for each gate: one beside the values read, one beside the state."""

    __slots__ = ()
    code = "one-bias-vector"
    example = Example("lstm1.params", "4*(8*3 + 8*8 + 8)", LSTM)
    right_where = "a gate has one vector of biases (Keras, `bias: one`)"

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Keep the first vector."""
        return one_bias_vector(arrays)


class TwoBiasVectors(Mistake):
    """A gate has one vector of biases here (`bias: one`): two of them are PyTorch's."""

    __slots__ = ()
    code = "two-bias-vectors"
    example = Example(
        "lstm1.params", "4*(8*3 + 8*8 + 16)", "network: {input: 16x3, layers: [lstm: {units: 8, bias: one}]}"
    )
    right_where = "a gate has two vectors of biases (PyTorch)"

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Store the vector twice."""
        one = getattr(at.layer, "bias", None) == "one"
        return (*arrays, *(each for each in arrays if each.role == "bias")) if one else arrays


class OneDirection(Mistake):
    """It reads the sequence both ways: each direction has weights, biases and a state of its own."""

    __slots__ = ()
    code = "one-direction"
    example = Example("lstm1.params", "4*(8*3 + 8*8 + 16)", BOTH)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Keep the arrays of the way forward."""
        return tuple(each for each in arrays if not each.name.endswith("_reverse"))

    def leaves(self, made: Volume, at: At) -> Volume:
        """Let the state of one direction leave."""
        both = getattr(at.layer, "direction", "") == "both"
        return Volume((*made.spatial, made.depth // 2)) if both else made


class ForgotGates(Mistake):
    """An LSTM has four sets of weights (three gates, and what is new), a GRU three: multiply by them."""

    __slots__ = ()
    code = "forgot-gates"
    example = Example("lstm1.params", "8*3 + 8*8 + 16", LSTM)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Keep one set."""
        return tuple(without(each, SETS) for each in arrays)


class WrongNumberOfGates(Mistake):
    """An LSTM has three gates and what is new, four sets of weights; a GRU has two gates and what is new, three."""

    __slots__ = ()
    code = "wrong-number-of-gates"
    example = Example("lstm1.params", "3*(8*3 + 8*8 + 16)", LSTM)
    sets: ClassVar[dict[int, int]] = {4: 3, 3: 2}

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Count the gates alone."""
        return tuple(self._counted(each) for each in arrays)

    def _counted(self, array: Parameter) -> Parameter:
        (label, number), *rest = array.axes[0].factors or (("", 0),)
        if label != SETS or number not in self.sets:
            return array
        return reshaped(array, Axis(((SETS, self.sets[number]), *rest)), *array.axes[1:])


class AnotherKindsGates(WrongNumberOfGates):
    """A GRU has three sets of weights (two gates, and what is new), an LSTM four."""

    __slots__ = ()
    example = Example("gru1.params", "4*(8*3 + 8*8 + 16)", GRU)
    sets: ClassVar[dict[int, int]] = {3: 4}


class ForgotTheState(Mistake):
    """A state is made of the values read and of the state before: there is a matrix of units x units for each gate."""

    __slots__ = ()
    code = "forgot-state-weights"
    example = Example("lstm1.params", "4*(8*3 + 8)", LSTM)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Leave out what the state is multiplied by, and its biases."""
        return tuple(each for each in arrays if "_hh_" not in each.name)


class ForgotTheStateNotItsBias(ForgotTheState):
    """The state before is read too: each gate has a matrix of units x units for it."""

    __slots__ = ()
    example = Example("lstm1.params", "4*(8*3 + 16)", LSTM)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Leave out what the state is multiplied by."""
        return tuple(each for each in arrays if not each.name.startswith("weight_hh"))


class KeptEveryState(Mistake):
    """The last state alone leaves this layer: a vector, with no position in it."""

    __slots__ = ()
    code = "kept-every-state"
    alone = True
    example = Example("lstm1.output", "16x8", "network: {input: 16x3, layers: [lstm: {units: 8, output: last}]}")

    def leaves(self, made: Volume, at: At) -> Volume:
        """Let a state a position leave."""
        last = isinstance(at.layer, Recurrent) and at.layer.output_ == "last"
        return Volume((*at.given[0].spatial, made.depth)) if last else made
