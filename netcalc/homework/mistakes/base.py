"""What a mistake is: the rules of the course with one of them broken. Its docstring is the hint."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from netcalc.arithmetic import Arithmetic, Slide
from netcalc.layers.base import Axis, Parameter, Role
from netcalc.volume import Volume

Arrays: TypeAlias = tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a mistake in the writing of an answer hangs on: the word of the query, the batch, the unit that is meant."""

    word: str
    batch: int = 1
    scale: int = 1

    @property
    def last(self) -> str:
        """The last part of the word: `params` of `unshared.params`."""
        return self.word.rpartition(".")[2]


class Mistake(Arithmetic):
    """The rules of the course; a mistake breaks one of them, in a method or two.

    `right_where` names the convention under which it would be no mistake, if there is one.
    """

    __slots__ = ()
    code: ClassVar[str]
    right_where: ClassVar[str] = ""

    def misread(self, slide: Slide) -> Slide:
        """Give the window as it is taken to lie."""
        return slide

    def extent(self, W1: Any, slide: Slide) -> Any:
        """Give the positions of the window as it is taken to lie."""
        return super().extent(W1, self.misread(slide))

    def left_over(self, W1: int, slide: Slide) -> int:
        """Give what the window leaves over as it is taken to lie."""
        return super().left_over(W1, self.misread(slide))

    def jump(self, J: Any, slide: Slide) -> Any:
        """Give the step of the window as it is taken to lie."""
        return super().jump(J, self.misread(slide))

    @classmethod
    def tells(cls, value: Any, asked: Asked) -> Iterable[Any]:
        """Give what is written down where this value was found."""
        return (value,)


def without(array: Parameter, *labels: str) -> Parameter:
    """Leave out the factors of an array that have one of these labels, as long as something is left."""
    axes = tuple(_less(axis, labels) for axis in array.axes)
    kept = tuple(axis for axis in axes if axis.factors)
    return Parameter(array.name, array.role, kept, array.uses, array.reads) if kept else array


def _less(axis: Axis, labels: tuple[str, ...]) -> Axis:
    left = tuple(factor for factor in axis.factors if factor[0] not in labels)
    return axis if left == axis.factors else Axis(left)


def are(array: Parameter, *roles: Role) -> bool:
    """Say whether an array has one of these roles."""
    return array.role in roles


def numbers(value: Any) -> bool:
    """Say whether a value is a number, and no truth value."""
    return not isinstance(value, bool | str | tuple | type(None))


def extents(value: Any) -> bool:
    """Say whether a value is a volume, or a number an axis."""
    return isinstance(value, tuple) and all(not isinstance(part, str | tuple) for part in value)


def turned(value: tuple[Any, ...], order: Iterable[int]) -> Volume:
    """Put extents in another order."""
    return Volume(value[place] for place in order)
