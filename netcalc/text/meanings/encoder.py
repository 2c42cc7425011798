"""A transformer's encoder layer in another tool's words, written in its parts."""

from collections.abc import Mapping
from typing import Any, Final

from netcalc.text.words import squeezed

WORDS: Final = ("transformer", "transformerencoder", "transformerencoderlayer", "transformerblock")
NAMES: Final = {
    "depth": ("dmodel", "embeddim", "hiddensize"),
    "heads": ("nhead", "numheads", "heads"),
    "wide": ("dimfeedforward", "ffdim", "mlpdim", "intermediatesize"),
    "bend": ("activation",),
    "first": ("normfirst", "prenorm"),
}
USUAL: Final = {"depth": 512, "heads": 8, "wide": 2048, "bend": "relu", "first": False}


def parts(word: str, written: object) -> str | None:
    """Write its parts, as PyTorch has them: the norms last, unless `norm_first`; None for another word.

    >>> parts("TransformerEncoderLayer", {"d_model": 64, "nhead": 4, "dim_feedforward": 128})
    ... # doctest: +NORMALIZE_WHITESPACE
    'write its parts: `residual: [attention: 4]`, `layernorm`, `residual: [fc: {units: 128, flatten: false}, relu,
    fc: {units: 64, flatten: false}]`, `layernorm`; the last fc makes the depth that comes in, 64 here'
    """
    if squeezed(word) not in WORDS:
        return None
    given = _given(written if isinstance(written, Mapping) else {})
    depth = given["depth"]
    attention = f"attention: {given['heads']}"
    fully = f"fc: {{units: {given['wide']}, flatten: false}}, {given['bend']}, fc: {{units: {depth}, flatten: false}}"
    if given["first"] is True:
        listed = f"`residual: [layernorm, {attention}]`, `residual: [layernorm, {fully}]`"
    else:
        listed = f"`residual: [{attention}]`, `layernorm`, `residual: [{fully}]`, `layernorm`"
    return f"write its parts: {listed}; the last fc makes the depth that comes in, {depth} here"


def _given(written: Mapping[Any, Any]) -> dict[str, object]:
    """Give each as it was written, or as PyTorch has it."""
    bare = {squeezed(str(word)): value for word, value in written.items()}
    found = {of: next((bare[word] for word in words if word in bare), None) for of, words in NAMES.items()}
    return {of: found[of] if type(found[of]) is type(usual) else usual for of, usual in USUAL.items()}
