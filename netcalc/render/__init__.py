"""Results made into text and pictures, and only here: tables and the width of their columns, JSON, drawings."""
