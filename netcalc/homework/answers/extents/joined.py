"""Extents joined by other signs than times and commas: 28|28|10, 28-28-10, N x 28, R^4096, from 32x32x3 to 28x28x10."""

import re
from typing import Final

ITSELF: Final = re.compile(r"\s*[0-9]+(?:\s*[;|]\s*[0-9]+)+\s*|[0-9]+(?:-[0-9]+){2,}")
SIGNS: Final = re.compile(r"\s*[;|-]\s*")
SPACE: Final = re.compile(r"(?:∈\s*)?\bR\s*\^\s*")
DIMENSIONS: Final = re.compile(r"\b([0-9]+)(?:-?[dD]|[ -]?dim(?:ensional)?)\b")
EXAMPLES: Final = re.compile(r"\b[NB]\s?[xX*]\s?(?=[0-9])")
SAME: Final = re.compile(r"\(?\b(?:the )?same (?:shape |size )?as (?:the )?[A-Za-z]\w*\)?\s*[:,]?\s*", re.IGNORECASE)
FROM: Final = re.compile(r"^from (.+?) to ", re.IGNORECASE)
LEADS: Final = re.compile(r"(?<==)([^=]*?),\s+(?=[0-9]+ ?\* ?[0-9]+ ?\*)")


def joined(text: str) -> str:
    """Write the ways in which extents are joined as times and commas.

    >>> joined("28|28|10"), joined("28-28-10"), joined("R^4096"), joined("Nx28*28*10"), joined("4096-dimensional")
    ('28, 28, 10', '28, 28, 10', '4096', 'N*28*28*10', '4096')
    """
    if ITSELF.fullmatch(text):
        return SIGNS.sub(", ", text.strip())
    text = EXAMPLES.sub("N*", DIMENSIONS.sub(r"\1", SPACE.sub("", text)))
    return LEADS.sub(r"\1; ", FROM.sub(r"\1 ⇒ ", SAME.sub("", text)))
