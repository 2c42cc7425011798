"""How a form shows itself in `help()`: each field with its meaning and default, and a signature a person can read."""

from inspect import Parameter, Signature, cleandoc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from netcalc.layers.written.written import Form


class Signed:
    """A signature of the fields, made when somebody reads it; a class has it, its instances have none."""

    def __get__(self, form: object, owner: "type[Form]") -> Signature:
        if form is not None:
            raise AttributeError("__signature__")
        return signature(owner)


def documented(form: "type[Form]") -> str:
    """Write what a form says of itself, then a line a field: its name, its default, its meaning."""
    said = cleandoc(form.__dict__.get("__doc__") or "")
    lines = [f"    {_shown(name, field)}: {field.description or ''}" for name, field in form.model_fields.items()]
    example = f"\n\nIn a spec: {form.example}" if form.example else ""
    return said + "\n\nFields, with their defaults:\n" + "\n".join(lines) + example


def signature(form: "type[Form]") -> Signature:
    """Give the fields as keywords, those that must be given first."""
    fields = sorted(form.model_fields.items(), key=lambda item: not item[1].is_required())
    keywords = [(_called(name, field), _default(field)) for name, field in fields]
    return Signature([Parameter(name, Parameter.KEYWORD_ONLY, default=default) for name, default in keywords])


def _called(name: str, field: "FieldInfo") -> str:
    """Give the name that a program passes it by: `window` of `window_`, since a method has that name."""
    return field.alias or name


def _shown(name: str, field: "FieldInfo") -> str:
    called = _called(name, field)
    return called if field.is_required() else f"{called} = {field.default!r}"


def _default(field: "FieldInfo") -> object:
    return Parameter.empty if field.is_required() else field.default
