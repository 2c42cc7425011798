"""Any template, laid out by hand, is the same network: repeats with indices, `when`, lists, blocks, kinds as values."""

from typing import Any, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from netcalc import Network, calculate

VARS: dict[str, Any] = {"n": 3, "widths": [4, 5, 6], "acts": ["relu", "gelu", "tanh"], "on": True}
NUMBERS = ["n", "i", "j", "2", "len(widths)", "widths[i % 3]", "widths[-1 - j % 3]", "max(i, j)", "sum(widths) // n"]
TRUTHS = ["i > j", "on", "not on", "i == 1 or j == 1", "0 <= i < 2", "acts[i % 3] == 'gelu'", "i", "n - 3"]

Item: TypeAlias = dict[str, Any] | str
Env: TypeAlias = dict[str, Any]


def number(text: str, env: Env) -> int:
    return int(eval(text, {}, env))  # noqa: S307  the tests' own text


# What is drawn: a kind of item, and its parts; `template` writes it as a spec has it, `by_hand` lays it out.
FILTERS = st.builds("{} + {} + 1".format, st.sampled_from(NUMBERS), st.sampled_from(NUMBERS))
LEAF = st.one_of(
    st.tuples(st.just("conv"), FILTERS),
    st.tuples(st.just("act"), st.sampled_from(["i", "j", "i + j"])),
    st.tuples(st.just("unit"), FILTERS),
)


def nested(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    lists = st.lists(items, min_size=1, max_size=3)
    return st.one_of(
        st.tuples(st.just("repeat"), st.sampled_from(["0", "1", "2", "i", "j + 1"]), st.sampled_from("ij"), lists),
        st.tuples(st.just("when"), st.sampled_from(TRUTHS), st.one_of(LEAF, items)),
        st.tuples(st.just("parallel"), lists, lists),
    )


ITEMS = st.lists(st.recursive(LEAF, nested, max_leaves=6), min_size=1, max_size=3)


def template(item: Any) -> Item:
    kind, *parts = item
    if kind == "conv":
        return {"conv": {"filters": f"${{{parts[0]}}}", "size": 1}}
    if kind == "act":
        return f"${{acts[({parts[0]}) % 3]}}"
    if kind == "unit":
        return {"unit": {"filters": f"${{{parts[0]}}}"}}
    if kind == "repeat":
        times, index, items = parts
        return {"repeat": {"times": f"${{{times}}}", "index": index, "layers": list(map(template, items))}}
    if kind == "parallel":
        return {"parallel": {"branches": [list(map(template, items)) for items in parts]}}
    made = template(parts[1])
    when = {"when": f"${{{parts[0]}}}"}
    if isinstance(made, str):
        return {made: when}
    ((name, fields),) = made.items()
    both = f"${{({parts[0]}) and ({fields['when'][2:-1]})}}" if "when" in fields else when["when"]
    return {name: {**fields, "when": both}}


def by_hand(item: Any, env: Env) -> list[Item]:
    kind, *parts = item
    if kind in ("conv", "unit"):
        conv = {"conv": {"filters": number(parts[0], env), "size": 1}}
        return [conv] if kind == "conv" else [{"unit": {"filters": number(parts[0], env)}}]
    if kind == "act":
        return [env["acts"][number(parts[0], env) % 3]]
    if kind == "repeat":
        times, index, items = parts
        passes = range(number(times, env))
        return [each for one in passes for item in items for each in by_hand(item, {**env, index: one})]
    if kind == "parallel":
        return [
            {"parallel": {"branches": [[each for item in items for each in by_hand(item, env)] for items in parts]}}
        ]
    return by_hand(parts[1], env) if number(f"bool({parts[0]})", env) else []


@settings(max_examples=60)
@given(ITEMS)
def test_a_template_is_what_it_stands_for(items: list[Any]) -> None:
    unit: Any = {"args": {"filters": None, "i": 9}, "layers": [{"conv": {"filters": "${filters}", "size": 1}}, "relu"]}
    env = {**VARS, "i": 1, "j": 0}
    fields: Any = {"input": "4x4x2", "blocks": {"unit": unit}}
    written = Network(**fields, vars=env, layers=[*map(template, items), "tanh"])
    hand = Network(**fields, layers=[*(each for item in items for each in by_hand(item, env)), "tanh"])
    assert calculate(written).to_dict()["layers"] == calculate(hand).to_dict()["layers"]
    assert Network(**written.to_dict()) == written
