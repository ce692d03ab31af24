"""The free platform on which the residents of a city decide together."""
