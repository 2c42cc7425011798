"""A network written as a spec: blocks for what is alike, repeats for what comes again, residuals and branches."""
