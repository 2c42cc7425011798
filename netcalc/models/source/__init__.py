"""Networks as source code that a person would have written: a class a block, a loop a repeat, the spec's names."""
