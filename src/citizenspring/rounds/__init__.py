"""Rounds of a gathering as they run: the clock, the cards of each table, and votes in the room."""
