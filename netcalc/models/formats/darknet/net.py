"""The sections of a Darknet network so far, and how the one that is read is taken in."""

from collections.abc import Hashable, Mapping
from typing import Any, Final

from netcalc.models.draft import Draft
from netcalc.models.entry import Path
from netcalc.models.operators import words
from netcalc.problems import UNKNOWN_REFERENCE

SLOPES: Final = {"leaky": 0.1, "relie": 0.01}
VALUED: Final = ("ramp", "loggy", "plse", "lhtan", "stair", "hard_mish", "revleaky", "normalize_channels",
                 "normalize_channels_softmax", "normalize_channels_softmax_maxval")  # fmt: skip


class Net:
    """The sections so far: what each makes, the one being read, and which no section reads."""

    def __init__(self, draft: Draft) -> None:
        """Start at the input."""
        self.draft = draft
        self.made: list[int] = []
        self.read: set[int] = set()
        self.heads: list[int] = []
        self.owners: dict[int, int] = {}  # of sections that have another's arrays
        self.options: Mapping[str, str] = {}
        self.path: Path = ()

    def begin(self, kind: str, options: Mapping[str, str], number: int) -> None:
        """Turn to the next section."""
        self.options, self.path = options, (f"{kind}_{number}",)

    @property
    def before(self) -> int:
        """What the section before made."""
        return self.made[-1] if self.made else -1

    def number(self, name: str, default: int) -> int:
        """Read a whole number among the options."""
        return int(self.options.get(name, default))

    @property
    def image(self) -> int:
        """What the section before made, as a map: of values without places, one pixel."""
        volume = self.draft.volume(self.before)
        return self.before if volume.spatial else self.add("reshape", [self.before], to=f"1x1x{volume.values}")

    def add(self, kind: str, reads: list[int], **fields: Any) -> int:
        """Add a layer of this section."""
        return self.draft.add(kind, fields, reads, self.path)

    def weighed(self, kind: str, read: int, fields: Mapping[str, Any], held: Hashable) -> int:
        """Add a layer with arrays that later sections may use too."""
        return self.draft.add(kind, fields, [read], self.path, (held,))

    def owner(self) -> int:
        """Give the number of the section whose arrays this one has: its own, or that of `share_index`."""
        own = len(self.made)
        shared = self.options.get("share_index")
        place = own if shared is None else int(shared) + (own if int(shared) < 0 else 0)
        if not 0 <= place <= own:
            message = "`share_index` names a section that does not stand before it"
            raise self.draft.fault(message, UNKNOWN_REFERENCE)
        return self.owners.setdefault(own, self.owners.get(place, place))

    def sections(self, name: str) -> list[int]:
        """Give what the sections made that an option names: below 0 counted back from here, else from the first."""
        found = []
        for text in self.options.get(name, "-1").rstrip(",").split(","):
            place = int(text)
            place += len(self.made) if place < 0 else 0
            if not 0 <= place < len(self.made):
                message = f"`{name}` names a section that does not stand before it"
                raise self.draft.fault(message, UNKNOWN_REFERENCE)
            self.read.add(place)
            found.append(self.made[place])
        return found

    def activated(self, made: int, default: str = "logistic") -> int:
        """Add the function that a section ends with."""
        name = self.options.get("activation", default)
        if name == "linear":
            return made
        kind, volume = words("darknet").get(name), self.draft.volume(made)
        if name in VALUED:
            return self.draft.state(f"the function {name}, value by value", volume, [made], self.path)
        if kind is None:
            return self.draft.guessed(f"activation={name[:40]}", volume, [made], self.path)
        return self.add(kind, [made], **({"slope": SLOPES[name]} if name in SLOPES else {}))

    @property
    def norms(self) -> bool:
        """Say whether the section asks for a norm, which has the bias then."""
        return bool(self.number("batch_normalize", 0) or self.number("cbn", 0))

    def normed(self, made: int) -> int:
        """Add the norm that a section asks for."""
        return self.add("batchnorm", [made]) if self.norms else made

    def leaving(self) -> list[int]:
        """Say what leaves: what the heads read, and the last section's."""
        return list(dict.fromkeys([*self.heads, *self.made[-1:]]))
