"""Convolution and its transpose by fast products: the same three sums as `kinds/conv.py`."""

from netcalc.reference.kinds.conv import Cache, Conv, Convolving, ConvTranspose, Lanes
from netcalc.reference.products.correlation import correlate, input_gradient, laid_out, spread, weight_gradient
from netcalc.reference.tape.gate import Array, Gradients
from netcalc.reference.tape.weighing import Products


class Fast(Convolving):
    """The three sums as matrix products over blocks of windows."""

    def slid(self, x: Array, w: Array, lanes: Lanes, G: int, products: Products) -> Array:
        """Weigh what lies under the filters: (N, K, *count)."""
        return correlate(x, w, lanes, G, products)

    def laid_down(self, dout: Array, w: Array, lanes: Lanes, G: int, products: Products) -> Array:
        """Let each value of dout lay down its filter: (N, D, *W)."""
        return spread(dout, w, lanes, G, products)

    def met(self, x: Array, dout: Array, lanes: Lanes, G: int) -> Array:
        """Multiply what lay under each weight with what came of it: (K, D/G, *F)."""
        return weight_gradient(x, dout, lanes, G)


class FastConv(Fast, Conv):
    """A convolution; backward the filters slide, flipped, where that is less work."""

    def laid_down(self, dout: Array, w: Array, lanes: Lanes, G: int, products: Products) -> Array:
        """Give dx: (N, D, *W)."""
        return input_gradient(dout, w, lanes, G)

    def backward(self, dout: Array, cache: Cache) -> Gradients:
        """Put dout in order for both gradients, once."""
        return super().backward(laid_out(dout, cache[2]), cache)

    def learned(self, dout: Array, cache: Cache) -> Gradients:
        """Put dout in order first, too."""
        return super().learned(laid_out(dout, cache[2]), cache)


class FastConvTranspose(Fast, ConvTranspose):
    """A transposed convolution."""
