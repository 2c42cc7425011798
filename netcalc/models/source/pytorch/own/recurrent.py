"""Recurrent layers that PyTorch has not: one bias a gate, a GRU reset before its product."""

from typing import Final

RECURRENT: Final[dict[str, str]] = {
    "one_bias": '''\
def one_bias(layer):
    """Leave a recurrent layer one bias a gate, where PyTorch has two: the other stays zero."""
    for name, bias in list(layer.named_parameters()):
        if name.startswith("bias_hh"):
            delattr(layer, name)
            layer.register_buffer(name, torch.zeros_like(bias), persistent=False)
    return layer
''',
    "ResetBefore": '''\
class ResetBefore(nn.Module):
    """A GRU whose state is reset before its product (Cho et al. 2014), where PyTorch resets it after."""

    def __init__(self, depth, units, bias="true", bidirectional=False):
        super().__init__()
        self.units, rows = units, 3 * units
        self.ends = ("", "_reverse") if bidirectional else ("",)
        for end in self.ends:
            self.register_parameter(
                f"weight_ih{end}", nn.Parameter(torch.randn(rows, depth) / depth**0.5)
            )
            self.register_parameter(
                f"weight_hh{end}", nn.Parameter(torch.randn(rows, units) / units**0.5)
            )
            for name, there in (("bias_ih", bias != "false"), ("bias_hh", bias == "true")):
                self.register_parameter(
                    f"{name}{end}", nn.Parameter(torch.zeros(rows)) if there else None
                )

    def forward(self, x):
        made, ends = [], []
        for end in self.ends:
            names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
            weight_ih, weight_hh, bias_ih, bias_hh = (
                getattr(self, f"{name}{end}") for name in names
            )
            gates, new = weight_hh.split((2 * self.units, self.units))
            bias_gates, bias_new = (
                (None, None) if bias_hh is None else bias_hh.split((2 * self.units, self.units))
            )
            h, states = x.new_zeros(len(x), self.units), []
            for step in (x.flip(1) if end else x).unbind(1):
                xr, xz, xn = F.linear(step, weight_ih, bias_ih).chunk(3, dim=1)
                hr, hz = F.linear(h, gates, bias_gates).chunk(2, dim=1)
                z = torch.sigmoid(xz + hz)
                h = (1 - z) * torch.tanh(
                    xn + F.linear(torch.sigmoid(xr + hr) * h, new, bias_new)
                ) + z * h
                states.append(h)
            y = torch.stack(states, dim=1)
            made.append(y.flip(1) if end else y)
            ends.append(h)
        return torch.cat(made, dim=2), torch.stack(ends)
''',
}
