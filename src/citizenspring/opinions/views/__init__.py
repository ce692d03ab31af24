"""The pages of an opinion map."""
