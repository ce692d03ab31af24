"""Acts of budgets; the only place that writes."""
