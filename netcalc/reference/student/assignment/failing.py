"""What is raised where a student's file cannot be run at all."""


class CannotRun(Exception):
    """The file cannot be run; the message says why."""
