"""How much work a call is: the lines of Python that it runs, which no slow machine changes."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines_run(call: Callable[[], object]) -> int:
    """Count the lines that a call runs, each turn of a loop and of a comprehension among them."""
    counted = 0

    def line(_: FrameType, event: str, __: Any) -> Any:
        nonlocal counted
        counted += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        call()
    finally:
        sys.settrace(before)
    return counted
