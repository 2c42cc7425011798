"""A student's layer, checked, its likely mistake named."""
