"""`netcalc convert`: a network written in another tool's form."""

from pathlib import Path
from typing import Annotated, Final

import typer

from netcalc.cli import show
from netcalc.cli.options import CHANGES, Changes, Spec

MEANT: Final = {
    "torch": "pytorch", "py": "pytorch", "tensorflow": "keras", "tf": "keras", "graphviz": "dot", "gv": "dot",
    "mmd": "mermaid", "spec": "yaml",
}  # fmt: skip
PICTURES: Final = ("svg", "png", "pdf", "tex")


def _form(text: str) -> str:
    from netcalc.models.writing import FORMS
    from netcalc.text.nearness import slipped

    if text not in FORMS:
        near = MEANT.get(text.lower()) or slipped(text.lower(), tuple(FORMS))
        hint = f": did you mean {near}?" if near else ""
        hint = f" (netcalc draw makes pictures: -o net.{text.lower()})" if text.lower() in PICTURES else hint
        message = f"{text[:40]!r} is not one of {', '.join(FORMS)}{hint}"
        raise typer.BadParameter(message)
    return text


def convert(
    spec: Spec,
    *,
    to: Annotated[
        str,
        typer.Option("--to", help="The form: yaml, pytorch, keras, onnx, mermaid, dot.", parser=_form, metavar="FORM"),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file; left out, it is written to standard output.", metavar="FILE"),
    ] = None,
    changes: Changes = CHANGES,
) -> None:
    """Write a network, of a spec or of a model file, in another form, as a person would have written it.

    yaml: a spec with blocks for what is alike, repeats for what comes again, and the volumes in remarks. pytorch: a
    program with a class a block and a loop a repeat; keras: one with a function a block, for Keras 3. onnx: a model
    whose arrays have shapes, and no numbers. All have the same volumes and arrays, in the same order; none has weights.
    mermaid, dot: the graph, to be drawn.

    \b
    Examples:
      netcalc convert resnet18.pt2 --to yaml -o resnet18.yaml
      netcalc convert resnet50 --to pytorch
      netcalc convert resnet50 --to onnx -o resnet50.onnx
    """  # noqa: D301
    from netcalc.cli.options.documents import put_content
    from netcalc.models.writing import BINARY, ENDINGS
    from netcalc.models.writing import convert as converted

    endings = {str(form): endings for form, endings in ENDINGS.items()}[to]
    if output is not None and output.suffix.lower() not in endings:
        message = f"{output} does not end in {' or '.join(endings)}"
        raise typer.BadParameter(message, param_hint="-o")
    if output is None and to in BINARY:
        message = f"an {to.upper()} model is no text: say which file, `-o net{endings[0]}`"
        raise typer.BadParameter(message, param_hint="-o")
    if output is not None and output.exists() and Path(spec).exists() and output.samefile(spec):
        message = f"{output} is the file that is read: give another name"
        raise typer.BadParameter(message, param_hint="-o")
    written: str | bytes = converted(changes.load(spec), to)  # type: ignore[call-overload]  # it stands in the list
    if output is not None:
        put_content(written.encode() if isinstance(written, str) else written, output)
    elif isinstance(written, str):
        show.text(written)
