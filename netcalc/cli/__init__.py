"""The commands: thin, each in a module of its own; they read, compute and show."""

import sys
from importlib import import_module
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from netcalc.cli.answering import answering
from netcalc.cli.groups import spread
from netcalc.problems import LIMIT_EXCEEDED, Problem, SpecError
from netcalc.version import __version__

COMMANDS: Final = (
    "summary", "check", "compare", "explain", "ask", "verify", "gradcheck", "circuit", "train", "search", "draw",
    "slide", "field", "convert", "why",
    "grade",
    "variant", "quiz",
    "handout", "solve", "export",
    "page", "specs", "kinds", "codes", "mistakes", "schema", "help",
)  # fmt: skip


class Commands(TyperGroup):
    """The commands, each loaded when it is wanted; what a user got wrong is shown, never as a traceback."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Name the commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Load a command."""
        if cmd_name not in COMMANDS:
            from netcalc.cli.typed.meant import instead

            ctx.fail(instead(cmd_name, COMMANDS))
        single = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
        module = import_module(f"netcalc.cli.{cmd_name}")
        settings = {**SETTINGS, **getattr(module, "SETTINGS", {})}
        command = answering(spread(getattr(module, cmd_name)), getattr(module, "REFUSED", {}))
        single.command(cmd_name, context_settings=settings)(command)
        return typer.main.get_command(single)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; its exit status says whether the input could be read and whether it is right."""
        try:
            return super().invoke(ctx)
        except SpecError as error:
            self._stop(ctx, error)
        except (RecursionError, MemoryError):
            message = "this is larger than this machine can work out"
            self._stop(ctx, SpecError([Problem(code=LIMIT_EXCEEDED, message=message)]))
        except Exception as error:
            fault = _blamed(error)
            if fault is None:
                raise
            self._stop(ctx, fault)

    def _stop(self, ctx: Any, error: SpecError) -> None:
        """Show what is wrong, and end with the status that says so."""
        from netcalc.cli.show import problems, status

        problems(error.problems)
        ctx.exit(status(error))


def _blamed(error: Exception) -> SpecError | None:
    """Say whose fault it is, where kinds of installed packages were loaded."""
    if "netcalc.layers.installed" not in sys.modules:
        return None
    from netcalc.cli.blamed import blamed

    return blamed(error)


SETTINGS: Final = {"help_option_names": ["-h", "--help"]}
app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings=SETTINGS,
)


def _version(wanted: bool) -> None:  # noqa: FBT001  typer calls it so
    if wanted:
        typer.echo(f"netcalc {__version__}")
        raise typer.Exit


@app.callback()
def netcalc(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Calculate neural network architectures: volumes, neurons, weights, multiplications, with their arithmetic.

    SPEC is a YAML file, `-` for standard input, or the name of a bundled spec (`netcalc specs` lists them).

    \b
    Examples:
      netcalc summary lenet5
      netcalc explain lenet5 conv1
      netcalc help summary
    """  # noqa: D301  click's mark for lines that stay as they are
