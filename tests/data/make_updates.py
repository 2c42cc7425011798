"""Writes updates.json: 20 updates by each of PyTorch's optimizers, in float64, with L2 and each way of decay.

The tests read the file and need no torch. To write it anew, with torch: python -m tests.data.make_updates
"""

import importlib
import json
from pathlib import Path
from typing import Any, Final

torch: Any = importlib.import_module("torch")

MADE: Final = Path(__file__).parent / "updates.json"
STEPS: Final = 20
L2: Final = 0.01
RATE: Final = 0.05
OPTIMIZERS: Final = {
    "sgd": lambda arrays: torch.optim.SGD(arrays, RATE),
    "momentum": lambda arrays: torch.optim.SGD(arrays, RATE, momentum=0.8),
    "nesterov": lambda arrays: torch.optim.SGD(arrays, RATE, momentum=0.8, nesterov=True),
    "adagrad": lambda arrays: torch.optim.Adagrad(arrays, RATE),
    "rmsprop": lambda arrays: torch.optim.RMSprop(arrays, RATE),
    "adam": lambda arrays: torch.optim.Adam(arrays, RATE),
}
DECAYS: Final = {
    "none": lambda optimizer: torch.optim.lr_scheduler.LambdaLR(optimizer, lambda _: 1.0),
    "step:5:0.5": lambda optimizer: torch.optim.lr_scheduler.StepLR(optimizer, 5, 0.5),
    "exp:0.9": lambda optimizer: torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.9),
    "inverse:0.1": lambda optimizer: torch.optim.lr_scheduler.LambdaLR(optimizer, lambda epoch: 1 / (1 + 0.1 * epoch)),
}


def case(optimizer: str, decay: str, start: dict[str, Any], x: Any, y: Any) -> dict[str, Any]:
    """Take 20 steps on one batch: fc, tanh, fc, softmax and the penalty on the weights."""
    arrays = {name: torch.tensor(values, dtype=torch.float64, requires_grad=True) for name, values in start.items()}
    update = OPTIMIZERS[optimizer](list(arrays.values()))
    schedule = DECAYS[decay](update)
    for _ in range(STEPS):
        update.zero_grad()
        hidden = torch.tanh(x @ arrays["fc1.weight"].T + arrays["fc1.bias"])
        loss = torch.nn.functional.cross_entropy(hidden @ arrays["fc2.weight"].T + arrays["fc2.bias"], y)
        loss = loss + L2 * sum((arrays[name] ** 2).sum() for name in arrays if name.endswith("weight"))
        loss.backward()
        update.step()
        schedule.step()
    ends = {name: array.tolist() for name, array in arrays.items()}
    return {"optimizer": optimizer, "decay": decay, "loss": float(loss), "arrays": ends}


def main() -> None:
    """Write all cases, which begin at the same arrays."""
    torch.manual_seed(0)
    shapes = {"fc1.weight": (5, 3), "fc1.bias": (5,), "fc2.weight": (4, 5), "fc2.bias": (4,)}
    start = {name: torch.randn(shape, dtype=torch.float64).tolist() for name, shape in shapes.items()}
    x, y = torch.randn(6, 3, dtype=torch.float64), torch.arange(6) % 4
    cases = [case(optimizer, decay, start, x, y) for optimizer in OPTIMIZERS for decay in DECAYS]
    written = {"rate": RATE, "l2": L2, "start": start, "x": x.tolist(), "y": y.tolist(), "cases": cases}
    MADE.write_text(json.dumps(written) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
