"""Pages of mood checks."""
