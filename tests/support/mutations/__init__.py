"""Changes to a file that keep its form, so that what is wrong stands deep inside: one module a form."""
