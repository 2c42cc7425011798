"""What a binary file holds, read and bounded: zip members, headers, pickles walked but never run; names and shapes."""
