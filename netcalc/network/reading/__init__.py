"""Lists of layers as they are written, in all their forms, read into what they stand for."""
