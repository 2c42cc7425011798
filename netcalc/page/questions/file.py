"""A file that is opened in the browser: a spec, or another tool's model."""

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from pydantic import StringConstraints

from netcalc.page.questions.asked import MOST_TEXT, Question, Word
from netcalc.page.written import spec_of
from netcalc.problems import LIMIT_EXCEEDED, Problem, SpecError

MOST_LETTERS = 2**26
Letters = Annotated[str, StringConstraints(max_length=MOST_LETTERS, pattern=r"^[A-Za-z0-9+/]*={0,2}$")]


class Opened(Question):
    """A file's name, and its bytes in base64."""

    name: Word
    data: Letters

    def answers(self) -> Iterator[object]:
        """Give the text of the spec that it is; SpecError, which names the file, where it is none."""
        with TemporaryDirectory() as folder:
            path = Path(folder, re.sub(r"[^\w.-]|^\.+", "_", self.name) or "file")
            path.write_bytes(b64decode(self.data + "=" * (-len(self.data) % 4)))
            try:
                text = spec_of(str(path))
            except SpecError as error:
                raise SpecError([self._named(each, str(path)) for each in error.problems]) from None
        if len(text) > MOST_TEXT:
            message = f"{self.name} is a spec of {len(text):,} characters: the page shows {MOST_TEXT:,} at most"
            raise SpecError([Problem(code=LIMIT_EXCEEDED, message=message)])
        yield {"name": self.name, "text": text}

    def _named(self, found: Problem, path: str) -> Problem:
        """Say the name that the user knows in place of our own."""
        return replace(found, message=found.message.replace(path, self.name), hint=found.hint.replace(path, self.name))
