"""One entry of a catalogue, asked for by its code."""

from collections.abc import Collection

import typer


def known(code: str, codes: Collection[str], noun: str) -> str:
    """Give the code where the catalogue has it; bad usage, with what was perhaps meant, where it has not."""
    from netcalc.text.words import name_hint

    if code in codes:
        return code
    message = f"there is no {noun} `{code[:80]}`. {name_hint(code, codes)}"
    raise typer.BadParameter(message.strip())
