"""Writes windows.npz: what PyTorch makes of windows, pads, pools and upsamplings of every form, of norms and gates.

To write it anew, with torch and this package installed: PYTHONPATH=. python tests/data/make_windows.py
"""

from dataclasses import replace
from typing import Any

from tests.data.make_reference import Oracle, write


def _bare(at: Any) -> Any:
    """Give a layer of a report as if it read what is padded already."""
    window = tuple(slide._replace(before=0, after=0, rounding="floor") for slide in at.working.window)
    return replace(at, working=at.working._replace(window=window))


class Windows(Oracle):
    """PyTorch's answer by its own functions, kind by kind."""

    def _filled(self, x: Any, layer: Any, window: Any) -> Any:
        """Pad by the layer's mode, and with zeros what a last window overhangs."""
        pads = [pixels for slide in window for pixels in (slide.before, slide.after)]
        if layer.pad_mode != "zeros" and any(pads):
            wide = self.F.pad(x, pads, mode=layer.pad_mode)
        else:
            wide = self.F.pad(x, pads)
        over = self._padded(x, window).shape
        return self.F.pad(wide, [n for a, b in zip(over[:1:-1], wide.shape[:1:-1], strict=True) for n in (0, a - b)])

    def conv(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return super().conv(layer, _bare(at), p, self._filled(x, layer, at.working.window))

    def local(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return super().local(layer, _bare(at), p, self._filled(x, layer, at.working.window))

    def pooled(self, layer: Any, at: Any, x: Any) -> Any:
        window = at.working.window
        if all(slide.dilation == 1 for slide in window):
            return super().pooled(layer, at, x)
        if layer.op == "max":
            fields = [self._each(window, field) for field in ("size", "stride", "before", "dilation")]
            return getattr(self.F, f"max_pool{len(window)}d")(x, *fields)
        inside = self._padded(x, [slide._replace(rounding="floor") for slide in window])
        sums = [self._spread_sum(wide, window) for wide in (self._padded(x, window), self._ones(inside, x, window))]
        return sums[0] / sums[1]

    def _ones(self, inside: Any, x: Any, window: Any) -> Any:
        """Give 1 in the volume and its padding, 0 beyond."""
        more = [n for a, b in zip(self._padded(x, window).shape[:1:-1], inside.shape[:1:-1], strict=True)
                for n in (0, a - b)]  # fmt: skip
        return self.F.pad(self.torch.ones_like(inside), more)

    def _spread_sum(self, x: Any, window: Any) -> Any:
        for axis, slide in enumerate(reversed(window), start=2):
            x = x.unfold(axis, slide.dilation * (slide.size - 1) + 1, slide.stride)[..., :: slide.dilation]
            x = x.sum(-1)
        return x

    def adaptive_pool(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        size = tuple(reversed(at.output.spatial))
        return getattr(self.F, f"adaptive_{layer.op}_pool{len(size)}d")(x, size)

    def upsample(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        size = tuple(reversed(at.output.spatial))
        mode = ("linear", "bilinear", "trilinear")[len(size) - 1] if layer.mode == "bilinear" else "nearest"
        return self.F.interpolate(x, size=size, mode=mode)

    def gelu(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.gelu(x, approximate=layer.approximate)

    def glu(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        if layer.op == "sigmoid":
            return self.F.glu(x, dim=1)
        half, second = x.chunk(2, dim=1)
        return half * getattr(self.F, layer.op)(second)

    def hard_tanh(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.hardtanh(x)

    def log_softmax(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.log_softmax(x, dim=1)

    def exp(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.torch.exp(x)

    def abs(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.torch.abs(x)

    def square(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.torch.square(x)

    def rmsnorm(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.rms_norm(x.movedim(1, -1), x.shape[1:2], p.get("weight"), layer.eps).movedim(-1, 1)

    def instancenorm(self, layer: Any, at: Any, p: Any, x: Any) -> Any:
        return self.F.instance_norm(x, None, None, p.get("weight"), p.get("bias"), eps=layer.eps)


if __name__ == "__main__":
    write("windows", Windows)
