"""How long `netcalc summary` takes to start: against a bare program with the same libraries, in one run.

python tests/benchmarks/start.py [ROUNDS]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

BARE = """
from typing import Annotated, Literal

import typer
import yaml
from pydantic import BaseModel, Field
from rich.console import Console
from rich.table import Table


class Conv(BaseModel):
    kind: Literal["conv"]
    filters: int = 1


class Pool(BaseModel):
    kind: Literal["pool"]
    size: int = 2


class FC(BaseModel):
    kind: Literal["fc"]
    units: int = 10


class Network(BaseModel):
    layers: list[Annotated[Conv | Pool | FC, Field(discriminator="kind")]]


app = typer.Typer()


@app.command()
def main() -> None:
    network = Network.model_validate(yaml.load("layers: [{kind: conv}, {kind: pool}, {kind: fc}]", yaml.CSafeLoader))
    table = Table("kind", "layer")
    for layer in network.layers:
        table.add_row(layer.kind, str(layer))
    Console().print(table)


app()
"""
PROGRAMS = {
    "python": ["-c", "pass"],
    "bare": ["-c", BARE],
    "lenet5": ["-m", "netcalc", "summary", "lenet5"],
    "resnet152": ["-m", "netcalc", "summary", "resnet152"],
}
GOALS = {"lenet5": 1.2, "resnet152": 1.3}


def seconds(words: list[str], cache: str) -> float:
    """Time one whole process; its modules are compiled already, so that compiling is not measured."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": cache, "PYTHONDONTWRITEBYTECODE": ""}
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def main() -> None:
    """Run the programs in turn, once to compile and then measured; print their medians and the ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    with tempfile.TemporaryDirectory() as cache:
        for turn in range(rounds + 1):
            for name, words in PROGRAMS.items():
                taken = seconds(words, cache)
                if turn:
                    times[name].append(taken)
    medians = {name: statistics.median(found) for name, found in times.items()}
    for name, median in medians.items():
        print(f"{name:10} {median * 1000:6.0f} ms")
    for name, goal in GOALS.items():
        print(f"{name} / bare = {medians[name] / medians['bare']:.2f} (goal {goal})")


if __name__ == "__main__":
    main()
