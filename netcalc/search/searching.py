"""The search: unknowns, conditions and an order in; the variants that fit out, each judged by the exact calculator."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from netcalc.executor import Where
from netcalc.network.network import Network
from netcalc.problems import UNKNOWN_REFERENCE
from netcalc.report.query import Query, UnknownQuery, understand
from netcalc.search.asking.conditions import unlike
from netcalc.search.asking.names import known_names
from netcalc.search.asking.ranking import Ranking
from netcalc.search.asking.reading import SIGN, known, read_conditions
from netcalc.search.asking.space import Space, bounded
from netcalc.search.asking.unknowns import given_values, refuse, understood
from netcalc.search.every import Search, Told, all_of
from netcalc.search.exact import Counted, answers
from netcalc.search.found import Found, Variant
from netcalc.search.piece import Asked
from netcalc.search.tightest import tightest
from netcalc.text.nearness import slipped

HERE: Final = Where()
DOWNWARD: Final = ("desc", "descending", "down", "reverse")
MOST_ROWS: Final = 1_000_000


class Wanted(NamedTuple):
    """What is wanted of the variants that fit: which queries, in which order, or only those with the most or least."""

    show: Sequence[str] = ()
    sort: str | None = None
    most: str | None = None
    least: str | None = None
    limit: int = 20


ALL: Final = Wanted()
PLAIN: Final = Counted()
PLAINLY: Final = ("output", "totals.params", "totals.macs")  # where nothing is asked for


def search(  # noqa: PLR0913  what can be asked
    network: Network,
    unknowns: Mapping[str, Any],
    *,
    where: Iterable[str] = (),
    show: Sequence[str] = (),
    sort: str | None = None,
    most: str | None = None,
    least: str | None = None,
    limit: int = 20,
    batch: int = 1,
    dtype: str = "float32",
    optimizer: str = "sgd",
    on: Where = HERE,
    told: Told | None = None,
) -> Found:
    """Work out every variant of a network, and give those that meet the conditions, in their order.

    `unknowns` are vars, layers' fields (`conv1.stride`), `input`, `input.width` or `batch`, each with its values: the
    text of a range (`"1..64"`, `"8..512:8"`, `"3,5,7"`), a `range`, or a list. `where` are conditions
    (`"conv1.output == 28x28x10"`, `"totals.params <= 5M"`, `"valid"`), `show` queries. `sort` is a query or an unknown,
    the least first (`"-totals.macs"`: the most first); `most` and `least` give those alone that have the most or least
    of one. `on` says on how many processes or which Dask cluster it runs: the same comes of it. Ctrl-C keeps what was
    found. SpecError, Unreadable among them, where something of it cannot be understood.

    >>> network = Network(input="32x32x3", layers=[{"conv": {"filters": 10, "size": 5}}])
    >>> found = search(network, {"conv1.size": "1..7", "conv1.pad": "0..3"}, where=["conv1.output == 32x32x10"])
    >>> [(each["conv1.size"], each["conv1.pad"]) for each in found]
    [(1, 0), (3, 1), (5, 2), (7, 3)]
    """
    given = {str(name): given_values(str(name), each) for name, each in unknowns.items()}
    asked, shown = asked_of(network, given, where, Wanted(show, sort, most, least, limit),
                            Counted(batch, dtype, optimizer))  # fmt: skip
    return _judged(asked, shown, all_of(asked, on, told))


def asked_of(
    network: Network, given: Mapping[str, Any], where: Iterable[str], wanted: Wanted, how: Counted
) -> tuple[Asked, tuple[str, ...]]:
    """Understand what is asked, all of it before any variant is worked out; and name what is shown."""
    space = bounded(Space(network, understood(network, given)))
    names = known_names(space)
    conditions = read_conditions(_asking([*where], space, names), names)
    if not 1 <= wanted.limit <= MOST_ROWS:
        refuse(f"the limit is between 1 and {MOST_ROWS:,}, not {wanted.limit}")
    ranking = _ranking(wanted, space, names)
    by = (ranking.by.text,) if isinstance(ranking.by, Query) else ()
    varied = {each.name for each in space.unknowns}  # they are shown in any case
    queries = [_query(text, names).text for text in wanted.show if text.strip() not in varied]
    shown = tuple(dict.fromkeys([*queries, *by]))
    asked = Asked(space, conditions, ranking, wanted.limit, how)
    _comparable(asked)
    return asked, shown


def _asking(where: Sequence[str], space: Space, names: Any) -> Sequence[str]:
    """Refuse a condition on what is varied, whose range says its values."""
    varied = {each.name for each in space.unknowns if not known(each.name, names)}
    for text in where:
        for name in varied.intersection(part.strip() for part in SIGN.split(text)):
            refuse(f"`{text}`: {name} is varied", f"its range says its values: {name}=8..64, or {name}=3,5,7")
    return where


def _comparable(asked: Asked) -> None:
    """Refuse a volume held against one with other axes, which no variant would meet."""
    found = answers(asked.space, asked.how, 0, asked.queries) or {}
    for each in asked.conditions:
        value = found.get(each.query)
        if isinstance(value, tuple) and unlike(each, value):
            such = "x".join(map(str, value))
            refuse(f"`{each.text}`: {each.query.text} has {len(value)} numbers", f"write all of them, such as {such}")


def _ranking(wanted: Wanted, space: Space, names: Any) -> Ranking:
    """Say what the order goes by; at most one of three may be asked for."""
    given = [text for text in (wanted.sort, wanted.most, wanted.least) if text]
    if len(given) > 1:
        refuse("of sort, most and least one goes at a time", "sort puts all in order, most gives the first alone")
    if not given:
        return Ranking()
    text = given[0].strip()
    down = text.startswith("-") and wanted.sort is not None
    bare = text.removeprefix("-") if down else text
    unknown = {each.name for each in space.unknowns}
    by: Query | str = bare if bare in unknown else _query(bare, names, unknown)
    return Ranking(by, -1 if down or wanted.most else 1, wanted.sort is None)


def _query(text: str, names: Any, unknown: Iterable[str] = ()) -> Query:
    try:
        return understand(text.strip(), names)
    except UnknownQuery as error:
        near = slipped(text.strip(), unknown)
        words = text.split()
        if len(words) == 2 and words[1].lower() in DOWNWARD:
            refuse(str(error), f"the most first is `--sort=-{words[0]}`", code=UNKNOWN_REFERENCE)
        refuse(str(error), f"did you mean `{near}`?" if near else error.hint, code=UNKNOWN_REFERENCE)


def _judged(asked: Asked, shown: tuple[str, ...], search: Search) -> Found:
    """Let the exact calculator say every line, whoever found it."""
    space, part = asked.space, search.part
    named = _named(asked)
    names = known_names(space)
    plain = () if shown or asked.conditions else PLAINLY
    queries = [*dict.fromkeys([*(understand(text, names) for text in (*shown, *plain)), *asked.queries])]
    variants = []
    for row in part.rows:
        found = answers(space, asked.how, row.number, queries)
        if found is not None and all(condition.holds(found.__getitem__) for condition in asked.conditions):
            variants.append(Variant(space.settings(row.number), {query.text: found[query] for query in queries}))
    return Found(
        space=space,
        name=space.network.called,
        unknowns=tuple(unknown.name for unknown in space.unknowns),
        shown=shown,
        conditions=asked.conditions,
        asked=space.size,
        tried=part.tried,
        found=part.found if search.complete else None,
        variants=tuple(variants),
        limit=asked.limit,
        complete=search.complete,
        interrupted=search.stopped,
        most=named if asked.ranking.sign < 0 else None,
        least=named if asked.ranking.sign > 0 else None,
        miss=None if variants else tightest(asked, part),
    )


def _named(asked: Asked) -> str | None:
    """Name that of which the most, or least, is wanted."""
    by = asked.ranking.by
    return None if not asked.ranking.only else by.text if isinstance(by, Query) else by
