"""The text of an answer, taken apart: plain signs, tokens, statements, the links between equals signs."""
