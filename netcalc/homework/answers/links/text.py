"""The text of an answer: bounded, whatever was given, one of a list's parts behind the other."""

from netcalc.homework.answers.given import LONGEST, MOST_PARTS, WIDEST, NotReadable, short


def text_of(written: object) -> str:
    """Give the text of an answer; NotReadable where there is too much of it."""
    if isinstance(written, dict | set):
        message = "write a number, arithmetic, a volume such as 28x28x6, or `cannot`"
        raise NotReadable(message)
    if isinstance(written, list | tuple):
        if len(written) > MOST_PARTS or any(isinstance(part, list | tuple | dict) for part in written):
            message = "a volume has at most four numbers"
            raise NotReadable(message)
        written = "[" + ", ".join(map(short, written)) + "]"
    if isinstance(written, int) and written.bit_length() > WIDEST:
        message = "this number is too large"
        raise NotReadable(message)
    text = str(written)
    if len(text) > LONGEST:
        message = f"an answer has at most {LONGEST} characters"
        raise NotReadable(message)
    return text
