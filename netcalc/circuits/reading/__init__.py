"""What is written of a circuit, read: statements, the blackboard's signs, syntax; a program of stages comes out."""
