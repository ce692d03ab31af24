"""What pages of budgets show."""
