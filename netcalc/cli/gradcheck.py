"""`netcalc gradcheck`: a student's layers, which are run, against the reference and finite differences."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from netcalc.cli import show
from netcalc.cli.options import Format
from netcalc.problems import unreadable

if TYPE_CHECKING:
    from netcalc.reference.student.verdict import FileVerdict

KINDS: Final = (
    "affine", "fc", "conv", "max_pool", "pool", "avg_pool", "batchnorm", "spatial_batchnorm", "layernorm",
    "groupnorm", "spatial_groupnorm", "dropout", "relu", "leaky_relu", "elu", "sigmoid", "tanh", "silu", "softplus",
    "mish", "selu", "relu6", "hard_tanh", "hard_sigmoid", "hard_swish", "exp", "abs", "square", "gelu", "affine_relu",
    "conv_relu", "conv_relu_pool", "conv_batchnorm_relu", "affine_batchnorm_relu", "svm_loss", "softmax_loss",
    "svm_loss_of_weights", "softmax_loss_of_weights", "two_layer_net", "fully_connected_net", "three_layer_conv_net",
)  # fmt: skip


def _kind(text: str) -> str:
    if text not in KINDS:
        from netcalc.reference.student.naming import kind_of
        from netcalc.text.nearness import slipped

        near = slipped(text, KINDS) or kind_of(text)
        hint = f"did you mean `{near}`?" if near else f"there are {', '.join(KINDS)}"
        message = f"{text[:40]} has no form in the course's assignments: {hint}"
        raise typer.BadParameter(message)
    return text


def gradcheck(
    functions: Annotated[
        str,
        typer.Argument(
            metavar="FILE.py[:FORWARD,BACKWARD]",
            help="A file, or a notebook; two functions in it, one of them, a class: else all that are found.",
            show_default=False,
        ),
    ],
    *,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            parser=_kind,
            metavar="KIND",
            help=f"What they compute, where their names do not say it: {', '.join(KINDS)}.",
            show_default=False,
        ),
    ] = None,
    form: Format = "table",
    seed: Annotated[int, typer.Option("--seed", min=0, help="What inputs are drawn from.")] = 0,
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="How long a function may take.")] = 30.0,
) -> None:
    """Check layers, losses and nets in the form of the course's assignments. THIS RUNS THE CODE IN THE FILE.

    \b
    Examples:
      netcalc gradcheck layers.py
      netcalc gradcheck layers.py:relu_forward,relu_backward
      netcalc gradcheck assignment1.ipynb
      netcalc gradcheck mine.py:f,b --kind conv --format json
    """  # noqa: D301
    from netcalc.render.pages.reference import assignment, student

    file, only = _asked(functions)
    found = _checked(file, only, kind, seed, seconds)
    if len(only) == 2:
        show.document(student.page(found.functions[0], seed), form)
    else:
        show.document(assignment.page(found, seed), form)
    raise typer.Exit(0 if found.passed else show.WRONG)


def _checked(file: str, only: tuple[str, ...], kind: str | None, seed: int, seconds: float) -> "FileVerdict":
    """Check it in a process of its own; Unreadable where there is nothing to check."""
    from netcalc.reference.student.assignment.failing import CannotRun
    from netcalc.reference.student.assignment.watching import Asked, check_apart

    try:
        found = check_apart(Asked(file, only, kind, seed, seconds))
    except CannotRun as error:
        raise unreadable(str(error)) from None
    if not found.functions:
        raise unreadable(_nothing(file, only, kind), "FILE.py:FORWARD,BACKWARD --kind KIND names them")
    return found


def _nothing(file: str, only: tuple[str, ...], kind: str | None) -> str:
    if only:
        return f"{file} has no layer, loss or net called {only[0]}"
    what = f"no {kind}" if kind else "no layer, loss or net whose name says what it computes"
    return f"{file} has {what}"


def _asked(written: str) -> tuple[str, tuple[str, ...]]:
    """Take a file and names apart; a path of Windows has a colon too."""
    file, colon, names = written.rpartition(":")
    if not colon or names.endswith(".py") or "\\" in names or "/" in names:
        return written, ()
    only = tuple(name.strip() for name in names.split(","))
    if not file or len(only) > 2 or not all(name.isidentifier() for name in only):
        message = f"{written[:200]} is not of the form FILE.py:FORWARD,BACKWARD"
        raise typer.BadParameter(message)
    return file, only
