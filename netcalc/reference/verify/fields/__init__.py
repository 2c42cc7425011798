"""What a value sees, measured: a gradient that starts at it shows what it reaches."""
