"""What the families of Hugging Face's models are made of: embeddings, blocks of attention, heads."""

from collections.abc import Mapping
from typing import Any, Final

from netcalc.files.damaged import Damaged
from netcalc.models.draft import Draft
from netcalc.models.entry import Path
from netcalc.models.given import Given
from netcalc.models.operators import words
from netcalc.volume import Volume

FUNCTIONS: Final = {"gelu_new": "gelu", "gelu_pytorch_tanh": "gelu", "gelu_fast": "gelu", "quick_gelu": "silu"}
MOST_BLOCKS: Final = 2_000
MOST: Final = 10**9


def _whole(name: str, found: object) -> int:
    if type(found) is not int or not 0 < found <= MOST:
        message = f"does not say `{name}`, a number from 1 up"
        raise Damaged(message)
    return found


class Config:
    """A configuration: numbers by the names that families have for them."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        """Keep the words."""
        self.words = words
        self.kind = str(words.get("model_type"))

    def number(self, *names: str, default: int | None = None) -> int:
        """Give the first number that stands there; Damaged where none does."""
        found = next((self.words[name] for name in names if self.words.get(name) is not None), default)
        return _whole(names[0], found[0] if isinstance(found, list) and found else found)

    def sides(self, name: str, *, default: int) -> tuple[int, int]:
        """Give how wide and how high something is: one number, or a list that says the height first."""
        found = self.words.get(name)
        pair = found if isinstance(found, list) and len(found) == 2 else [self.number(name, default=default)] * 2
        return _whole(name, pair[1]), _whole(name, pair[0])

    def says(self, name: str, *, default: bool) -> bool:
        """Give a truth."""
        found = self.words.get(name)
        return default if found is None else bool(found)

    @property
    def blocks(self) -> range:
        """The blocks, numbered."""
        count = self.number("num_hidden_layers", "n_layer", "n_layers")
        if count > MOST_BLOCKS:
            message = f"has more blocks than netcalc follows ({MOST_BLOCKS:,})"
            raise Damaged(message)
        return range(count)

    @property
    def head(self) -> str:
        """What stands on top, by the name of the class: `ForMaskedLM`, `Model`."""
        listed = self.words.get("architectures")
        name = str(listed[0]) if isinstance(listed, list) and listed else "Model"
        found = name.find("For")
        words = name.endswith("LMHeadModel") or self.double
        return name[found:] if found >= 0 else "LMHeadModel" if words else "Model"

    @property
    def double(self) -> bool:
        """Say whether there are two heads, for words and for a choice."""
        return "DoubleHeadsModel" in str(self.words.get("architectures"))

    @property
    def labels(self) -> int:
        """How many classes there are: two where nothing is said."""
        named = self.words.get("id2label")
        return len(named) if isinstance(named, dict) and named else self.number("num_labels", default=2)

    @property
    def function(self) -> str:
        """The function of a block, as a kind of ours."""
        name = str(self.words.get("hidden_act") or self.words.get("activation_function") or
                   self.words.get("activation") or "gelu")  # fmt: skip
        kind = FUNCTIONS.get(name) or words("keras").get(name)
        if kind is None:
            message = f"names a function that netcalc does not know: {name[:40]}"
            raise Damaged(message)
        return kind


class Build:
    """A model being built layer after layer."""

    def __init__(self, draft: Draft, config: Config, deep: int) -> None:
        """Start at the input; `deep` is how many values a position has."""
        self.draft, self.config, self.deep = draft, config, deep
        self.last = -1

    def add(self, path: str, kind: str, fields: Mapping[str, Any] | None = None, *reads: int) -> int:
        """Add a layer on the last, or on others, under a path with dots."""
        found = tuple(path.split("."))
        self.draft.at = path
        self.last = self.draft.add(kind, fields or {}, reads or [self.last], found, (path,))
        return self.last

    def fc(self, path: str, units: int, *, bias: bool = True) -> int:
        """Add a layer that works at every position."""
        return self.add(path, "fc", {"units": units, **self.flat(), **({} if bias else {"bias": False})})

    def flat(self) -> dict[str, bool]:
        """Say that a layer keeps the positions, where there are any."""
        return {"flatten": False} if self.draft.volume(self.last).spatial else {}

    def shifted(self, path: str, rows: int, first: int, deep: int | None = None) -> int:
        """Add the first rows of a table that is learned."""
        before, deep = self.last, deep or self.deep
        table = self.add_table(path, rows, deep)
        part = table if first == rows else self.add(f"{path}_read", "slice", {"axis": 0, "stop": first}, table)
        return self.add(f"{path}_added", "add", {}, before, part)

    def add_table(self, path: str, rows: int, deep: int) -> int:
        """Add an array that is learned."""
        return self.draft.add("learned", {"shape": str(Volume((rows, deep)))}, [], _path(path), (path,))

    def tied(self, path: str, owner: str, units: int, *, bias: bool = False) -> int:
        """Add a layer that uses the table of an embedding, turned round."""
        held = (owner, *([f"{path}.bias"] if bias else []))
        fields = {"units": units, **self.flat(), **({} if bias else {"bias": False})}
        self.last = self.draft.add("fc", fields, [self.last], _path(path), held)
        return self.last

    def first(self, path: str) -> int:
        """Take the first position alone."""
        self.add(f"{path}_first", "slice", {"axis": 0, "stop": 1})
        return self.add(f"{path}_flat", "flatten")


def _path(path: str) -> Path:
    return tuple(path.split("."))


def positions(given: Given) -> tuple[Draft, int]:
    """Start a model that reads whole numbers: as many as the user says, else two, which nobody sees."""
    if given.input is None:
        return Draft({"input": Volume((2, 1))}), 2
    volume = given.volume("", "")
    if len(volume) > 2 or (len(volume) == 2 and volume.depth != 1):
        message = f"reads whole numbers, T of them: `--input {volume[0]}`, not {volume}"
        raise Damaged(message)
    return Draft({"input": Volume((volume[0], 1))}), volume[0]
