"""Until when each volume is held: its last reader, or the join of the branches that begin with it.

The code of a block holds what it was given until the block's branches have met: a variable, not a value that is let go
where it was last read. Where the paths from a volume meet is its immediate post-dominator.
"""

from collections.abc import Sequence

from netcalc.calculator.memory.places import Plan


def released(plan: Plan) -> list[list[int]]:
    """Give, for each layer, the volumes that are let go behind it (less than 0: inputs of the network)."""
    last: dict[int, int] = {}
    readers: list[list[int]] = [[] for _ in plan.places]
    for number, place in enumerate(plan.places):
        for read in place.reads:
            last[read] = number
            if read >= 0:
                readers[read].append(number)
    meetings = _meetings(readers, plan.outputs)
    found: list[list[int]] = [[] for _ in plan.places]
    for number in range(len(plan.places)):
        if number not in plan.outputs:
            meeting = meetings[number] if len(readers[number]) > 1 else 0
            until = max(last.get(number, number), meeting if meeting < len(plan.places) else 0)
            found[until].append(number)
    for read, until in last.items():
        if read < 0:
            found[until].append(read)
    return found


def _meetings(readers: Sequence[Sequence[int]], outputs: frozenset[int]) -> list[int]:
    """Give where all paths from each volume meet again; the end where they never do (Cooper, Harvey, Kennedy 2001)."""
    end = len(readers)
    meets = [end] * end
    for number in range(end - 1, -1, -1):
        if number in outputs or not readers[number]:
            continue
        met = readers[number][0]
        for other in readers[number][1:]:
            met = _met(met, other, meets)
        meets[number] = met
    return meets


def _met(one: int, other: int, meets: Sequence[int]) -> int:
    """Follow two paths to where they meet."""
    while one != other:
        if one < other:
            one = meets[one]
        else:
            other = meets[other]
    return one
