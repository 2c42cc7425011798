"""What is known of a sheet when answers come in: the ids of its questions, by which heads of columns are understood."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

NUMBERED: Final = re.compile(r"(?:q(?:uestion)?|response|answer)?[ ._#]*([0-9]{1,4})", re.IGNORECASE)
BEHIND: Final = re.compile(r"\s*\([0-9]+\)$")  # Canvas puts its own id behind
BEFORE: Final = re.compile(r"^[0-9]+:\s*")  # or before
LEAST_SAME: Final = 12


def bare(text: str) -> str:
    """Write a head or a text so that two that say the same are equal: letters and digits alone.

    >>> bare("How many  parameters?") == bare("how many parameters")
    True
    """
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


@dataclass(frozen=True)
class Known:
    """The ids of the questions in order, their texts, which other names stand for them, which are cells of tables."""

    texts: Mapping[str, str] = field(default_factory=dict)
    maps: Mapping[str, str] = field(default_factory=dict)
    cells: frozenset[str] = frozenset()

    @cached_property
    def _by_name(self) -> dict[str, str]:
        named = {bare(text): name for name, text in self.texts.items() if text}
        named |= {bare(name): name for name in self.texts}
        return named | {bare(head): name for head, name in self.maps.items()}

    @cached_property
    def _numbered(self) -> tuple[str, ...]:
        """Give the questions as a sheet numbers them: a table is one, its cells (`rows.conv1.output`) are none."""
        return tuple(name for name in self.texts if name not in self.cells)

    def id_of(self, head: str, *, numbered: bool = False) -> str | None:
        """Give the question that a head means: by its id, its text, a name given to it; by its number where told."""
        if head in self.texts:
            return head
        plain = bare(head)
        for each in (plain, bare(BEHIND.sub("", head)), bare(BEFORE.sub("", head))):
            if each in self._by_name:
                return self._by_name[each]
        number = NUMBERED.fullmatch(head.strip())
        if numbered and number and 1 <= int(number[1]) <= len(self._numbered):
            return self._numbered[int(number[1]) - 1]
        return self._begun(bare(BEFORE.sub("", head)))

    def _begun(self, plain: str) -> str | None:
        """Find the one question whose text begins so: exports cut long texts off."""
        if len(plain) < LEAST_SAME:
            return None
        begun = {
            name
            for text, name in self._by_name.items()
            if text.startswith(plain) or (len(text) >= LEAST_SAME and plain.startswith(text))
        }
        return begun.pop() if len(begun) == 1 else None
