"""Mistakes about attention: its four projections, and the two products of positions by positions."""

from types import MappingProxyType

from netcalc.calculator.changes import Arrays, At
from netcalc.calculator.rules import Worked
from netcalc.conventions.rules import products
from netcalc.homework.mistakes.arrays import reshaped
from netcalc.homework.mistakes.base import Example, Mistake
from netcalc.layers.array import Axis, Parameter, Role

SEQUENCE = "network: {input: 16x32, layers: [attention: {heads: 4}]}"
SHARED = "network: {input: 16x32, layers: [attention: {heads: 8, kv_heads: 2}]}"
LAST = "out_proj"


class ForgotAttentionProducts(Mistake):
    """Queries meet keys, and shares meet values: two products more, of T·T·heads·head_size each."""

    __slots__ = ()
    code = "forgot-attention-products"
    alone = True
    example = Example("attention1.macs", "4*16*32*32", SEQUENCE)

    def multiplies(self, macs: int, worked: Worked) -> int:
        """Count the projections alone."""
        return macs - products(worked) if worked.layer.kind == "attention" else macs


class OneAttentionProduct(ForgotAttentionProducts):
    """There are two products of positions by positions: queries by keys, then shares by values."""

    __slots__ = ()
    example = Example("attention1.macs", "4*16*32*32 + 16*16*32", SEQUENCE)

    def multiplies(self, macs: int, worked: Worked) -> int:
        """Count one of the two products."""
        return macs - products(worked) // 2 if worked.layer.kind == "attention" else macs


class ForgotProjections(Mistake):
    """Queries, keys, values and the heads' answers are products with weights: four projections count too."""

    __slots__ = ()
    code = "forgot-projections"
    alone = True
    example = Example("attention1.macs", "2*16*16*32", SEQUENCE)

    def multiplies(self, macs: int, worked: Worked) -> int:
        """Count the products of positions alone."""
        return products(worked) if worked.layer.kind == "attention" else macs


class ForgotOutputProjection(Mistake):
    """Attention has four projections: behind queries, keys and values, the heads' answers are projected once more."""

    __slots__ = ()
    code = "forgot-output-projection"
    example = Example("attention1.params", "3*(32*32 + 32)", SEQUENCE)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Leave the last projection out."""
        return tuple(each for each in arrays if not each.name.startswith(LAST))


class OneProjection(Mistake):
    """Attention has four projections of D·D weights: queries, keys, values, and the heads' answers."""

    __slots__ = ()
    code = "one-projection"
    alone = True
    example = Example("attention1.params", "32*32 + 32", SEQUENCE)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Keep the last projection alone."""
        packed = any(each.name.startswith(LAST) for each in arrays)
        return tuple(each for each in arrays if each.name.startswith(LAST)) if packed else arrays


class MultipliedByHeads(Mistake):
    """The heads share the depth among them: each projects to head_size values, all heads together to the depth."""

    __slots__ = ()
    code = "multiplied-by-heads"
    alone = True
    hints = MappingProxyType({"macs": "The heads share the depth among them: all together they read it once."})
    example = Example("attention1.params", "4*4*(32*32 + 32)", SEQUENCE)
    roles: tuple[Role, ...] = ("weight", "bias")

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Give each head projections as wide as the depth."""
        heads = getattr(at.layer, "heads", 1)
        return tuple(_times(each, heads) if each.role in self.roles else each for each in arrays)


class MultipliedByHeadsButForTheLast(MultipliedByHeads):
    """The heads share the depth among them: queries, keys and values of all heads together are as wide as it."""

    __slots__ = ()
    example = Example("attention1.params", "4*3*(32*32 + 32) + 32*32 + 32", SEQUENCE)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Give each head queries, keys and values as wide as the depth."""
        heads = getattr(at.layer, "heads", 1)
        return tuple(each if each.name.startswith(LAST) else _times(each, heads) for each in arrays)


class MultipliedProductsByHeads(Mistake):
    """The heads share the depth among them: their products add up to T·T·D, not to as many times that."""

    __slots__ = ()
    code = MultipliedByHeads.code
    alone = True
    example = Example("attention1.macs", "4*16*32*32 + 2*4*16*16*32", SEQUENCE)

    def multiplies(self, macs: int, worked: Worked) -> int:
        """Give each head products as deep as all of them."""
        return macs + products(worked) * (getattr(worked.layer, "heads", 1) - 1)


def _times(array: Parameter, heads: int) -> Parameter:
    """Give an array so many times the rows."""
    return reshaped(array, Axis((("heads", heads),)), *array.axes) if heads > 1 else array


class IgnoredKVHeads(Mistake):
    """Fewer heads answer than ask: keys and values have kv_heads·head_size rows each, not as many as the queries."""

    __slots__ = ()
    code = "ignored-kv-heads"
    alone = True
    example = Example("attention1.params", "4*(32*32 + 32)", SHARED)

    def stores(self, arrays: Arrays, at: At) -> Arrays:
        """Let as many heads answer as ask."""
        heads, answering = getattr(at.layer, "heads", 1), getattr(at.layer, "kv_heads", None)
        if not answering or answering == heads:
            return arrays
        return tuple(_widened(each, heads // answering) for each in arrays)


def _widened(array: Parameter, times: int) -> Parameter:
    """Give keys and values so many times the rows: the second part of what is packed, or arrays apart."""
    if array.parts:
        asking, answering = array.parts
        rows = asking.axes[0].size + answering.axes[0].size * times
        wider = reshaped(answering, Axis((*answering.axes[0].factors, ("heads", times))), *answering.axes[1:])
        return Parameter(
            array.name,
            array.role,
            (Axis((("rows", rows),)), *array.axes[1:]),
            array.uses,
            inputs=array.inputs,
            parts=(asking, wider),
        )
    own = array.name.startswith(("k_proj", "v_proj"))
    return reshaped(array, Axis((*array.axes[0].factors, ("heads", times))), *array.axes[1:]) if own else array
