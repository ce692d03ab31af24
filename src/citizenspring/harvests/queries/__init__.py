"""What pages of harvests show."""
