"""Other values in the place of those that a network was written with: fields, vars, inputs, fields of layers."""
