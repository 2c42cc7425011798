"""Writes sequences.npz: what PyTorch makes of the nets of sequences-cases.json, forward and backward, in float64.

The tests read the file and need no torch. To write it anew, with torch, this package and `tests` on the path:
python -m tests.data.make_sequences
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

import numpy as np

from netcalc import Network
from netcalc.layers.source import Embedding
from netcalc.reference import ReferenceNet
from tests.data.make_reference import Oracle

HERE: Final = Path(__file__).parent
CASES: Final[dict[str, dict[str, Any]]] = json.loads((HERE / "sequences-cases.json").read_text())


class Sequences(Oracle):
    """PyTorch's answer to nets of sequences; whole numbers come in where an embedding reads the input."""

    def __init__(self, network: Network, seed: int) -> None:
        super().__init__(network, seed, training=False)
        self.net = ReferenceNet(network)  # its noise is that of a net of seed 0
        first = network.graph.nodes[0].layer
        if isinstance(first, Embedding):
            numbers = self.rng.integers(first.vocabulary, size=tuple(self.x.shape))
            self.x = self.torch.tensor(numbers.astype(float), requires_grad=True)
        self.x.grad = self.torch.zeros_like(self.x)
        self.net.forward(self.x.detach().numpy())
        self.noises = [self.net.value(place) for place, row in enumerate(self.net.report) if row.kind == "noise"]

    def fc(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        if layer.flatten:
            return super().fc(layer, at, p, x)
        return self.F.linear(x.movedim(1, -1), p["weight"], p.get("bias")).movedim(-1, 1)

    def embedding(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.embedding(x[:, 0].long(), p["weight"]).movedim(-1, 1)

    def learned(self, layer: Any, at: Any, p: Any) -> Any:
        return p["weight"].expand(len(self.x), *p["weight"].shape)

    def attention(self, layer: Any, at: Any, p: Any, *x: Any) -> Any:
        """Attend by PyTorch's module where it can, by its fused function for grouped heads, else as Swin does."""
        kv_heads = layer.kv_heads or layer.heads
        own_size = layer.head_size in (None, x[0].shape[1] // layer.heads)
        if layer.window_ is None and not layer.relative_bias:
            rows = [each.flatten(2).movedim(1, -1) for each in x]
            plain = kv_heads == layer.heads and own_size
            made = (self._module if plain else self._grouped)(layer, p, rows[0], rows[-1])
            return made.movedim(-1, 1).reshape(x[0].shape)
        return self._swin(layer, p, x[0].movedim(1, -1)).movedim(-1, 1)

    def _mask(self, layer: Any, queries: int, keys: int) -> Any:
        return self.torch.ones(queries, keys, dtype=bool).triu(1) if layer.causal else None

    def _module(self, layer: Any, p: Any, x: Any, read: Any) -> Any:
        """Run nn.MultiheadAttention on the arrays."""
        depths = {"kdim": read.shape[2], "vdim": read.shape[2], "bias": layer.bias, "batch_first": True}
        module = self.torch.nn.MultiheadAttention(x.shape[2], layer.heads, **depths).double()
        held = self.torch.nn.utils.stateless._reparametrize_module
        assert {name: tuple(array.shape) for name, array in module.named_parameters()} == {
            name: tuple(array.shape) for name, array in p.items()
        }
        with held(module, p):
            return module(x, read, read, attn_mask=self._mask(layer, x.shape[1], read.shape[1]), need_weights=False)[0]

    def _projected(self, layer: Any, p: Any, x: Any, read: Any) -> Any:
        """Give queries, keys, values, (B, heads, T, size), by rows of the packed projection."""
        size = layer.head_size or x.shape[-1] // layer.heads
        kv_heads = layer.kv_heads or layer.heads
        rows = [layer.heads * size, kv_heads * size, kv_heads * size]
        biases = p["in_proj_bias"].split(rows) if layer.bias else (None,) * 3
        parts = zip((x, read, read), p["in_proj_weight"].split(rows), biases, strict=True)
        made = [self.F.linear(*part) for part in parts]
        return [each.unflatten(-1, (-1, size)).transpose(1, 2) for each in made]

    def _grouped(self, layer: Any, p: Any, x: Any, read: Any) -> Any:
        """Run scaled_dot_product_attention, whose heads may share keys."""
        q, k, v = self._projected(layer, p, x, read)
        made = self.F.scaled_dot_product_attention(q, k, v, is_causal=layer.causal, enable_gqa=True)
        return self.F.linear(made.transpose(1, 2).flatten(2), p["out_proj.weight"], p.get("out_proj.bias"))

    def _swin(self, layer: Any, p: Any, x: Any) -> Any:
        """Roll, cut into windows, attend with biases and masks, put back: Liu et al. 2021, in plain PyTorch."""
        extents = x.shape[1:-1]
        window = _per_axis(layer.window_, len(extents)) if layer.window_ is not None else extents
        shift = [
            s if w < W else 0 for s, w, W in zip(_per_axis(layer.shift, len(extents)), window, extents, strict=True)
        ]
        axes = list(range(1, x.ndim - 1))
        cut = self._cut(self.torch.roll(x, [-s for s in shift], axes), window)  # (N, tiles, T, D)
        N, tiles, T, D = cut.shape
        q, k, v = self._projected(layer, p, cut.flatten(0, 1), cut.flatten(0, 1))
        k, v = (each.repeat_interleave(q.shape[1] // k.shape[1], dim=1) for each in (k, v))
        scores = q @ k.transpose(2, 3) / q.shape[3] ** 0.5
        if layer.relative_bias:
            table = p["relative_position_bias_table"]
            places = self.torch.stack(self.torch.meshgrid(*map(self.torch.arange, window), indexing="ij")).flatten(1)
            apart = (places[:, :, None] - places[:, None, :]).permute(1, 2, 0)  # (T, T, axes)
            index = self.torch.zeros(T, T, dtype=int)
            for axis, w in enumerate(window):
                index = index * (2 * w - 1) + apart[..., axis] + w - 1
            scores = scores + table[index.flatten()].view(T, T, -1).permute(2, 0, 1)
        if layer.causal:
            scores = scores.masked_fill(self._mask(layer, T, T), -self.torch.inf)
        if any(shift):
            regions = self.torch.zeros(1, *extents, 1)
            for axis, (w, s) in enumerate(zip(window, shift, strict=True)):
                parts = (slice(0, -w), slice(-w, -s), slice(-s, None)) if s else (slice(None),)
                for number, part in enumerate(parts):
                    at = [slice(None)] * regions.ndim
                    at[axis + 1] = part
                    regions[tuple(at)] += number * 10**axis
            region = self._cut(regions, window)[0, ..., 0]  # (tiles, T)
            other = (region[:, :, None] != region[:, None, :])[None, :, None]  # (1, tiles, 1, T, T)
            scores = scores.view(N, tiles, *scores.shape[1:]).masked_fill(other, -self.torch.inf).flatten(0, 1)
        made = (scores.softmax(-1) @ v).transpose(1, 2).flatten(2)
        made = self.F.linear(made, p["out_proj.weight"], p.get("out_proj.bias")).view(N, tiles, T, D)
        return self.torch.roll(self._put_back(made, extents, window), shift, axes)

    def _cut(self, x: Any, window: Any) -> Any:
        """Cut (N, *W, D) into windows: (N, tiles, T, D)."""
        n = len(window)
        split = [part for W, w in zip(x.shape[1:-1], window, strict=True) for part in (W // w, w)]
        x = x.view(len(x), *split, x.shape[-1])
        x = x.permute(0, *range(1, 2 * n, 2), *range(2, 2 * n + 1, 2), 2 * n + 1)
        return x.flatten(n + 1, 2 * n).flatten(1, n)

    def _put_back(self, x: Any, extents: Any, window: Any) -> Any:
        n = len(window)
        x = x.view(len(x), *(W // w for W, w in zip(extents, window, strict=True)), *window, x.shape[-1])
        x = x.permute(0, *(place for axis in range(n) for place in (1 + axis, 1 + n + axis)), 2 * n + 1)
        return x.reshape(len(x), *extents, x.shape[-1])

    def rnn(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self._recurrent(layer, p, x, self.torch.nn.RNN, nonlinearity=layer.activation)

    def lstm(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self._recurrent(layer, p, x, self.torch.nn.LSTM)

    def gru(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        run = self._reset_before if layer.reset == "before" else self._recurrent
        return run(layer, p, x, self.torch.nn.GRU)

    def _ways(self, layer: Any, p: Any) -> list[tuple[bool, dict[str, Any]]]:
        """Give each direction's arrays by the names of a forward one, with a second bias of 0 where there is one."""
        found = []
        for turned in {"forward": (False,), "backward": (True,), "both": (False, True)}[layer.direction]:
            end = "_reverse" if turned and layer.direction == "both" else ""
            names = [name for name in p if name.endswith("_reverse") == bool(end)]
            arrays = {name.removesuffix("_reverse"): p[name] for name in names}
            if layer.bias == "one":
                arrays["bias_hh_l0"] = self.torch.zeros_like(arrays["bias_ih_l0"])
            found.append((turned, arrays))
        return found

    def _recurrent(self, layer: Any, p: Any, x: Any, kind: Any, **more: Any) -> Any:
        """Run PyTorch's own module once a direction; one of both directions by the module's own `bidirectional`."""
        x = x.movedim(1, -1)
        held = self.torch.nn.utils.stateless._reparametrize_module
        both = layer.direction == "both" and layer.bias != "one"
        fields = {"bias": bool(layer.bias), "batch_first": True, **more}
        if both:
            module = kind(x.shape[2], layer.units, bidirectional=True, **fields).double()
            with held(module, p):
                return self._leaving(layer, *module(x))
        made, ends = [], []
        for turned, arrays in self._ways(layer, p):
            module = kind(x.shape[2], layer.units, **fields).double()
            with held(module, arrays):
                states, end = module(x.flip(1) if turned else x)
            made.append(states.flip(1) if turned else states)
            ends.append(end[0] if isinstance(end, tuple) else end)
        return self._leaving(layer, self.torch.cat(made, 2), self.torch.cat(ends, 0))

    def _leaving(self, layer: Any, states: Any, end: Any) -> Any:
        end = end[0] if isinstance(end, tuple) else end
        return self.torch.cat(tuple(end), 1) if layer.output_ == "last" else states.movedim(-1, 1)

    def _reset_before(self, layer: Any, p: Any, x: Any, _kind: Any) -> Any:
        """Run a GRU that resets the state before its product (Cho et al. 2014), which PyTorch has not."""
        x, made, ends = x.movedim(1, -1), [], []
        for turned, arrays in self._ways(layer, p):
            h = x.new_zeros(len(x), layer.units)
            states = []
            given = self.F.linear(x.flip(1) if turned else x, arrays["weight_ih_l0"], arrays.get("bias_ih_l0"))
            w_r, w_z, w_n = arrays["weight_hh_l0"].chunk(3)
            b_r, b_z, b_n = arrays["bias_hh_l0"].chunk(3) if layer.bias else (None,) * 3
            for each in given.unbind(1):
                x_r, x_z, x_n = each.chunk(3, 1)
                r, z = (x_r + self.F.linear(h, w_r, b_r)).sigmoid(), (x_z + self.F.linear(h, w_z, b_z)).sigmoid()
                h = (1 - z) * (x_n + self.F.linear(r * h, w_n, b_n)).tanh() + z * h
                states.append(h)
            made.append(self.torch.stack(states[::-1] if turned else states, 1))
            ends.append(h[None])
        return self._leaving(layer, self.torch.cat(made, 2), self.torch.cat(ends, 0))

    def noise(self, layer: Any, at: Any, p: Any) -> Any:
        return self.torch.tensor(self.noises.pop(0))


def _per_axis(value: Any, axes: int) -> list[int]:
    """Give a number an axis, in the order of an array's axes."""
    return [value] * axes if isinstance(value, int) else list(reversed(value))


def main() -> None:
    """Write the file."""
    written = {}
    for seed, (name, case) in enumerate(CASES.items()):
        for key, array in Sequences(Network(**case), seed).run().items():
            written[f"{name}:{key}"] = array
    np.savez_compressed(HERE / "sequences.npz", allow_pickle=False, **written)
    sys.stdout.write(f"{len(CASES)} nets\n")


if __name__ == "__main__":
    main()
