"""The usual mistakes of each kind: the truth with one thing broken, and the sentence that names it."""
