"""A file that is not sound, or holds more than is read of it."""


class Damaged(Exception):
    """A file is not what its format says; the message says what, and follows the file's name in a sentence."""
