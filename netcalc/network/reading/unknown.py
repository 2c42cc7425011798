"""A word that is no kind of layer: what was probably meant by it."""

from collections.abc import Collection, Mapping

from netcalc.network.composition import FORMS, form_of
from netcalc.network.items import NotUnderstood, written_name
from netcalc.problems import UNKNOWN_LAYER, Problem
from netcalc.text.brief import brief
from netcalc.text.encoder import parts
from netcalc.text.mended import layer
from netcalc.text.words import also, kind_hint, kind_of, meant_kind


def unknown_kind(word: str, written: object, known: Collection[str]) -> tuple[Problem, NotUnderstood]:
    """Say that there is no such kind, and what stands in its place; `written` is what stands behind the word."""
    meant = meant_kind(word[:80], known)
    kind = kind_of(meant or "")
    fields = meant and kind in FORMS and isinstance(written, Mapping) and len(written)
    whole = layer(str(meant), written, form_of(kind).ours()) if fields else None
    whole = (whole + also(word, kind)) if whole else parts(word, written)
    message = f"there is no layer kind `{brief(word)}`"
    problem = Problem(code=UNKNOWN_LAYER, message=message, hint=whole or kind_hint(word, meant), path=(word,))
    return problem, NotUnderstood(kind, written_name(written))
