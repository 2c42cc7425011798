"""Marks one question in PrairieLearn: what is right, and what is said of a known mistake. Written by netcalc."""

from fractions import Fraction
from typing import Any

# ruff: noqa: D103
NAME: str = "params"
DUE: dict[str, Any] = {
    "shown": "280",
    "numbers": [["280", "0"]],
    "words": [],
    "mistakes": [{"numbers": [["270", "0"]], "words": [], "share": 0.0, "said": "Every filter has one bias."}],
}


def generate(data: dict[str, Any]) -> None:
    data["correct_answers"][NAME] = DUE["shown"] if DUE["words"] else float(DUE["shown"])
    if not DUE["words"] and DUE["shown"].lstrip("-").isdigit():
        data["correct_answers"][NAME] = int(DUE["shown"])


def grade(data: dict[str, Any]) -> None:
    given = data["submitted_answers"].get(NAME)
    if given is None:
        return
    score, said = judged(given.get("_value") if isinstance(given, dict) else given)  # how it stores NumPy's numbers
    data["partial_scores"][NAME] = {"score": score, "weight": 1}
    data["score"] = score
    data["feedback"]["mistake"] = said


def judged(given: object) -> tuple[float, str]:
    """Give the share of the points that an answer earns, and what to say of it."""
    if fits(given, DUE["numbers"], DUE["words"]):
        return 1.0, ""
    for mistake in DUE["mistakes"]:
        if fits(given, mistake["numbers"], mistake["words"]):
            return mistake["share"], mistake["said"]
    return 0.0, ""


def fits(given: object, numbers: list[list[str]], words: list[str]) -> bool:
    if bare(str(given)) in words:
        return True
    try:
        exact = Fraction(str(given))
    except (ValueError, ZeroDivisionError):
        return False
    return any(abs(exact - Fraction(value)) <= Fraction(off) for value, off in numbers)


def bare(text: str) -> str:
    """Leave out what may be written in several ways: blanks, brackets around it, the sign between extents."""
    plain = "".join(text.lower().replace("×", "x").replace("by", "x").replace(",", "x").split())
    return plain.strip("([])")
