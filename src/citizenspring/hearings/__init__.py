"""Experts beside citizens: briefs with sources, declared interests, questions and their answers."""
