"""Budgets: ideas become projects, a secret vote shares the money, and the page says why."""
