"""The key: what is right for each question, computed once, and what each mistake would give."""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from netcalc.arithmetic import Arithmetic
from netcalc.calculator import NOTHING, recalculate
from netcalc.expression import ExpressionError, Operation, evaluate, parse
from netcalc.homework.mistakes import MISTAKES
from netcalc.homework.mistakes.backward import DISPLAYED, SLIPS, gradients
from netcalc.homework.mistakes.base import Asked, Mistake
from netcalc.homework.sheet import Item, Sheet
from netcalc.layers.base import Misfit
from netcalc.network import Network
from netcalc.problems import INVALID_VALUE, Problem, SpecError
from netcalc.query import COUNTED, Query, value
from netcalc.report import Report
from netcalc.volume import Volume

if TYPE_CHECKING:
    from netcalc.circuits import Circuit

CANNOT: Final = "cannot"
FAR: Final = (1_009, 2_003)
OF_VOLUMES: Final = frozenset({"input", "output", "neurons", "connections", "macs", "flops", "activations"})
LAST: Final = frozenset({"forgot-bias", "one-bias-per-layer"})  # biases are added last
MOST_REPORTS: Final = 500

Rules = tuple[type[Mistake], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a mistake gives: the code, the value, the numbers that stand in its arithmetic."""

    code: str
    value: Any
    parts: tuple[int, ...] = ()


class Model:
    """A network as the questions on it see it: its reports under any rules, each worked out once."""

    def __init__(self, network: Network, conventions: tuple[type[Arithmetic], ...], batch: int) -> None:
        """Ask this network."""
        self.network = network
        self.conventions = conventions
        self.batch = batch
        self.reports: dict[tuple[Any, ...], Report] = {}
        self.own: dict[tuple[Any, ...], Report] = {}

    def report(self, broken: Rules = (), told: Mapping[str, Volume] = NOTHING) -> Report:
        """Work the network out with these rules broken, and kept in mind."""
        known = (broken, tuple(sorted(told.items())))
        held = self.own if told else self.reports
        if known not in held:
            if len(held) >= MOST_REPORTS:
                held.clear()
            held[known] = self._worked(broken, told)
        return held[known]

    def _worked(self, broken: Rules, told: Mapping[str, Volume]) -> Report:
        bases = (*broken, *(rule for rule in self.conventions if rule not in broken)) or (Arithmetic,)
        made = bases[0] if len(bases) == 1 else type("Broken", bases, {"__slots__": ()})
        return recalculate(self.network, made(self.network.rounding), told, batch=self.batch)

    def value(self, query: Query, broken: Rules = (), told: Mapping[str, Volume] = NOTHING) -> Any:
        """Give what a query asks for; CANNOT where it hangs on a volume that there is not."""
        report = self.report(broken, told)
        bad = [] if report.valid else self._misfits(report)
        if not bad or query.word in ("valid", "name", "kind", "from"):
            return value(report, query)
        later = _after(report, bad)
        head = query.word.partition(".")[0]
        mine = query.layer or (report.layers[-1].name if query.word == "output" else None)
        if mine in later - set(bad) and (head in OF_VOLUMES or head == "unshared"):
            return CANNOT
        far = [self.report(broken, {**told, **_moved(report, bad, by)}) for by in FAR]
        one, other = (value(each, query) for each in far)
        return one if one == other and one is not None else CANNOT

    def _misfits(self, report: Report) -> list[str]:
        return list(dict.fromkeys(p.layer for p in report.problems if p.severity == "error" and p.layer))


def _after(report: Report, bad: Iterable[str]) -> set[str]:
    """Name the layers that do not fit, and all that read them."""
    reached = set(bad)
    for layer in report.layers:
        if reached.intersection(layer.from_):
            reached.add(layer.name)
    reached.update(name for name, group in report.groups.items() if report.layers[group.span][-1].name in reached)
    return reached


def _moved(report: Report, bad: Iterable[str], by: int) -> dict[str, Volume]:
    """Give layers that do not fit volumes of other extents, to see what hangs on them."""
    found = {}
    for name in bad:
        layer = report[name]
        known = tuple(volume for volume in layer.working.given if volume is not None)
        if known:
            depth = layer.output.depth if layer.output else sum(axis.size for axis in layer.working.layer.depth(*known))
            found[name] = Volume((*(extent + by for extent in known[0].spatial), depth))
    return found


class Answer:
    """What is right for one question, and how wrong answers come about."""

    def __init__(self, item: Item, model: Model | None) -> None:
        """Answer this question."""
        self.item = item
        self.model = model

    @property
    def word(self) -> str:
        """The word that is asked for."""
        return self.item.query.word if self.item.query else str(self.item.question.ask or "")

    @cached_property
    def right(self) -> Any:
        """The right value."""
        if self.item.query and self.model:
            return self.model.value(self.item.query)
        return self._arithmetic({})

    @property
    def real(self) -> bool:
        """Whether a real number is asked for, right to the digits given."""
        if isinstance(self.right, Fraction):
            return self.right.denominator != 1
        return isinstance(self.right, float)

    def also_right(self) -> tuple[Any, ...]:
        """Give what else is accepted."""
        return ()

    def _arithmetic(self, names: Mapping[str, Fraction]) -> Any:
        try:
            found = evaluate(parse(str(self.item.question.answer)), names)
        except ExpressionError as error:
            problem = Problem(code=INVALID_VALUE, message=f"question `{self.item.id}`: {error}")
            raise SpecError([problem]) from None
        return int(found) if found.denominator == 1 else found

    @cached_property
    def singles(self) -> tuple[Candidate, ...]:
        """What one mistake gives, the plainest first."""
        if not self.item.query:
            return tuple(self._unfinished())
        return tuple(self._candidates((mistake,) for mistake in MISTAKES))

    def _unfinished(self) -> Iterator[Candidate]:
        """Give what comes of a sum whose last part, the biases, is left out or taken for one."""
        tree = parse(str(self.item.question.answer))
        if isinstance(tree, Operation) and tree.op == "+":
            try:
                first = evaluate(tree.operands[0], {})
            except ExpressionError:
                return
            made = (("forgot-bias", first), ("one-bias-per-layer", first + 1))
            yield from (Candidate(code, found) for code, found in made if found != self.right)

    @cached_property
    def pairs(self) -> tuple[Candidate, ...]:
        """What two mistakes give of which each would be seen alone."""
        seen = {candidate.code for candidate in self.singles}
        both = combinations([mistake for mistake in MISTAKES if mistake.code in seen], 2)
        single = {candidate.value for candidate in self.singles}
        pairs = ((one, two) for one, two in both if one.code != two.code)
        return tuple(found for found in self._candidates(pairs) if found.value not in single)

    def _candidates(self, combined: Iterable[Rules]) -> Iterator[Candidate]:
        if not self.item.query or not self.model:
            return
        asked = Asked(self.item.query.word, self.model.batch)
        for broken in combined:
            found = self._found(broken)
            values = [found]
            for mistake in broken:
                values = [
                    told for each in values for told in ((each,) if each == CANNOT else mistake.tells(each, asked))
                ]
            parts = self._parts(broken)
            code = "+".join(sorted((mistake.code for mistake in broken), key=LAST.__contains__))
            yield from (Candidate(code, told, parts) for told in values if told != self.right and possible(told))

    def _found(self, broken: Rules) -> Any:
        assert self.model
        assert self.item.query
        try:
            return self.model.value(self.item.query, broken)
        except (Misfit, ArithmeticError, ValueError, IndexError):
            return None

    def _parts(self, broken: Rules) -> tuple[int, ...]:
        """List the numbers that a mistaken count multiplies and adds."""
        assert self.item.query
        assert self.model
        if self.item.query.layer is None or self.item.query.word not in COUNTED:
            return ()
        working = self.model.report(broken)[self.item.query.layer].working
        return tuple(sorted(axis.size for array in working.parameters or () for axis in array.axes))


def possible(told: Any) -> bool:
    """Say whether a value is one that an answer could have."""
    if told is None or (isinstance(told, tuple) and any(isinstance(part, int) and part < 1 for part in told)):
        return False
    return not isinstance(told, bool)


class CircuitAnswer(Answer):
    """What is right for a question on a circuit; gradients by the rules of the backward pass."""

    @cached_property
    def circuit(self) -> "Circuit":
        """The circuit, worked out: the one thing here that needs NumPy."""
        from netcalc.circuits import circuit

        written = self.item.question.circuit
        assert written
        return circuit(written.expression, written.at)

    @cached_property
    def right(self) -> Any:
        """The right value."""
        word, found = self.word, self.circuit
        head, _, rest = word.partition(".")
        try:
            if head == "value":
                return _single(found.value)
            if head == "gradients":
                return _single(found.gradients[rest])
            name, _, part = rest.rpartition(".")
            return _single(getattr(next(gate for gate in found.gates if gate.name == name), part))
        except (KeyError, StopIteration, TypeError):
            message = f"question `{self.item.id}`: the circuit has no single number `{word}`"
            problem = Problem(code=INVALID_VALUE, message=message)
            raise SpecError([problem]) from None

    @property
    def name(self) -> str | None:
        """The name whose gradient is asked for."""
        head, _, rest = self.word.partition(".")
        return rest.removesuffix(".gradient") if head != "value" and not rest.endswith(".value") else None

    def also_right(self) -> tuple[Any, ...]:
        """Give what comes of working with what is displayed to two digits."""
        if self.name is None:
            return (round(self.right, 2),) if round(self.right, 2) else ()
        shown = (gradients(self.circuit.gates, rules).get(self.name) for rules in DISPLAYED)
        return tuple(found for found in shown if found)

    @cached_property
    def singles(self) -> tuple[Candidate, ...]:
        """What one slip in the backward pass gives."""
        if self.name is None:
            return (Candidate("sign-slip", -self.right),) if self.right else ()
        slips = ((slip.code, gradients(self.circuit.gates, slip()).get(self.name)) for slip in SLIPS)
        return tuple(Candidate(code, found) for code, found in slips if found is not None and found != self.right)

    @cached_property
    def pairs(self) -> tuple[Candidate, ...]:
        """What two slips give."""
        if self.name is None:
            return ()
        both = [(one, two) for one, two in combinations(SLIPS, 2) if one.code != two.code]
        made = ((f"{one.code}+{two.code}", type("Slips", (one, two), {})()) for one, two in both)
        found = ((code, gradients(self.circuit.gates, rules).get(self.name)) for code, rules in made)
        return tuple(Candidate(code, each) for code, each in found if each is not None and each != self.right)


def _single(found: Any) -> float:
    """Give a number; TypeError where it is an array."""
    return float(found)


class Key:
    """The key to a sheet: an answer a question; networks are shared by the questions on them."""

    def __init__(self, sheet: Sheet) -> None:
        """Answer the questions of this sheet."""
        self.sheet = sheet
        self.models: dict[int, Model] = {}
        self.answers = {item.id: self._answer(item) for item in sheet.items}
        self.ids = frozenset(self.answers)
        self.shown = tuple(self.answers)
        self._check()

    def _check(self) -> None:
        """Work every answer out; SpecError with all that cannot be."""
        found: list[Problem] = []
        for number, item in enumerate(self.sheet.items):
            try:
                self._names(self.answers[item.id])
                _ = self.answers[item.id].right
            except SpecError as error:
                found += [replace(each.below("questions", number), place=None) for each in error.problems]
        if found:
            raise SpecError(self.sheet.source.locate(found) if self.sheet.source else found)

    def _answer(self, item: Item) -> Answer:
        if item.question.circuit is not None:
            return CircuitAnswer(item, None)
        return Answer(item, None if item.network is None else self._model(item.network))

    def _model(self, network: Network) -> Model:
        rules = self.sheet.conventions.rules()
        return self.models.setdefault(id(network), Model(network, rules, self.sheet.batch))

    def _names(self, answer: Answer) -> None:
        """Put the values of earlier questions into arithmetic that names them."""
        if answer.item.question.answer is not None:
            answer.right = self.arithmetic(answer, {})

    def arithmetic(self, answer: Answer, own: Mapping[str, Fraction]) -> Any:
        """Work out arithmetic with the values of the questions it depends on, or those that were given for them."""
        names = answer.item.question.depends or ()
        rights = {name: self.answers[name].right for name in names}
        numbers = {name: Fraction(found) for name, found in rights.items() if isinstance(found, int | Fraction | float)}
        return answer._arithmetic({**numbers, **own})  # noqa: SLF001  its own kind

    @property
    def points(self) -> float:
        """All points there are."""
        return float(sum(self.answers[name].item.question.points for name in self.shown))

    def only(self, id: str) -> "Key":
        """Give the key to one question alone."""
        alone = copy(self)
        alone.answers = {id: self.answers[id]}
        return alone
