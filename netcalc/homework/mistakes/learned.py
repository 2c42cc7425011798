"""Mistakes about what a layer learns: pools that do or do not, statistics that are only kept."""

from netcalc.calculator.changes import Arrays, At
from netcalc.conventions.tools.common import with_statistics
from netcalc.homework.mistakes.base import Example, Mistake
from netcalc.layers.array import Parameter, axis


class CountedPoolParameters(Mistake):
    """A pool takes the largest (or the mean) value of its window: there are no weights in that."""

    __slots__ = ()
    code = "counted-pool-parameters"
    example = Example("pool1.params", "2*2*10", "network: {input: 32x32x10, layers: [pool: 2]}")

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Give a pool a weight for each value of its window."""
        if at.layer.kind != "pool" or arrays:
            return arrays
        sizes = (axis(f"F{place}", slide.size) for place, slide in enumerate(at.window))
        return (Parameter("weight", "scale", (axis("D1", at.given[0].depth), *sizes)),)


class CountedPoolWindow(CountedPoolParameters):
    """A pool takes the largest (or the mean) value of its window: the window is no filter."""

    __slots__ = ()
    alone = True
    example = Example("pool1.params", "2*2", "network: {input: 32x32x10, layers: [pool: 2]}")

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Give a pool one window of weights."""
        if at.layer.kind != "pool" or arrays:
            return arrays
        return (Parameter("weight", "scale", tuple(axis(f"F{n}", slide.size) for n, slide in enumerate(at.window))),)


class ModernPoolingAssumed(Mistake):
    """This pool is trainable, as in LeNet-5: each slice has a coefficient and a bias."""

    __slots__ = ()
    code = "modern-pooling-assumed"
    example = Example("pool1.params", "0", "network: {input: 28x28x6, layers: [pool: {size: 2, trainable: true}]}")

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Give a pool nothing to learn."""
        return () if at.layer.kind == "pool" else arrays


class CountedRunningStatistics(Mistake):
    """Batch normalisation learns a scale and a shift a channel; its running mean and variance are not trained."""

    __slots__ = ()
    code = "counted-running-statistics"
    example = Example("batchnorm1.params", "4*64", "network: {input: 8x8x64, layers: [batchnorm]}")
    right_where = "running statistics count as parameters (Keras)"

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Count the running statistics as weights."""
        return with_statistics(arrays)
