"""The volumes of a network as on the slides: a row of solids, and what stands around each."""
