"""What a spec says, understood: a frozen network of named layers."""
