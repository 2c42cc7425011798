"""Results as data, and what is asked of them: the report and its counts, queries, claims, networks compared."""
