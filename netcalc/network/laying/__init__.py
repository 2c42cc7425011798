"""Items laid flat: repeats, branches and blocks made into named nodes that know what they read."""
