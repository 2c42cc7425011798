"""A class's variants: whose they are, each written as a sheet, and how alike they are."""
