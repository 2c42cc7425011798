"""What stands beside a layer's kind, and not inside it: fields on lines that are indented too little, other layers."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from netcalc.layers.written.written import COMMON, WHEN
from netcalc.network.composition import FORMS, form_of
from netcalc.network.reading.frame import Frame
from netcalc.network.written import Block
from netcalc.problems import UNKNOWN_FIELD, Path
from netcalc.text.brief import brief

Blocks: TypeAlias = Mapping[str, Block | None]


def taken_in(item: Mapping[Any, Any], kind: Any, blocks: Blocks, path: Path, frame: Frame) -> Any:
    """Say what stands beside a kind, and give what the kind holds with its fields among it, so that none is missing."""
    others = [key for key in item if key != kind]
    layers = [key for key in others if key in FORMS or key in blocks]
    for other in layers:
        shown = brief(other) if item[other] is None else f"{brief(other)}: {brief(item[other])}"
        _say([other], kind, f"start each layer with `- `: `- {shown}`", path, frame)
    fields = {key: item[key] for key in others if key not in layers}
    if not fields:
        return item[kind]
    inside = ", ".join(f"{brief(key)}: {brief(value)}" for key, value in fields.items())
    written = f"write `{brief(kind)}: {{{'' if item[kind] is None else '..., '}{inside}}}`"
    below = f"indent {'it' if len(fields) == 1 else 'them'} below `{brief(kind)}:`, or "
    hint = written if item[kind] is not None else below + written
    _say(list(fields), kind, hint, path, frame)
    return _together(item[kind], fields, kind, blocks)


def _say(others: list[Any], kind: Any, hint: str, path: Path, frame: Frame) -> None:
    """Say of one or several words where they stand."""
    words = [f"`{brief(other)}`" for other in others]
    listed = f"{', '.join(words[:-1])} and {words[-1]} stand" if len(words) > 1 else f"{words[0]} stands"
    message = f"{listed} beside `{brief(kind)}`: a layer is one kind, its fields inside it"
    frame.wrong(message, (*path, str(others[0])), code=UNKNOWN_FIELD, hint=hint)


def _together(written: Any, fields: Mapping[Any, Any], kind: Any, blocks: Blocks) -> Any:
    """Put what stands beside with what is held, as far as the kind has such fields."""
    block, form = blocks.get(kind), form_of(kind) if kind in FORMS and kind not in blocks else None
    known = {*COMMON, WHEN, *(form.fields() if form else block.args if block else ())}
    if form is not None and form.main is not None and not (written is None or isinstance(written, Mapping)):
        written = {form.main: written}
    if not (written is None or isinstance(written, Mapping)):
        return written
    return {**{key: value for key, value in fields.items() if key in known}, **(written or {})}
