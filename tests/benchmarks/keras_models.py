"""Keras' own models read, and ours written for Keras and read back: `keras_models.py applications|graphs|specs ...`.

`applications [NAME...]`: those of keras.applications, held against counts by their own layers. `specs [NAME...]`: the
bundled networks as programs, run, saved and read back. `graphs COUNT SEED`: random graphs, the same. Needs Keras.
"""

import importlib
import inspect
import os
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("KERAS_BACKEND", "jax")
sys.path.insert(0, str(Path(__file__).parents[2]))

from netcalc import Network, Report, SpecError, calculate, convert, load
from tests.support.any_graphs import drawn
from tests.support.keras_counts import counts
from tests.support.sized import fitting, sized

keras: Any = importlib.import_module("keras")
OPEN = ("MobileNetV3Large", "MobileNetV3Small")  # whose extents are left open


def said(report: Report) -> tuple[Any, ...]:
    """Give what a report says, in Keras' order of axes."""
    totals = report.totals
    shapes = tuple((*reversed(each.output.spatial), each.output.depth) for each in report.outputs if each.output)
    return totals.params, totals.buffers, totals.macs, shapes


def read(model: Any, folder: Path) -> Report:
    """Save the configuration of a model, and read it."""
    (folder / "net.json").write_text(model.to_json(), encoding="utf-8")
    return calculate(load(folder / "net.json"))


def built(text: str) -> Any:
    """Make the model of a program; no number of its arrays is made."""
    names: dict[str, Any] = {}
    exec(compile(text, "program", "exec"), names)  # noqa: S102  a benchmark runs what was written
    with keras.StatelessScope(initialize_variables=False):
        return list(names.values())[-1]()


def applications(wanted: list[str], folder: Path) -> Iterator[tuple[str, str]]:
    """Hold Keras' own networks against counts by their layers."""
    for name, make in inspect.getmembers(keras.applications, inspect.isfunction):
        if not wanted or name in wanted:
            with keras.StatelessScope(initialize_variables=False):
                model = make(weights=None, **({"input_shape": (224, 224, 3)} if name in OPEN else {}))
            theirs, ours = counts(model), said(read(model, folder))
            yield name, "equal" if tuple(theirs) == ours else f"differs: Keras {tuple(theirs)}, netcalc {ours}"
            keras.backend.clear_session()


def back(name: str, net: Network, report: Report, folder: Path) -> tuple[str, str]:
    """Write a network for Keras, run it, read what it saves."""
    try:
        text = convert(net, to="keras")
    except SpecError as error:
        return name, f"refused: {error.problems[0].message}"
    params, buffers, macs, shapes = said(report)
    model = built(text)
    found = said(read(model, folder))
    keras.backend.clear_session()
    if any(problem.code == "unread-output" for problem in report.problems):  # a Keras model has what its outputs need
        return name, "equal" if found[3] == shapes else f"differs: {found[3]}, not {shapes}"
    whole = (params, buffers, macs, shapes)
    return name, "equal" if found == whole else f"differs: {found}, not {whole}"


def specs(wanted: list[str], folder: Path) -> Iterator[tuple[str, str]]:
    """Write the bundled networks, run them, read them back."""
    for name in wanted or fitting():
        yield back(name, *sized(name), folder)


def graphs(wanted: list[str], folder: Path) -> Iterator[tuple[str, str]]:
    """Write random graphs, run them, read them back."""
    count, seed = map(int, wanted)
    for each in range(seed, seed + count):
        net = Network(**drawn(each))
        report = calculate(net)
        if report.valid:
            yield back(f"seed {each}", net, report, folder)


def main(what: str, *wanted: str) -> int:
    """Say what differs, and how much there was."""
    found, folder = Counter[str](), Path(tempfile.mkdtemp())
    for name, verdict in {"applications": applications, "specs": specs, "graphs": graphs}[what](list(wanted), folder):
        found[verdict.split(":")[0]] += 1
        if verdict != "equal":
            print(f"{name}: {verdict}", flush=True)
    print(", ".join(f"{number:,} {verdict}" for verdict, number in found.items()))
    return int(found["differs"] > 0)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    raise SystemExit(main(*sys.argv[1:]))
