"""`netcalc verify`: the arrays themselves against the calculator, gradients against finite differences."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from threading import Timer
from typing import TYPE_CHECKING, Annotated, Final

import typer

from netcalc.cli import show
from netcalc.cli.options import CHANGES, Changes, Format, Spec
from netcalc.problems import LIMIT_EXCEEDED, Problem, SpecError

if TYPE_CHECKING:
    from netcalc.network.network import Network
    from netcalc.reference.verify.how import How

SMALLER: Final = "a smaller `--input` or `--batch`, `--dtype float32`, or a higher `--limit`"
REFUSED: Final = {"passed": False}  # beside the problems, in JSON
PATIENCE: Final = 1.0  # seconds before a progress bar
LONG: Final = 10**10  # multiplications for each input, some ten seconds


class Precision(StrEnum):
    """The types that the reference pass computes in."""

    FLOAT64 = "float64"
    FLOAT32 = "float32"


class Start(StrEnum):
    """How weights are drawn."""

    HE = "he"
    XAVIER = "xavier"


def _bytes(text: str) -> int:
    from netcalc.text.numbers.quantity import BYTES, amount

    try:
        taken = int(amount(text, BYTES))
    except ValueError:
        taken = -1
    if taken < 0:
        message = f"{text} is not an amount of memory such as 8GiB"
        raise typer.BadParameter(message)
    return taken


def verify(  # noqa: PLR0913  one parameter an option
    spec: Spec,
    *,
    form: Format = "table",
    changes: Changes = CHANGES,
    seed: Annotated[int, typer.Option("--seed", min=0, help="What weights and inputs are drawn from.")] = 0,
    batch: Annotated[int, typer.Option("--batch", min=1, max=10**6, help="Inputs in the batch.")] = 2,
    samples: Annotated[int, typer.Option("--samples", min=1, max=1000, help="Directions for a large array.")] = 1,
    dtype: Annotated[Precision, typer.Option("--dtype", help="What to compute in.")] = Precision.FLOAT64,
    init: Annotated[Start, typer.Option("--init", help="How weights are drawn.")] = Start.HE,
    limit: Annotated[
        int | None,
        typer.Option("--limit", parser=_bytes, metavar="MEMORY", help="Memory to take at most; else, what is free."),
    ] = None,
) -> None:
    """Run the network in NumPy, forward and backward, and hold every array and gradient against the calculator.

    \b
    Examples:
      netcalc verify lenet5
      netcalc verify net.yaml --input 64x64x3 --batch 4 --format json
    """  # noqa: D301
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # more wait for each other on a busy machine
    from netcalc.reference.verify.how import How

    how = How(seed=seed, batch=batch, samples=samples, dtype=dtype.value, init=init.value, limit=limit)
    raise typer.Exit(0 if _verified(spec, changes, how, form) else show.WRONG)


def _verified(spec: str, changes: Changes, how: "How", form: str) -> bool:
    from netcalc.reference.kinds.norm.batch import TooFew
    from netcalc.reference.verify.verify import verify as run
    from netcalc.render.pages.reference.verification import page

    network = changes.load(spec)
    _affordable(network, how)
    try:
        with _progress() as told:
            found = run(network, how, told)
    except TooFew as error:
        raise typer.BadParameter(str(error), param_hint="--batch") from None
    except MemoryError:
        raise SpecError([Problem(code=LIMIT_EXCEEDED, message="the memory ran out", hint=SMALLER)]) from None
    show.document(page(found), form)
    return found.passed


def _affordable(network: "Network", how: "How") -> None:
    """Refuse, before it starts, a network that is not valid or would take more memory than there is."""
    from netcalc.calculator.calculator import calculate
    from netcalc.reference.verify.budget import affordable, available, needed
    from netcalc.render.values import size

    report = calculate(network)
    if not report.valid:
        raise SpecError(report.problems)
    show.problems(report.problems)
    wanted = needed(report, how.batch, how.dtype)
    if not affordable(wanted, how.limit):
        free = how.limit if how.limit is not None else available() or 0
        message = f"verifying this takes about {size(wanted)} of memory, and {size(free)} may be taken"
        raise SpecError([Problem(code=LIMIT_EXCEEDED, message=message, hint=SMALLER)])


def _said_once(done: int, total: int) -> None:
    """Say at the start how much there is to do, where that is much."""
    if done == 0 and total >= LONG:
        from netcalc.render.values import rounded

        show.text(f"verifying takes a while: about {rounded(total)} multiplications for each input\n", error=True)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """Show how far it is, on a terminal, when it takes longer than a moment; elsewhere say once that it takes long."""
    if not sys.stderr.isatty():
        yield _said_once
        return
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    task, soon = bar.add_task("verifying", total=None), Timer(PATIENCE, bar.start)
    soon.start()
    try:
        yield lambda done, total: bar.update(task, completed=done, total=total)
    finally:
        soon.cancel()
        bar.stop()
