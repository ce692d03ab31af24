"""Django's PostgreSQL with a health check that asks the operating system first."""
