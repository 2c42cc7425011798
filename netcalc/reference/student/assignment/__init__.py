"""A student's whole file: loaded, its functions and nets found, each checked, in a process of its own."""
