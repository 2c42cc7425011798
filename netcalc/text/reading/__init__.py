"""YAML read into plain data: events that are bounded, what they mean, and where everything stands."""
