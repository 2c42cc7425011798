"""Literals of JavaScript read as data: objects, lists, strings, numbers and their arithmetic; nothing is run."""

import re
from typing import Any, Final

from netcalc.files.damaged import Damaged

TOKEN: Final = re.compile(
    r"""\s+|//[^\n]*|/\*.*?\*/|(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<word>[A-Za-z_$][\w$]*)"""
    r"""|"(?P<double>(?:[^"\\\n]|\\.)*)"|'(?P<single>(?:[^'\\\n]|\\.)*)'|(?P<sign>[{}\[\]:,()*+/-])""",
    re.DOTALL,
)
WORDS: Final = {"true": True, "false": False, "null": None, "undefined": None}
DEEPEST: Final = 60
MOST_WORDS: Final = 1_000_000


class Reader:
    """The tokens of a text from a place on, and what they say."""

    def __init__(self, text: str, start: int = 0) -> None:
        """Take the first said."""
        self.text, self.at = text, start
        self.depth, self.left = 0, MOST_WORDS
        self.kind, self.said = "", ""
        self.step()

    def step(self) -> None:
        """Go to the next said; Damaged where the text says more than is read."""
        self.left -= 1
        if self.left < 0:
            message = f"says more than netcalc reads of JavaScript ({MOST_WORDS:,} words and signs)"
            raise Damaged(message)
        while self.at < len(self.text):
            met = TOKEN.match(self.text, self.at)
            if met is None:  # what a value may end before, and none may begin with
                self.kind, self.said = "other", self.text[self.at]
                return
            self.at = met.end()
            if met.lastgroup:
                self.kind, self.said = met.lastgroup, met[met.lastgroup]
                return
        self.kind, self.said = "end", ""

    def fault(self) -> Damaged:
        """Say where the text is no literal."""
        line = self.text.count("\n", 0, min(self.at, len(self.text))) + 1
        return Damaged(f"is not what netcalc reads of JavaScript, at line {line}: literals and their arithmetic")

    def take(self, sign: str) -> bool:
        """Go past a sign, if it stands here."""
        if self.kind == "sign" and self.said == sign:
            self.step()
            return True
        return False

    def value(self) -> Any:
        """Read a value: products and sums of what stands between the signs."""
        made = self.factor()
        while self.kind == "sign" and self.said in "+-":
            sign = 1 if self.said == "+" else -1
            self.step()
            made = made + sign * self.factor()
        return made

    def factor(self) -> Any:
        """Read a product."""
        made = self.single()
        while self.kind == "sign" and self.said in "*/":
            times = self.said == "*"
            self.step()
            other = self.single()
            if isinstance(made, str) or isinstance(other, str):
                raise self.fault()
            made = made * other if times else made / other
        return made

    def single(self) -> Any:
        """Read one thing: a number, a string, a word, a list, an object."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fault()
        made = self._single()
        self.depth -= 1
        return made

    def _single(self) -> Any:
        kind, said = self.kind, self.said
        if self.take("{"):
            return self._object()
        if self.take("["):
            return self._list()
        if self.take("("):
            made = self.value()
            return made if self.take(")") else self._stop()
        if self.take("-"):
            return -self.single()
        if (kind == "word" and said not in WORDS) or kind in ("sign", "end", "other"):
            raise self.fault()
        self.step()
        if kind == "number":
            return int(said) if said.isdecimal() and len(said) < 40 else float(said)
        return WORDS[said] if kind == "word" else said

    def _stop(self) -> Any:
        raise self.fault()

    def _list(self) -> list[Any]:
        made: list[Any] = []
        while not self.take("]"):
            made.append(self.value())
            if not self.take(",") and not (self.kind == "sign" and self.said == "]"):
                raise self.fault()
        return made

    def _object(self) -> dict[str, Any]:
        made: dict[str, Any] = {}
        while not self.take("}"):
            name = self.said
            self.step()
            if not self.take(":"):
                raise self.fault()
            made[name] = self.value()
            if not self.take(",") and not (self.kind == "sign" and self.said == "}"):
                raise self.fault()
        return made
