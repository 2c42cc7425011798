"""Counted things in words: the right noun for one and for many."""


def counted(count: int, one: str, many: str = "") -> str:
    """Write a count and its noun: 1 layer, 2 layers, 1,000 branches.

    >>> counted(1, "layer"), counted(1200, "layer"), counted(2, "bias", "biases")
    ('1 layer', '1,200 layers', '2 biases')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"
