"""A network as a picture: its volumes, its neurons, or its graph, folded until there is room."""
