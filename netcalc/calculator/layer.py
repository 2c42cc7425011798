"""One layer on the volumes it reads: what it makes, what it stores, what counts are made of, and what is wrong."""

from typing import TYPE_CHECKING, NamedTuple, Protocol

from netcalc.arithmetic import Arithmetic
from netcalc.calculator.counting import Counted
from netcalc.calculator.fitting.fit import judge
from netcalc.calculator.rules import Rules, Worked
from netcalc.layers.array import Parameter, Products
from netcalc.layers.base import Layer, Misfit, Sees, Unknown, Window
from netcalc.layers.written.waiting import resolved
from netcalc.problems import Problem, SpecError
from netcalc.volume import Volume

if TYPE_CHECKING:
    from netcalc.calculator.sharing import Owner


class Judge(Protocol):
    """Says what is wrong with laying a window down."""

    def __call__(
        self, layer: Layer, given: Volume, window: Window, *, rules: Arithmetic, hints: bool = True
    ) -> Problem | None:
        """Give a problem; None where it fits."""


class Outcome(NamedTuple):
    """What came of a layer on what it was given; the problems say which field, not yet which layer.

    `layer` is the layer as it was worked out, with the values of fields that hang on what it reads. The counts are
    made when they are wanted.
    """

    layer: Layer
    given: tuple[Volume | None, ...]
    made: Volume | None
    window: Window | None
    parameters: tuple[Parameter, ...] | None
    counts: Counted
    problems: tuple[Problem, ...] = ()
    products: Products = ()
    sees: Sees = "own"
    looks: Window | None = None

    @property
    def learns(self) -> bool:
        """Whether it learns something itself."""
        return any(array.kept != "buffers" for array in self.parameters or ())


def unknown(layer: Layer, given: tuple[Volume | None, ...]) -> Outcome:
    """Report a layer that reads a volume that does not exist: nothing of it is known."""
    return Outcome(layer, given, None, None, None, Counted(Worked(layer, None, None, Rules())))


def outcome(  # noqa: PLR0913  what a layer is worked out from
    layer: Layer,
    given: tuple[Volume, ...],
    rules: Rules,
    *,
    hints: bool,
    told: Volume | None = None,
    learns: tuple[bool, ...] = (),
    owner: "Owner | None" = None,
    judge: Judge = judge,
) -> Outcome:
    """Work a layer out on what it reads; `hints`: say of a window that does not fit what would.

    `told` is a volume that takes the place of the one it makes, `learns` whether what it reads hangs on weights,
    `owner` the layer whose arrays it uses, `judge` what says whether its window fits.
    """
    try:
        layer = resolved(layer, given)
    except SpecError as error:
        return unknown(layer, given)._replace(made=told, problems=error.problems)
    found: list[Problem] = []
    made, window = told, None
    try:
        laid = layer.window(*given, rules=rules)
        if not layer.alone:
            made = told or rules.leaves(layer, given, layer.output(*given, window=laid, rules=rules))
        window = laid
    except Misfit as misfit:
        found.append(_problem(misfit))
    problem = judge(layer, given[0], window, rules=rules, hints=hints) if window is not None else None
    if problem is not None:
        found.append(problem)
    parameters = products = None
    try:
        stored = layer.parameters(*given, made=made, rules=rules)
        parameters = None if stored is None else rules.stores(layer, given, stored)
        products = layer.products(*given, made=made, rules=rules)
        if owner and parameters is not None:
            parameters = _borrowed(layer, parameters, owner)
    except Misfit as misfit:
        again = _problem(misfit)
        found += [again] if all((again.code, again.path) != (each.code, each.path) for each in found) else []
    counts = Counted(Worked(layer, made, parameters, rules, products, learns, given))
    sees, looks = _sight(layer, given, window, rules) if made is not None else ("own", None)
    return Outcome(layer, given, made, window, parameters, counts, tuple(found), products or (), sees, looks)


def _borrowed(layer: Layer, arrays: tuple[Parameter, ...], owner: "Owner") -> tuple[Parameter, ...]:
    """Load what marks borrowed arrays, for a layer that borrows some."""
    from netcalc.calculator.sharing import borrowed

    return borrowed(layer, arrays, owner)


def _sight(layer: Layer, given: tuple[Volume, ...], window: Window | None, rules: Rules) -> tuple[Sees, Window | None]:
    """Say what its values see, and through which window."""
    own = type(layer).looks is not Layer.looks
    try:
        return layer.sees(*given), layer.looks(*given, rules=rules) if own else window
    except Misfit:
        return Unknown("does not fit what it reads"), None


def _problem(misfit: Misfit) -> Problem:
    return Problem(code=misfit.code, message=misfit.message, hint=misfit.hint, path=(misfit.field,))
