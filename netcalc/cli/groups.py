"""Groups of options: a parameter that is a named tuple of options stands for each of them."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any


def spread(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command in whose signature each option of a group stands by itself."""
    parameters = inspect.signature(command).parameters.values()
    groups = {each.name: each.annotation for each in parameters if hasattr(each.annotation, "_fields")}

    @wraps(command)
    def called(**given: Any) -> Any:
        made = {name: group(*(given.pop(each) for each in group._fields)) for name, group in groups.items()}
        return command(**given, **made)

    options = [option for each in parameters for option in _options(each, groups.get(each.name))]
    called.__annotations__ = {each.name: each.annotation for each in options}
    vars(called)["__signature__"] = inspect.Signature(options)  # what typer reads
    return called


def _options(parameter: inspect.Parameter, group: Any) -> list[inspect.Parameter]:
    if group is None:
        return [parameter]
    return [
        inspect.Parameter(name, parameter.kind, default=group._field_defaults[name], annotation=annotation)
        for name, annotation in group.__annotations__.items()
    ]
