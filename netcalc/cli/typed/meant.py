"""What was meant by a word that is no command: a slip of letters, or a spec, for which the summary was wanted."""

from collections.abc import Sequence
from shlex import quote

SPECS = (".yaml", ".yml")


def instead(word: str, commands: Sequence[str]) -> str:
    """Say that there is no such command, and what to type instead."""
    from netcalc.text.nearness import slipped

    if _is_spec(word):
        return (
            f"`{word}` is a spec, and no command stands before it. To see its table:\n\n  netcalc summary {quote(word)}"
        )
    near = slipped(word, commands)
    return f"there is no command `{word}`" + (f": did you mean `{near}`?" if near else "")


def _is_spec(word: str) -> bool:
    from netcalc.network.bundle import find
    from netcalc.problems import SpecError

    try:
        return bool(find(word))
    except SpecError:
        return word.endswith(SPECS)
