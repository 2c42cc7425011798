"""What a spec says, understood: a frozen network of named layers, from blocks, references and templates."""
