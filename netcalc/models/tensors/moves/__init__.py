"""Operators that move values about: mostly no layer is made of them, only another name given to the same axes."""
