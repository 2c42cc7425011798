"""`netcalc gradcheck`: a student's layer, which is run, against the reference and finite differences."""

import importlib.util
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from netcalc.cli import show
from netcalc.cli.options import Format
from netcalc.problems import UNREADABLE, Problem, Unreadable

KINDS: Final = (
    "affine", "fc", "conv", "max_pool", "pool", "avg_pool", "batchnorm", "spatial_batchnorm", "layernorm",
    "groupnorm", "spatial_groupnorm", "dropout", "relu", "leaky_relu", "elu", "sigmoid", "tanh", "silu", "softplus",
    "mish", "selu", "relu6", "hard_tanh", "hard_sigmoid", "hard_swish", "exp", "abs", "square", "gelu", "affine_relu",
    "conv_relu", "conv_relu_pool", "conv_batchnorm_relu", "affine_batchnorm_relu", "svm_loss", "softmax_loss",
    "svm_loss_of_weights", "softmax_loss_of_weights",
)  # fmt: skip


def gradcheck(
    functions: Annotated[
        str,
        typer.Argument(
            metavar="FILE.py:FORWARD,BACKWARD", help="A file, and the two functions in it.", show_default=False
        ),
    ],
    *,
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            help=f"What they compute: {', '.join(KINDS)}.",
            show_default=False,
        ),
    ],
    form: Format = "table",
    seed: Annotated[int, typer.Option("--seed", min=0, help="What inputs are drawn from.")] = 0,
) -> None:
    """Check a layer in the form of the course's assignments. THIS RUNS THE CODE IN THE FILE.

    \b
    Examples:
      netcalc gradcheck layers.py:conv_forward,conv_backward --kind conv
      netcalc gradcheck layers.py:relu_forward,relu_backward --kind relu --format json
    """  # noqa: D301
    from netcalc.reference import check_layer
    from netcalc.render.pages import student

    forward, backward = _functions(functions)
    try:
        verdict = check_layer(forward, backward, kind, seed=seed)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--kind") from None
    show.document(student.page(verdict), form)
    raise typer.Exit(0 if verdict.passed else show.WRONG)


def _functions(written: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Run the file and take the two functions from it; Unreadable where that cannot be."""
    path, _, names = written.rpartition(":")
    found = [name.strip() for name in names.split(",")]
    if not path or len(found) != 2:
        message = f"{written[:200]} is not of the form FILE.py:FORWARD,BACKWARD"
        raise typer.BadParameter(message)
    held = _ran(Path(path))
    missing = [name for name in found if not callable(held.get(name))]
    if missing:
        message = f"{path} has no function {' and no function '.join(missing)}"
        raise _unreadable(message)
    return held[found[0]], held[found[1]]


def _ran(path: Path) -> dict[str, Any]:
    spec = importlib.util.spec_from_file_location("student_layers", path)
    if spec is None or spec.loader is None or not path.is_file():
        message = f"there is no Python file {path}"
        raise _unreadable(message)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    sys.path.insert(0, str(path.parent))
    try:
        with redirect_stdout(sys.stderr):
            spec.loader.exec_module(module)
    except (Exception, SystemExit) as broken:  # noqa: BLE001  a student's code may raise anything
        message = f"{path} broke off: {type(broken).__name__}: {broken}"
        raise _unreadable(message) from None
    return vars(module)


def _unreadable(message: str) -> Unreadable:
    return Unreadable([Problem(code=UNREADABLE, message=message)])
