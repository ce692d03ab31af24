"""A city to try things in: its content is written, its people and votes are generated."""
