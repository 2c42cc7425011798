"""A word that is no kind of layer: what was probably meant by it."""

from collections.abc import Collection, Mapping

from netcalc.network.composition import FORMS, form_of
from netcalc.network.items import NotUnderstood, written_name
from netcalc.problems import UNKNOWN_LAYER, Problem, SpecError
from netcalc.text.brief import brief
from netcalc.text.meanings.encoder import parts
from netcalc.text.meanings.fields import PLACES
from netcalc.text.meanings.kinds import MEANT
from netcalc.text.meanings.mended import layer
from netcalc.text.templates.template import mentioned
from netcalc.text.words import also, kind_hint, kind_of, meant_kind, squeezed


def unknown_kind(word: str, written: object, known: Collection[str]) -> tuple[Problem, NotUnderstood]:
    """Say that there is no such kind, and what stands in its place; `written` is what stands behind the word."""
    meant = meant_kind(word[:80], known)
    kind = kind_of(meant or "")
    whole = (
        layer(str(meant), written, form_of(kind).ours()) if kind in FORMS and _goes_on(word, kind, written) else None
    )
    whole = (whole + also(word, kind)) if whole else parts(word, written)
    message = f"there is no layer kind `{brief(word)}`"
    problem = Problem(code=UNKNOWN_LAYER, message=message, hint=whole or kind_hint(word, meant), path=(word,))
    return problem, NotUnderstood(kind, written_name(written))


def _goes_on(word: str, kind: str, written: object) -> bool:
    """Say whether what stands behind the word may stand behind the kind that was meant: fields, or its main one."""
    if isinstance(written, Mapping):
        return len(written) > 0
    form = form_of(kind)
    if squeezed(word) not in MEANT or form.main is None or form.main in PLACES:  # other tools count a batch
        return False
    try:
        form.read({form.main: written})
    except SpecError:
        return mentioned(written) != frozenset()
    return True
