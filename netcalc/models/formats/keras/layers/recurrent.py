"""Recurrent layers: Keras' own and those made of cells, in one direction or both, with the states they end in."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from netcalc.models.formats.keras.call import Call, Makes
from netcalc.models.formats.keras.tensor import Made, Tensor, of_layer
from netcalc.models.operators import words

STATES: Final = {"lstm": 2, "gru": 1, "rnn": 1}
GATES: Final = {"lstm": 4, "gru": 3, "rnn": 1}
CELLS: Final = {"LSTMCell": "lstm", "GRUCell": "gru", "SimpleRNNCell": "rnn"}
OWN: Final = {"lstm": ("tanh", "sigmoid"), "gru": ("tanh", "sigmoid"), "rnn": ("tanh", "")}
Config = Mapping[str, Any]


def recurrent(kind: str) -> Makes:
    """Make a recurrent layer."""

    def made(call: Call) -> Made:
        direction = "backward" if call.get("go_backwards") else "forward"
        found = layer(begun(call), call.config, kind, direction)
        return (found, *ends(call, call.config, kind, found)) if call.get("return_state") else found

    return made


def begun(call: Call) -> Call:
    """Let the states that a layer begins with go into its sequence."""
    if len(call.reads) == 1:
        return call
    first, *others = call.reads
    return call._replace(reads=(call.beside(first, others, "the sequence, and the state to begin with"),))


def layer(call: Call, config: Config, kind: str, direction: str, part: str = "") -> Tensor:
    """Add a recurrent layer; Keras has one bias where PyTorch has two, but for a GRU that resets after."""
    after = kind == "gru" and bool(config.get("reset_after"))
    fields: dict[str, Any] = {"units": config.get("units", config.get("output_dim")), "direction": direction}
    fields["output"] = "all" if config.get("return_sequences") else "last"
    bias = config.get("use_bias", True)
    fields["bias"] = False if not bias else True if after else "one"
    fields |= {"reset": "before"} if kind == "gru" and not after else {}
    fields |= {"activation": "relu"} if kind == "rnn" and config.get("activation") == "relu" else {}
    return call.add(kind, fields, call.reads[:1], part)


def ends(call: Call, config: Config, kind: str, made: Tensor, start: int = 0, place: int = 1) -> list[Tensor]:
    """Give the states in which one direction ends: what leaves last, and an LSTM's memory of as many values.

    `start` is where the direction's values begin, `place` which of the tensors the first state is.
    """
    wanted = [place + at in call.used for at in range(STATES[kind])]
    if not any(wanted):
        return [made] * len(wanted)
    units = int(config.get("units", config.get("output_dim", 1)))
    last = made
    if config.get("return_sequences"):
        last = _part(call, "slice", {"axis": 0, **({"stop": 1} if start else {"start": -1})}, made)
    if last.shape[-1] != units:
        last = _part(call, "slice", {"start": start, "stop": start + units}, last)
    last = last._replace(shape=(units,))
    if not wanted[-1] or kind != "lstm":
        return [last] * len(wanted)
    path = (*call.path[:-1], f"{call.path[-1]}_memory")
    held = call._replace(reads=(made,), path=path, held=(*call.held, "memory", start))
    return [last, held.state("the memory in which an LSTM ends", (units,))]


def _part(call: Call, kind: str, fields: Config, read: Tensor) -> Tensor:
    """Add a part of what a layer made, named after the layer."""
    path = (*call.path[:-1], f"{call.path[-1]}_state")
    return of_layer(call.draft, call.draft.add(kind, fields, [read.number], path), call.order)


def of_cells(call: Call) -> Made:
    """Make a recurrent layer of a cell, or of several one on the other."""
    written = call.config.get("cell")
    cells = _cells(written)
    if not cells or any(each.get("class_name") not in CELLS for each in cells):
        return call.unknown()
    call = begun(call)
    found, states = call.reads[0], list[Tensor]()
    for place, cell in enumerate(cells):
        last = place == len(cells) - 1
        kind, sequences = CELLS[cell["class_name"]], bool(call.get("return_sequences")) or not last
        config = {**cell["config"], "return_sequences": sequences}
        direction = "backward" if call.get("go_backwards") and not place else "forward"
        found = layer(call._replace(reads=(found,)), config, kind, direction, f"{kind} {place}")
        states += ends(call, config, kind, found, 0, 1 + len(states)) if call.get("return_state") else []
    return (found, *states) if states else found


def _cells(written: Any) -> list[Mapping[str, Any]]:
    """List the cells of a layer: one, several, or a stack of several."""
    if isinstance(written, Mapping) and written.get("class_name") == "StackedRNNCells":
        written = written["config"]["cells"]
    every = written if isinstance(written, list) else [written]
    return [each for each in every if isinstance(each, Mapping)]


def bidirectional(call: Call) -> Made:
    """Make a layer in both directions, what they make joined as it is said."""
    call, forward = begun(call), call.config["layer"]
    backward = call.config.get("backward_layer") or forward
    kinds = [words("keras").get(str(each.get("class_name")), "") for each in (forward, backward)]
    mode = call.config.get("merge_mode", "concat")
    if set(kinds) <= set(STATES) and _alike(forward["config"], backward["config"]) and kinds[0] == kinds[1]:
        return _both(call, forward["config"], kinds[0], mode)
    if set(kinds) <= set(STATES):
        return _apart(call, (forward["config"], backward["config"]), kinds, mode)
    return call.unknown()


def _alike(one: Config, other: Config) -> bool:
    names = ("units", "use_bias", "reset_after", "return_sequences", "activation")
    return all(one.get(name) == other.get(name) for name in names)


def _both(call: Call, config: Config, kind: str, mode: Any) -> Made:
    """Add both directions as one layer of ours, and take them apart where they are not put side by side."""
    made = layer(call, config, kind, "both")
    units, states, halves = made.shape[-1] // 2, list[Tensor](), list[Tensor]()
    if mode != "concat":
        halves = [_part(call, "slice", part, made) for part in ({"stop": units}, {"start": units})]
    if config.get("return_state"):
        states = [*ends(call, config, kind, made), *ends(call, config, kind, made, units, 1 + STATES[kind])]
    found = [made] if mode == "concat" else halves if mode is None else [_merged(call, str(mode), halves)]
    return (*found, *states) if len(found) + len(states) > 1 else found[0]


def _apart(call: Call, configs: Sequence[Config], kinds: Sequence[str], mode: Any) -> Made:
    """Add two directions that are unlike as two layers."""
    ways = zip(configs, kinds, ("forward", "backward"), strict=True)
    made = [layer(call, config, kind, way, f"{kind} {way}") for config, kind, way in ways]
    if mode is None:
        return tuple(made)
    return call.add("concat", reads=made) if mode == "concat" else _merged(call, str(mode), made)


def _merged(call: Call, mode: str, halves: Sequence[Tensor]) -> Tensor:
    """Put two directions together value by value."""
    call = call._replace(reads=tuple(halves))
    if mode in ("sum", "mul"):
        return call.add({"sum": "add", "mul": "multiply"}[mode])
    return call.state("the mean of both directions", halves[0].shape)
