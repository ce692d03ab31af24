"""Pages of secret votes."""
