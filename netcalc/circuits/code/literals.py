"""Values as Python writes them."""

from netcalc import problems
from netcalc.circuits.shapes import Shape
from netcalc.circuits.values import Known
from netcalc.problems import Problem, SpecError


def literal(value: Known, shape: Shape, name: str) -> str:
    """Write a number or an array; SpecError where it is too large to be written out.

    >>> literal(-2.0, (), "x"), literal((1.0, 2.0), (2,), "w")
    ('-2.0', 'np.array([1.0, 2.0])')
    """
    if value is None:
        message = f"{name} is too large to be written into a program: give its shape, and it is drawn"
        raise SpecError([Problem(code=problems.LIMIT_EXCEEDED, message=message)])
    return f"np.array({_listed(value)})" if shape else repr(value)


def _listed(value: Known) -> str:
    return f"[{', '.join(map(_listed, value))}]" if isinstance(value, tuple) else repr(value)
