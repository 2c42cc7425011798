"""What a user writes of a layer: its model, the types of its fields, values read, and what an editor is offered."""
