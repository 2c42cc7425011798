"""What a graph computes of shapes and small constants as it goes: worked out, and no layer."""
