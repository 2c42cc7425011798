"""A class: the scores of many submissions, those that a person has given, what the marks say together."""
