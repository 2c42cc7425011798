"""How a field is typed that takes more than it holds: `size="3x5"` goes in, (3, 5) is there."""

from typing import Any, Generic, Self, TypeVar, overload

from pydantic import Field

Taken_contra = TypeVar("Taken_contra", contravariant=True)
Held_co = TypeVar("Held_co", covariant=True)


LEFT_OUT: Any = None  # the default of a field that is typed by what may be passed


class Given(Generic[Taken_contra, Held_co]):
    """A field for a type checker: what may be passed to it, and what is read from it. At run time it is a model's."""

    @overload
    def __get__(self, layer: None, owner: type) -> Self: ...
    @overload
    def __get__(self, layer: object, owner: type) -> Held_co: ...
    def __get__(self, layer: object, owner: type) -> Any: ...

    def __set__(self, layer: object, value: Taken_contra) -> None: ...


def optional(default: object, description: str, *, called: str | None = None) -> Any:
    """Make a field that may be left out: what it is then, what it means, what a spec calls it."""
    return Field(default=default, description=description, validation_alias=called, serialization_alias=called)
