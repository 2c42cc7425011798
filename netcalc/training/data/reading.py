"""The data that a recipe names, made or read, or arrays at hand."""

from os import PathLike
from typing import Any, TypeAlias

from netcalc.training.data.catalogue import named
from netcalc.training.data.examples import Examples, examples, wrong_data
from netcalc.training.data.files.open import Asked, opened

DataLike: TypeAlias = str | PathLike[str] | tuple[Any, Any] | list[Any] | Examples


def read(data: Any, asked: Asked, samples: int | None, seed: tuple[int, int]) -> Examples:
    """Give the examples that are meant by a name, a path, or a pair (x, y); SpecError where there are none."""
    if isinstance(data, Examples):
        return data
    if isinstance(data, tuple | list) and len(data) == 2:
        return examples("the data", *data)
    if not isinstance(data, str) and not hasattr(data, "__fspath__"):
        message = f"data is a name, a path or a pair (x, y), not {type(data).__name__}"
        raise wrong_data(message)
    return named(str(data), samples, seed) or opened(str(data), asked)
