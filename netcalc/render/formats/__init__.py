"""The forms a document is written in: a file each, with a function `write`."""

from typing import Final

FORMATS: Final = {
    "table": "text",
    "text": "text",
    "json": "json",
    "markdown": "markdown",
    "csv": "csv",
    "latex": "latex",
    "html": "html",
}
