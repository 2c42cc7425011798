"""What takes the place of a spec's own fields: `--input`, `--set` and `--phase`, as one parameter of a command."""

from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple, TypeAlias

import typer

if TYPE_CHECKING:
    from netcalc.network.network import Network

PHASES: Final = ("TRAIN", "TEST")


def _volume(text: str) -> str:
    """Check `64x64x3`, or, of several inputs, `left=64x64x3`."""
    from netcalc.volume import checked, parse_volume

    name, named, volume = text.rpartition("=")
    try:
        return f"{name.strip()}{named}{checked(parse_volume(volume))}"
    except ValueError as error:
        message = f"{volume} is not a volume such as 32x32x3: {error}"
        raise typer.BadParameter(message) from None


Input: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--input",
        help="Another input volume, such as 256x256x3; of several inputs, left=64x64x3, once for each.",
        parser=_volume,
        metavar="VOLUME",
    ),
]


def _setting(text: str) -> str:
    from netcalc.text.typed import setting

    try:
        setting(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    return text


Settings: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        help="Another value for a var of the spec, width=32, a layer's field, conv1.stride=2, input or batch.",
        parser=_setting,
        metavar="NAME=VALUE",
    ),
]


def _phase(text: str) -> str:
    """Check the phase of a Caffe network."""
    if text.upper() not in PHASES:
        message = f"{text[:40]!r} is neither TRAIN nor TEST"
        raise typer.BadParameter(message)
    return text.upper()


Phase: TypeAlias = Annotated[
    str,
    typer.Option("--phase", help="Which layers of a Caffe prototxt: TRAIN or TEST.", parser=_phase, metavar="PHASE"),
]


def overrides(given: list[str] | None) -> dict[str, Any]:
    """Give what takes the place of the spec's own inputs."""
    inputs = [text.rpartition("=") for text in given or ()]
    alone = [volume for _, named, volume in inputs if not named]
    several = {name: volume for name, named, volume in inputs if named}
    return {**({"input": alone[-1]} if alone else {}), **({"inputs": several} if several else {})}


class Changes(NamedTuple):
    """What takes the place of a spec's own fields."""

    given: Input = None
    settings: Settings = None
    phase: Phase = PHASES[-1]

    def load(self, spec: str) -> "Network":
        """Load a spec so changed."""
        if self.settings:
            from netcalc.cli.options.settings import load_set

            return load_set(spec, self.phase, overrides(self.given), self.settings)
        from netcalc.network.bundle import load

        return load(spec, phase=self.phase, **overrides(self.given))


CHANGES: Final = Changes()
