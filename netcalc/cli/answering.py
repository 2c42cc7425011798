"""An answer in JSON to whoever asked for JSON, also where the input was not understood."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from netcalc.problems import SpecError


def answering(command: Callable[..., Any], more: Mapping[str, object]) -> Callable[..., Any]:
    """Give a command that prints the problems in JSON, beside what else its answer holds then."""

    @wraps(command)
    def called(**given: Any) -> Any:
        try:
            return command(**given)
        except SpecError as error:
            if given.get("form") == "json":
                from netcalc.cli import show
                from netcalc.render import plain

                show.text(plain.dumps({**more, **plain.not_understood(error)}), form="json")
            raise

    return called
