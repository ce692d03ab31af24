"""Panels drawn by lot: quotas, letters and answers, the public draw, reserves and replacements."""
