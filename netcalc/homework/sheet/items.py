"""The questions of a sheet, understood: each with its network and query, its circuit, or its arithmetic."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from netcalc import problems
from netcalc.homework.sheet.codes import no_mistakes
from netcalc.homework.sheet.networks import Networks
from netcalc.homework.sheet.question import Fits, Level, Question, Table, WrittenSheet
from netcalc.network.network import Network
from netcalc.problems import Problem, SpecError
from netcalc.report.claims import Claim
from netcalc.report.claims import read as claimed_of
from netcalc.report.query import Query, UnknownQuery, understand

NAME: Final = r"[A-Za-z_]\w{0,99}"
CIRCUIT_WORDS: Final = re.compile(
    rf"value|gradients\.{NAME}|gates\.[^.]{{1,100}}\.(value|gradient)|{NAME}\.(value|gradient|local_gradients|shape)|{NAME}"
)
ONE_OF: Final = "a question has an id, and one of `ask`, `answer`, `table`, `fits`, `choices`, `manual`"
CONDITION: Final = re.compile(r"\s*([\w.-]+)\s*(==|<=|>=|<|>|=|~|≈|≤|≥)?\s*(.*?)\s*")


class Cell(NamedTuple):
    """Where a question stands that is a cell of a table: the table's id, the row, the column."""

    table: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question that was understood; `cell` says where it stands in a table."""

    question: Question
    level: Level
    network: Network | None = None
    query: Query | None = None
    claims: tuple[Claim, ...] = ()
    path: problems.Path = ()
    cell: Cell | None = None

    @property
    def id(self) -> str:
        """Its id."""
        return self.question.id


class Items:
    """Reads the questions of one sheet; what is wrong with them is gathered in `found`."""

    def __init__(self, sheet: WrittenSheet, networks: Networks) -> None:
        """Read the questions of this sheet."""
        self.sheet = sheet
        self.networks = networks
        self.found = networks.found  # one list, in the order of the sheet

    def read(self, number: int, written: object) -> list[Item]:
        """Read a question, or the cells of a table; none, and problems, where it is neither."""
        path: problems.Path = ("questions", number)
        try:
            question = Question.model_validate(written)
        except SpecError as error:
            self.found += [problem.below(*path) for problem in error.problems]
            return []
        self.found += no_mistakes(question.apart or (), *path, "apart")
        item = Item(question, question.feedback or self.sheet.feedback, path=path)
        by_rule = (question.answer, question.ask, question.table, question.fits)
        forms = [form for form in (*by_rule, question.choices, question.manual or None) if form is not None]
        if not question.id or len(forms) != 1 or (question.circuit and not question.ask):
            self.wrong(ONE_OF, path, Question.usage())
        elif question.table is not None:
            return self._cells(item, question.table, path)
        else:
            return [self._single(item, path)]
        return [item]

    def _cells(self, item: Item, table: Table, path: problems.Path) -> list[Item]:
        """Make a question of each cell of a table, the points shared equally."""
        question, share = item.question, item.question.points / (len(table.rows) * len(table.columns))
        made = []
        for cell in (Cell(question.id, row, column) for row in table.rows for column in table.columns):
            ask = f"{cell.row}.{cell.column}"
            fields = {"id": f"{question.id}.{ask}", "ask": ask, "table": None, "points": share}
            asked = replace(item, question=question.model_copy(update=fields), cell=cell)
            made.append(self._asked(asked, ask, (*path, "table")))
        return made

    def _single(self, item: Item, path: problems.Path) -> Item:
        """Understand a question that is no table."""
        question = item.question
        if question.fits is not None:
            return self._fitting(item, question.fits, path)
        if question.choices is not None:
            right = question.right or ()
            if not right or not set(right) <= question.choices.keys():
                self.wrong("`right` names one of the choices, or a list of them", (*path, "right"))
        elif question.circuit is not None and not CIRCUIT_WORDS.fullmatch(str(question.ask)):
            message = f"`{str(question.ask)[:80]}` asks nothing of a circuit"
            self.wrong(message, (*path, "ask"), "`value`, `gradients.x`")
        elif question.circuit is None and question.ask is not None:
            return self._asked(item, question.ask, path)
        return item

    def _fitting(self, item: Item, fits: Fits, path: problems.Path) -> Item:
        """Understand a condition that a field has to meet."""
        network = self._network(item, path)
        found = CONDITION.fullmatch(fits.when)
        if network is None or found is None:
            return item
        bare = found[2] in (None, "==", "=")
        claimed: object = found[3] if bare else f"{found[2]} {found[3]}"
        claims, wrong = claimed_of({found[1]: True if found[1] == "valid" else claimed}, network.names)
        for problem in wrong:
            self.wrong(problem.message, (*path, "fits", "when"), problem.hint, problem.code)
        return replace(item, network=network, claims=claims)

    def _network(self, item: Item, path: problems.Path) -> Network | None:
        """Find the network of a question; None, and a problem, where there is none."""
        own = item.question.network
        if own is None and self.sheet.network is None:
            self.wrong("there is no network to ask", path, "give the sheet, or the question, a `network`")
            return None
        where: problems.Path = ("network",) if own is None else (*path, "network")
        return self.networks.find(self.sheet.network if own is None else own, where)

    def _asked(self, item: Item, ask: str, path: problems.Path) -> Item:
        network = self._network(item, path)
        if network is None:
            return item
        try:
            return replace(item, network=network, query=understand(ask, network.names))
        except UnknownQuery as error:
            self.wrong(str(error), (*path, "ask"), error.hint, problems.UNKNOWN_REFERENCE)
            return item

    def check(self, items: Iterable[Item]) -> None:
        """Note ids that stand twice, and dependences on what does not stand before."""
        seen: set[str] = set()
        for item in items:
            if item.id in seen:
                message = f"two questions are called `{item.id[:80]}`"
                self.wrong(message, (*item.path, "id"), "", problems.DUPLICATE_NAME)
            for name in item.question.depends or ():
                if name not in seen:
                    message = f"no question before this one is called `{name[:80]}`"
                    self.wrong(message, (*item.path, "depends"), "", problems.UNKNOWN_REFERENCE)
            seen.add(item.id)

    def wrong(self, message: str, path: problems.Path, hint: str = "", code: str = problems.INVALID_VALUE) -> None:
        """Note what is wrong."""
        self.found.append(Problem(code=code, message=message, hint=hint, path=path))
