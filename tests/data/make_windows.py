"""Writes windows.npz: what PyTorch makes of windows, pads, pools and upsamplings of every form, of norms and gates.

To write it anew, with torch and this package installed: PYTHONPATH=. python tests/data/make_windows.py
"""

from typing import Any

from tests.data.make_reference import Oracle, write


class Windows(Oracle):
    """PyTorch's answer by its own functions, kind by kind."""

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
