"""Gatherings: people are called, register, and come together at mixed tables."""
