"""A line of what Keras, torchinfo or torchsummary print of a model: a layer, its output shape, its parameters."""

import re
from typing import Final, NamedTuple

LAYER: Final = r"[A-Za-z][\w.]*(?: ?\([A-Za-z]\w*\)| ?- ?[0-9]+|: ?[0-9]+(?:-[0-9]+)?)"
KERAS: Final = r"\((?:None|[0-9]+)(?:, ?(?:None|[0-9]+))*,?\)"
TORCH: Final = r"\[-?[0-9]+(?:, ?[0-9]+)*\]"
LINE: Final = re.compile(
    rf"[-\s|*+]*{LAYER}[\s|]+(?:(?P<keras>{KERAS})|(?P<torch>{TORCH}))[\s|]+(?P<params>[0-9]+(?:,[0-9]{{3}})*|--)"
    r"(?:[\s|]+(?:True|False|[\w\[\]./,' ]*[A-Za-z][\w\[\]./,' ]*))?[\s|]*"
)


class Line(NamedTuple):
    """A line that was read: the shape as the tool writes it, and the parameters."""

    shape: str
    params: str


def line_of_summary(text: str) -> Line | None:
    """Read a line of a summary; None where it is none.

    >>> line_of_summary("conv2d (Conv2D) (None, 28, 28, 10) 760")
    Line(shape='(None, 28, 28, 10)', params='760 params')
    >>> line_of_summary("Conv2d-1 [-1, 10, 28, 28] 760").shape
    'torch.Size([-1, 10, 28, 28])'
    """
    found = LINE.fullmatch(text)
    if found is None:
        return None
    shape = found["keras"] or f"torch.Size({found['torch']})"
    return Line(shape, "0 params" if found["params"] == "--" else f"{found['params']} params")
