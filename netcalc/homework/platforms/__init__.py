"""Other graders' forms, and a class as a whole."""

from typing import Final

SINGLE: Final = ("gradescope", "prairielearn", "nbgrader")
FOR_CLASSES: Final = ("canvas", "moodle")
