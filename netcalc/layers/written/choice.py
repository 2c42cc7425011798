"""A field that takes one of a few words, which its type lists: `Annotated[Literal["max", "avg"], CHOICE]`."""

from typing import Any, Final, get_args

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core.core_schema import CoreSchema, no_info_wrap_validator_function

from netcalc.layers.written.values import word_of


class Choice:
    """Reads one of the words of a `Literal`, says them where another is written, and offers them to editors."""

    def __get_pydantic_core_schema__(self, literal: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read a word of ours, and complain in a sentence of ours."""
        words = get_args(literal)
        return no_info_wrap_validator_function(lambda value, _: word_of(value, words), handler(literal))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Offer the words."""
        return {"enum": handler(schema)["enum"]}


CHOICE: Final = Choice()
