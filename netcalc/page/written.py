"""The spec that a file is: its own text, or, of another tool's model, the spec that says the same."""

import re
from collections.abc import Mapping
from typing import Any, Final

from netcalc.models.writing import convert
from netcalc.network.bundle import load, text
from netcalc.network.network import Network
from netcalc.network.written import SET
from netcalc.problems import SpecError
from netcalc.text.emit import yaml_text
from netcalc.text.source import Foreign, Source
from netcalc.text.typed import typed, value

VARS: Final = "vars"
INPUT: Final = re.compile(r"(?m)^(input: *)[^\s#{].*?(?= *(?:#|$))")


def spec_of(name: str) -> str:
    """Give the text of a spec; what another tool's file holds is written as one. SpecError where that cannot be."""
    try:
        return text(name)
    except Foreign:
        return convert(load(name), "yaml")


def spec_for(network: Network) -> str:
    """Write the spec of a network that was changed as it was loaded: its own text, as far as that can say the same.

    SpecError where it cannot be written.
    """
    if network.origin is not None:
        return convert(network, "yaml")
    changed = _changed(network.source, network.written) if network.source else ""
    return changed if _says(changed, network) else _anew(network)


def _changed(source: Source, written: Mapping[str, Any]) -> str:
    """Put what was changed into the text: the input, vars, and fields of layers behind all else."""
    before, made = source.data(), source.text
    if isinstance(comes_in := written.get("input"), str):
        made = _put(INPUT, comes_in, made)
    for name, each in written.get(VARS, {}).items():
        if before[VARS].get(name) != each:
            made = _put(re.compile(rf"(?ms)(^vars:.*?\b{re.escape(name)}: *)[^,}}\n#]*[^,}}\s#]"), _plain(each), made)
    fields = _all_plain(written.get(SET, {}))
    return f"{made.rstrip()}\n{yaml_text({SET: fields})}" if fields and SET not in before else made


def _put(there: re.Pattern[str], given: object, text: str) -> str:
    """Put a value behind what stands before it."""
    found = there.search(text)
    return f"{text[: found.end(1)]}{given}{text[found.end() :]}" if found else text


def _anew(network: Network) -> str:
    """Write a spec from its fields."""
    written = network.to_dict()
    return yaml_text({**written, **{part: _all_plain(written[part]) for part in (VARS, SET) if part in written}})


def _all_plain(given: Mapping[str, Any]) -> dict[str, object]:
    return {name: _plain(each) for name, each in given.items()}


def _plain(given: object) -> object:
    """Give a setting as it is written in a spec: 2, where it is held as `${2}`."""
    try:
        found = value(typed(given))
    except (ValueError, SpecError):
        return given
    return found if isinstance(found, bool | int | float) else given


def _says(spec: str, network: Network) -> bool:
    """Say whether a text says what a network is."""
    try:
        return bool(spec) and Network.read(Source(spec, "-")).graph == network.graph
    except SpecError:
        return False
