"""Attention: of several heads with its projections, of fewer heads that answer, and without projections."""

from math import prod
from typing import Any, NamedTuple

from netcalc.models.formats.keras.call import Call
from netcalc.models.formats.keras.layers.windows import biased
from netcalc.models.formats.keras.tensor import Made, Tensor


class Asked(NamedTuple):
    """Who asks whom: queries, values and keys."""

    query: Tensor
    value: Tensor
    key: Tensor


def asked(call: Call) -> Asked:
    """Tell the tensors of a call: by their words, else in order, masks aside; keys are the values by themselves."""
    first = call.given[0] if call.given else None
    listed = first if isinstance(first, list | tuple) and not isinstance(first, Tensor) else call.given
    placed: dict[str, Any] = dict(zip(("query", "value", "key"), listed, strict=False))
    placed |= {name: call.words[name] for name in ("query", "value", "key") if name in call.words}
    found = {name: each for name, each in placed.items() if isinstance(each, Tensor)}
    query = found.get("query", call.reads[0])
    value = found.get("value", call.reads[1] if len(call.reads) > 1 else query)
    return Asked(query, value, found.get("key", value))


def _masked(call: Call, of: Asked) -> Asked:
    """Let masks that are tensors of the model go into the queries."""
    masks = [each for name, each in call.words.items() if name.endswith("mask") and isinstance(each, Tensor)]
    if not masks:
        return of
    query = call.beside(of.query, masks, "the queries, and a mask")
    return Asked(*(query if each == of.query else each for each in of))


def heads(call: Call) -> Made:
    """Make attention of several heads, with its projections."""
    query, value, key = _masked(call, asked(call))
    size = int(call.get("key_dim", "head_dim", default=1))
    many = int(call.get("num_heads", "num_query_heads", default=1))
    few = int(call.get("num_key_value_heads", default=many))
    deep, out = int(call.get("value_dim", default=size)), call.get("output_shape")
    wide = prod(out) if isinstance(out, list) and out else int(out or query.shape[-1])
    whole = _over(call, query) == list(range(len(query.shape) - 1))
    scores = (many, query.shape[0], key.shape[0])
    if (deep, wide) == (size, query.shape[-1]) and value == key and whole and not (call.get("use_gate") or call.lead):
        reads = [query] if query == key else [query, key]
        call = call._replace(reads=tuple(reads)).shaped()
        fields = {"heads": many, "head_size": size, **biased(call), **({"kv_heads": few} if few != many else {})}
        fields |= {"causal": True} if call.words.get("use_causal_mask") else {}
        made = call.add("attention", fields)
    else:
        made = _stated(call, Asked(query, value, key), (many, few), (size, deep, wide))
    return (made, _scores(call, made, scores)) if call.words.get("return_attention_scores") else made


def _over(call: Call, query: Tensor) -> list[int]:
    """Give the axes of a shape without its batch along which positions ask each other."""
    axes = call.get("attention_axes")
    if axes is None:
        return list(range(len(query.shape) - 1))
    return sorted(int(each) % (len(query.shape) + 1) - 1 for each in (axes if isinstance(axes, list) else [axes]))


def _stated(call: Call, of: Asked, heads: tuple[int, int], sizes: tuple[int, int, int]) -> Tensor:
    """State what an attention comes to that no kind of ours is: the arrays of its projections, and its products."""
    (many, few), (size, deep, wide) = heads, sizes
    T, S, V = (prod(each.shape[:-1]) for each in (of.query, of.key, of.value))
    D, D_key, D_value = (each.shape[-1] for each in of)
    arrays = [(many * size * D, T), (few * size * D_key, S), (few * deep * D_value, V), (many * deep * wide, T)]
    biases = many * size + few * (size + deep) + wide if not biased(call) else 0
    if call.get("use_gate"):
        arrays.append((many * deep * D, T))
        biases += many * deep if biases else 0
    along = prod(of.key.shape[axis] for axis in _over(call, of.query))
    macs = sum(weights * times for weights, times in arrays) + T * along * many * (size + deep)
    params = sum(weights for weights, _ in arrays) + biases
    return call.state("attention", (*of.query.shape[:-1], wide), params=params, macs=macs)


def _scores(call: Call, made: Tensor, shape: tuple[int, int, int]) -> Tensor:
    """Give the shares by which an attention weighs, which it was asked for."""
    call = call._replace(reads=(made,), path=(*call.path[:-1], f"{call.path[-1]}_scores"), held=(*call.held, "scores"))
    return call.state("the shares of an attention", shape)


def bare(call: Call) -> Made:
    """Make attention without projections: queries by keys, shares by values, and a scale that may be learned."""
    query, value, _ = asked(call)
    T, S, deep = query.shape[0], value.shape[0], value.shape[-1]
    concat = call.get("score_mode") == "concat"
    params = int(bool(call.get("use_scale"))) + concat
    made = call.state("attention of queries, keys and values", (T, deep), params=params,
                      macs=T * S * (query.shape[-1] + deep))  # fmt: skip
    return (made, _scores(call, made, (1, T, S))) if call.words.get("return_attention_scores") else made


def additive(call: Call) -> Made:
    """Make additive attention (Bahdanau et al. 2015): a learned vector by the tanh of the sum, shares by values."""
    query, value, _ = asked(call)
    T, S, deep = query.shape[0], value.shape[0], value.shape[-1]
    params = query.shape[-1] if call.get("use_scale", default=True) else 0
    made = call.state("additive attention", (T, deep), params=params, macs=T * S * (query.shape[-1] + deep))
    return (made, _scores(call, made, (1, T, S))) if call.words.get("return_attention_scores") else made
