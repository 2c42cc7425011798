"""What the page begins with: the words that a spec may hold, the bundled specs, and their texts."""

from collections.abc import Iterator, Mapping
from typing import Any

from netcalc.course.quiz.topics import TOPICS
from netcalc.layers.base import Layer
from netcalc.network.bundle import about, bundled, text
from netcalc.network.composition import FORMS, Composite, form_of
from netcalc.network.schema import fields
from netcalc.network.written import Spec
from netcalc.page.questions.asked import Question, Word
from netcalc.problems import unreadable
from netcalc.version import __version__


class Start(Question):
    """The words for completion, from the schema, the names of the bundled specs, the topics of practice."""

    def answers(self) -> Iterator[object]:
        """Give fields of a spec, kinds with their fields, specs, each with its sentence."""
        yield {
            "version": __version__,
            "fields": _about(fields(Spec)),
            "kinds": {
                kind: {"about": form_of(kind).about(), "fields": _about(fields(form_of(kind)))} for kind in FORMS
            },
            "topics": {name: topic.about for name, topic in TOPICS.items()},
            "specs": {name: about(path) for name, path in bundled().items()},
        }


def _kind(form: type[Layer | Composite]) -> dict[str, Any]:
    return {"about": form.about(), "fields": _about(fields(form))}


def _about(schema: Mapping[str, Any]) -> dict[str, str]:
    return {name: field.get("description", "") for name, field in schema["properties"].items()}


class Bundled(Question):
    """The text of a bundled spec."""

    name: Word

    def answers(self) -> Iterator[object]:
        """Give the text; Unreadable for what is no bundled spec: no file of this machine is opened."""
        if self.name not in bundled():
            message = f"{self.name} is no bundled spec"
            raise unreadable(message)
        yield {"name": self.name, "text": text(self.name)}
