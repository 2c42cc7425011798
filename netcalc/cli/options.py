"""Arguments and options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple, TypeAlias

import typer

from netcalc.render.formats import FORMATS

if TYPE_CHECKING:
    from netcalc.network.network import Network
    from netcalc.report.report import Report

DOCUMENTS: Final = tuple(FORMATS)
PHASES: Final = ("TRAIN", "TEST")


def complete_spec(incomplete: str) -> list[str]:
    """Offer the bundled specs, and the files that begin so."""
    from netcalc.network.bundle import bundled

    folder = Path(incomplete).parent if "/" in incomplete else Path()
    files = (str(path) for end in ("yaml", "yml") for path in folder.glob(f"*.{end}"))
    return sorted(name for name in (*bundled(), *files) if name.startswith(incomplete))


def complete_layer(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the layers of the spec that was given."""
    return [name for name in _names(ctx) if name.startswith(incomplete)]


def complete_query(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer what can be asked of the spec that was given."""
    from netcalc.report.query import LAYER_WORDS, NETWORK_WORDS

    of_layers = (f"{name}.{word}" for name in _names(ctx) for word in LAYER_WORDS)
    return [query for query in (*NETWORK_WORDS, *of_layers) if query.startswith(incomplete)]


def _names(ctx: typer.Context) -> list[str]:
    from netcalc.network.bundle import load
    from netcalc.problems import SpecError

    try:
        return [node.name for node in load(ctx.params.get("spec") or "").graph.nodes]
    except SpecError:
        return []


def _volume(text: str) -> str:
    """Check `64x64x3`, or, of several inputs, `left=64x64x3`."""
    from netcalc.volume import checked, parse_volume

    name, named, volume = text.rpartition("=")
    try:
        return f"{name.strip()}{named}{checked(parse_volume(volume))}"
    except ValueError as error:
        message = f"{volume} is not a volume such as 32x32x3: {error}"
        raise typer.BadParameter(message) from None


def format_option(*forms: str) -> Any:
    """Make the option `--format`: of a document all its forms, or those that are named."""
    known = forms or DOCUMENTS

    def chosen(text: str) -> str:
        if text not in known:
            message = f"{text[:40]!r} is not one of {', '.join(map(repr, known))}"
            raise typer.BadParameter(message)
        return text

    def offered(incomplete: str) -> list[str]:
        return [form for form in known if form.startswith(incomplete)]

    return typer.Option(
        "--format", help=f"How to write it: {', '.join(known)}.", parser=chosen, metavar="FORM", autocompletion=offered
    )


Advice: TypeAlias = Annotated[
    bool, typer.Option("--advice", help="Show what the lecture advises against; it fails nothing.")
]
Spec: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="SPEC",
        help="A YAML file, another tool's model file, `-` for standard input, or a bundled spec's name.",
        autocompletion=complete_spec,
        show_default=False,
    ),
]
Format: TypeAlias = Annotated[str, format_option()]
Input: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--input",
        help="Another input volume, such as 256x256x3; of several inputs, left=64x64x3, once for each.",
        parser=_volume,
        metavar="VOLUME",
    ),
]
Batch: TypeAlias = Annotated[int, typer.Option("--batch", min=1, max=10**9, help="Inputs in a batch.")]


class Dtype(StrEnum):
    """The types a number can be stored in."""

    FLOAT64 = "float64"
    FLOAT32 = "float32"
    FLOAT16 = "float16"
    BFLOAT16 = "bfloat16"
    MIXED = "mixed"
    INT8 = "int8"


class Optimizer(StrEnum):
    """The optimizers whose memory is known."""

    SGD = "sgd"
    MOMENTUM = "momentum"
    ADAM = "adam"
    ADAMW = "adamw"


def _one_of(kinds: type[Dtype] | type[Optimizer], name: str, about: str) -> Any:
    """Make an option that takes one of a few words, in other tools' words too: `bf16`, `Adam`."""

    def chosen(text: str) -> StrEnum:
        from netcalc.text.words import meant_value

        meant = meant_value(text, list(kinds))
        if meant is None:
            message = f"{text[:40]!r} is not one of {', '.join(map(repr, map(str, kinds)))}"
            raise typer.BadParameter(message)
        return kinds(meant)

    def offered(incomplete: str) -> list[str]:
        return [kind for kind in kinds if kind.startswith(incomplete)]

    return typer.Option(name, help=about, parser=chosen, metavar=f"[{'|'.join(kinds)}]", autocompletion=offered)


Stored: TypeAlias = Annotated[Dtype, _one_of(Dtype, "--dtype", "What a number is stored in.")]
Trainer: TypeAlias = Annotated[Optimizer, _one_of(Optimizer, "--optimizer", "What training keeps for each parameter.")]


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
            from netcalc.cli.settings import load_set

            return load_set(spec, self.phase, overrides(self.given), self.settings)
        from netcalc.network.bundle import load

        return load(spec, phase=self.phase, **overrides(self.given))


class Counted(NamedTuple):
    """What takes the place of a spec's own fields, and what its memory is counted for."""

    given: Input = None
    settings: Settings = None
    batch: Batch = 1
    dtype: Stored = Dtype.FLOAT32
    optimizer: Trainer = Optimizer.SGD
    phase: Phase = PHASES[-1]

    def load(self, spec: str) -> "Network":
        """Load a spec so changed."""
        if self.settings:
            from netcalc.cli.settings import load_counted

            return load_counted(spec, self.phase, overrides(self.given), self.settings)
        return Changes(self.given, None, self.phase).load(spec)

    def batch_of(self, network: "Network") -> int:
        """Give the batch: the one that is set, else that of `--batch`."""
        if not self.settings:
            return self.batch
        from netcalc.cli.settings import batch_set

        return batch_set(self.settings, network) or self.batch

    def report(self, network: "Network", tool: str | None = None) -> "Report":
        """Work a network out, with its memory; as a tool counts, where one is named."""
        if tool is not None:
            return self._like(network, tool)
        from netcalc.calculator.calculator import calculate

        return calculate(network, batch=self.batch_of(network), dtype=self.dtype.value, optimizer=self.optimizer.value)

    def _like(self, network: "Network", tool: str) -> "Report":
        from netcalc.conventions.counting import like
        from netcalc.conventions.tools import TOOLS

        return like(
            network, TOOLS[tool], batch=self.batch_of(network), dtype=self.dtype.value, optimizer=self.optimizer.value
        )


def _tool(text: str) -> str:
    """Check the name of a tool whose conventions are known."""
    from netcalc.conventions.tools import TOOLS
    from netcalc.text.words import name_hint

    name = text.lower()
    if name not in TOOLS:
        message = f"{text[:40]!r} is no tool whose conventions are known ({', '.join(TOOLS)}). {name_hint(name, TOOLS)}"
        raise typer.BadParameter(message.strip())
    return name


def complete_tool(incomplete: str) -> list[str]:
    """Offer the tools whose conventions are known."""
    from netcalc.conventions.tools import TOOLS

    return [name for name in TOOLS if name.startswith(incomplete)]


Like: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--like",
        help="Count as another tool does: torchinfo, thop, fvcore ...",
        parser=_tool,
        metavar="TOOL",
        autocompletion=complete_tool,
    ),
]


CHANGES: Final = Changes()
COUNTED: Final = Counted()
