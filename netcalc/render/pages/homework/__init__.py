"""Homework as pages: the marks of one submission, an audit, a class and its statistics."""
