"""Operators that weigh what they read: convolutions, matrix products, tables that are looked up in."""
