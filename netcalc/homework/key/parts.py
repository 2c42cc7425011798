"""What a question asks of a circuit: the part, which of its numbers, and that number where there is one."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netcalc.circuits import Circuit, GateReport, InputReport
    from netcalc.circuits.values import Known


def is_shape(word: str) -> bool:
    """Say whether a shape is asked for."""
    return word.endswith(".shape")


def part(circuit: "Circuit", name: str) -> "InputReport | GateReport | None":
    """Find an input or a gate by its name."""
    return next((each for each in circuit.parts if each.name == name), None)


def asked(circuit: "Circuit", word: str) -> tuple[str, str]:
    """Give the name of the part that is asked, and what of it: `value`, `gradient`, `local_gradients`."""
    head, _, rest = word.partition(".")
    if head == "value" and not rest:
        return "", "value"
    if head == "gradients":
        return rest, "gradient"
    if head == "gates":
        return rest.rpartition(".")[0], rest.rpartition(".")[2]
    if rest:
        return head, rest
    is_gradient = part(circuit, head) is None and head.startswith("d")
    return (head[1:], "gradient") if is_gradient else (head, "value")


def found(circuit: "Circuit", word: str) -> "Known":
    """Give what is asked for; None where there is no such thing."""
    head, _, rest = word.partition(".")
    if head == "value" and not rest:
        return circuit.value
    if is_shape(word):
        of = part(circuit, head) or part(circuit, head.removeprefix("d"))
        return None if of is None else of.shape or (1,)
    return of_part(circuit, *asked(circuit, word))


def of_part(circuit: "Circuit", name: str, what: str) -> "Known":
    """Give a number of a part, or of a stage; None where there is none."""
    stage = next((each for each in circuit.stages if each.name == name), None)
    of = part(circuit, name)
    if what == "local_gradients":
        local: Known = getattr(of, what, None)
        whole = isinstance(local, tuple) and all(each is not None for each in local)
        return local if local and whole else None
    made: Known = getattr(of or stage, what, None)
    return made
